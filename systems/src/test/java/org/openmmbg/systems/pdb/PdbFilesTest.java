package org.openmmbg.systems.pdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.Topology;

class PdbFilesTest {
    private static final String ATOM_1 =
            "ATOM      1  N   ALA A   1       1.000   2.000  -3.500  1.00  0.00           N  \n";
    private static final String ATOM_2 =
            "ATOM      2  CA  ALA A   1       4.000   5.000   6.000  1.00  0.00           C  \n";

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsAFileThatOpenMmWrote() {
        PdbFile ala2 = PdbReader.read(TestFiles.path("ala2/ala2.pdb"));
        Topology topology = ala2.topology();
        assertThat(topology.atomCount()).isEqualTo(22);
        assertThat(topology.residues()).extracting(Topology.Residue::name).containsExactly("ACE", "ALA", "NME");
        assertThat(topology.atoms().get(2)).isEqualTo(new Topology.Atom("CH3", "C", 0));
        assertThat(topology.describe(13)).isEqualTo("HB1 of ALA 2 of chain A");
        // CONECT: the caps' bonds, each written twice, and the peptide bonds.
        assertThat(topology.bonds()).hasSize(12).contains(new Topology.Bond(10, 16));
        assertThat(ala2.models()).hasSize(1);
        double[] x = ala2.models().get(0);
        assertThat(x).hasSize(66);
        assertThat(x[0]).isCloseTo(0.0869, within(1e-12));
        assertThat(x[65]).isCloseTo(-0.5355, within(1e-12));
    }

    @Test
    void writesWhatItReads() throws IOException {
        PdbFile ala2 = PdbReader.read(TestFiles.path("ala2/ala2.pdb"));
        double[] second = ala2.models().get(0).clone();
        second[5] = -12.3456;
        Path file = folder.resolve("two.pdb");
        PdbWriter.write(file, ala2.topology(), List.of(ala2.models().get(0), second));
        PdbFile again = PdbReader.read(file);
        assertThat(again.topology().atoms()).isEqualTo(ala2.topology().atoms());
        assertThat(again.topology().residues()).isEqualTo(ala2.topology().residues());
        assertThat(again.topology().bonds())
                .containsExactlyInAnyOrderElementsOf(ala2.topology().bonds());
        assertThat(again.models()).hasSize(2);
        assertThat(again.models().get(0)).containsExactly(ala2.models().get(0), within(1e-9));
        assertThat(again.models().get(1)).containsExactly(second, within(5e-5));
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void columnsAreThoseOfTheFormat() throws IOException {
        Topology.Residue residue = new Topology.Residue("LEU", "12A", "B", List.of(0, 1));
        Topology topology = new Topology(
                List.of(new Topology.Atom("CA", "C", 0), new Topology.Atom("HD11", "H", 0)),
                List.of(residue),
                List.of());
        Path file = folder.resolve("columns.pdb");
        PdbWriter.write(file, topology, List.of(new double[] {0.1, -0.2, 100.0, 0, 0, 0}));
        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "ATOM      1  CA  LEU B  12A      1.000  -2.0001000.000  1.00  0.00           C",
                        "ATOM      2 HD11 LEU B  12A      0.000   0.000   0.000  1.00  0.00           H",
                        "TER",
                        "END");
    }

    @Test
    void aFailedWriteLeavesWhatWasThere() throws IOException {
        PdbFile ala2 = PdbReader.read(TestFiles.path("ala2/ala2.pdb"));
        Path file = Files.writeString(folder.resolve("kept.pdb"), "kept");
        double[] bad = ala2.models().get(0).clone();
        bad[7] = Double.NaN;
        assertThatThrownBy(() -> PdbWriter.write(file, ala2.topology(), List.of(bad)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(file).hasContent("kept");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void elementsAreGuessedWhereTheirColumnsAreBlank() throws IOException {
        String text = """
                ATOM      1  CA  ALA A   1       1.000   2.000  -3.500
                ATOM      2 1HB  ALA A   1       1.000   2.000  -3.500
                ATOM      3 HG21 VAL A   2       1.000   2.000  -3.500
                HETATM    4 CA    CA A   3       1.000   2.000  -3.500
                HETATM    5 CL    CL A   4       1.000   2.000  -3.500
                """;
        PdbFile file = PdbReader.read(Files.writeString(folder.resolve("blank.pdb"), text));
        assertThat(file.topology().atoms())
                .extracting(Topology.Atom::element)
                .containsExactly("C", "H", "H", "Ca", "Cl");
    }

    @Test
    void linesMayEndAsOnWindows() throws IOException {
        Path file = Files.writeString(folder.resolve("crlf.pdb"), (ATOM_1 + ATOM_2 + "END\n").replace("\n", "\r\n"));
        assertThat(PdbReader.read(file).topology().atoms())
                .containsExactly(new Topology.Atom("N", "N", 0), new Topology.Atom("CA", "C", 0));
    }

    @Test
    void modelsMayBeSeparatedByEndAlone() throws IOException {
        String text = ATOM_1 + ATOM_2 + "END\n" + ATOM_1 + ATOM_2 + "END\n";
        assertThat(PdbReader.read(Files.writeString(folder.resolve("end.pdb"), text))
                        .models())
                .hasSize(2);
    }

    /** A serine whose side chain has two locations, and one place of the sequence with two residues. */
    private static final String ALTERNATES = """
            ATOM      1  N   SER A   1       1.000   0.000   0.000  1.00  0.00           N
            ATOM      2  CB ASER A   1       2.000   0.000   0.000  0.40  0.00           C
            ATOM      3  CB BSER A   1       3.000   0.000   0.000  0.60  0.00           C
            ATOM      4  OG ASER A   1       4.000   0.000   0.000  0.40  0.00           O
            ATOM      5  OG BSER A   1       5.000   0.000   0.000  0.60  0.00           O
            ATOM      6  HG ASER A   1       6.000   0.000   0.000  0.40  0.00           H
            ATOM      7  N  APRO A   2       7.000   0.000   0.000  0.50  0.00           N
            ATOM      8  N  BSER A   2       8.000   0.000   0.000  0.50  0.00           N
            ATOM      9  CD APRO A   2       9.000   0.000   0.000  0.50  0.00           C
            ATOM     10  OG BSER A   2      10.000   0.000   0.000  0.50  0.00           O
            CONECT    2    4
            CONECT    3    5
            """;

    @Test
    void ofAlternateLocationsTheOneOfHighestOccupancyIsKept() throws IOException {
        PdbFile file = PdbReader.read(Files.writeString(folder.resolve("alternates.pdb"), ALTERNATES));
        assertThat(file.topology().atoms())
                .extracting(Topology.Atom::name)
                .containsExactly("N", "CB", "OG", "HG", "N", "CD");
        assertThat(file.topology().residues())
                .extracting(Topology.Residue::name)
                .containsExactly("SER", "PRO");
        assertThat(file.topology().bonds()).containsExactly(new Topology.Bond(1, 2));
        double[] x = file.models().get(0);
        assertThat(new double[] {x[0], x[3], x[6], x[9], x[12], x[15]})
                .containsExactly(new double[] {0.1, 0.3, 0.5, 0.6, 0.7, 0.9}, within(1e-12));
    }

    @Test
    void everyModelKeepsTheLocationsOfTheFirst() throws IOException {
        String atoms = ALTERNATES.replaceAll("CONECT.*\n", "");
        String moved = atoms.replace("0.60", "0.10").replace("   0.000   0.000", "   1.000   0.000");
        Path file = Files.writeString(
                folder.resolve("models.pdb"),
                "MODEL        1\n" + atoms + "ENDMDL\nMODEL        2\n" + moved + "ENDMDL\n");
        List<double[]> models = PdbReader.read(file).models();
        assertThat(models).hasSize(2);
        assertThat(models.get(1)).hasSize(18);
        assertThat(models.get(1)[3]).isCloseTo(0.3, within(1e-12));
        assertThat(models.get(1)[4]).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void otherNamesBecomeStandardOnes() throws IOException {
        String text = """
                ATOM      1 1HH3 ACE A   1       1.000   2.000  -3.500
                ATOM      2  N   NLEU    2       1.000   2.000  -3.500
                ATOM      3 1HB  LEU A   3       1.000   2.000  -3.500
                ATOM      4 2HB  LEU A   3       1.000   2.000  -3.500
                ATOM      5 2HD1 LEU A   3       1.000   2.000  -3.500
                ATOM      6  HN  LEU A   3       1.000   2.000  -3.500
                ATOM      7 1HB  ALA A   4       1.000   2.000  -3.500
                ATOM      8 2HB  ALA A   4       1.000   2.000  -3.500
                ATOM      9  CD  ILE A   5       1.000   2.000  -3.500
                ATOM     10  CH3 NMA A   6       1.000   2.000  -3.500
                ATOM     11  HE2 HSE A   7       1.000   2.000  -3.500
                """;
        Topology topology = PdbReader.read(Files.writeString(folder.resolve("names.pdb"), text))
                .topology();
        assertThat(topology.atoms())
                .extracting(Topology.Atom::name)
                .containsExactly("H1", "N", "HB3", "HB2", "HD12", "H", "HB1", "HB2", "CD1", "C", "HE2");
        assertThat(topology.residues())
                .extracting(Topology.Residue::name)
                .containsExactly("ACE", "LEU", "LEU", "ALA", "ILE", "NME", "HIE");
    }

    @Test
    void insertionCodesAndChainEndsSeparateResidues() throws IOException {
        String text = ATOM_1
                + ATOM_2.replace("A   1 ", "A   1A")
                + "TER\n"
                + ATOM_1.replace("A   1 ", "A   2 ")
                + ATOM_2.replace("A   1 ", "B   1 ");
        PdbFile file = PdbReader.read(Files.writeString(folder.resolve("chains.pdb"), text));
        Topology topology = file.topology();
        assertThat(topology.residues()).extracting(Topology.Residue::id).containsExactly("1", "1A", "2", "1");
        assertThat(List.of(0, 1, 2, 3)).filteredOn(topology::beginsChain).containsExactly(0, 2, 3);
        assertThat(topology.residues().get(2).newChain()).isTrue();
        assertThat(topology.residues().get(3).newChain()).isFalse();
        Path again = folder.resolve("again.pdb");
        PdbWriter.write(again, file);
        assertThat(PdbReader.read(again).topology()).isEqualTo(topology);
    }

    private static final double[] BOX = {
        4.12, 0, 0, 1.8454229215267406, 3.515012694245031, 0, 1.0406809275028825, -1.0645667348021193, 4.215888386623915
    };

    /** Box vectors as OpenMM 7.7's computePeriodicBoxVectors(4.12, 3.97, 5.03, 71.5°, 104.2°, 62.3°) gives them. */
    @Test
    void cellsBecomeReducedBoxVectors() throws IOException {
        String cell = "CRYST1   41.200   39.700   50.300  71.50 104.20  62.30 P 1           1\n";
        PdbFile file = PdbReader.read(Files.writeString(folder.resolve("cell.pdb"), cell + ATOM_1));
        assertThat(file.boxVectors()).isNotNull();
        assertThat(Objects.requireNonNull(file.boxVectors()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .containsExactly(BOX, within(1e-9));
        Path again = folder.resolve("again.pdb");
        PdbWriter.write(again, file);
        assertThat(Objects.requireNonNull(PdbReader.read(again).boxVectors()).stream()
                        .mapToDouble(Double::doubleValue)
                        .toArray())
                .containsExactly(BOX, within(1e-3));
        String none = "CRYST1    1.000    1.000    1.000  90.00  90.00  90.00 P 1           1\n";
        assertThat(PdbReader.read(Files.writeString(folder.resolve("none.pdb"), none + ATOM_1))
                        .boxVectors())
                .isNull();
    }

    @Test
    void disulfideBondsAreWritten() throws IOException {
        List<Topology.Atom> atoms = List.of(
                new Topology.Atom("CB", "C", 0), new Topology.Atom("SG", "S", 0), new Topology.Atom("SG", "S", 1));
        Topology topology = new Topology(
                atoms,
                List.of(
                        new Topology.Residue("CYS", "1", "A", List.of(0, 1)),
                        new Topology.Residue("CYS", "7", "A", List.of(2))),
                List.of(new Topology.Bond(0, 1), new Topology.Bond(1, 2)));
        Path file = folder.resolve("disulfide.pdb");
        PdbWriter.write(file, topology, List.of(new double[9]));
        assertThat(PdbReader.read(file).topology().bonds()).containsExactly(new Topology.Bond(1, 2));
    }

    @Test
    void numbersTooLargeForTheirColumnsAreInHybrid36() throws IOException {
        assertThat(Hybrid36.encode(4, 9999)).isEqualTo("9999");
        assertThat(Hybrid36.encode(4, 10_000)).isEqualTo("A000");
        assertThat(Hybrid36.encode(5, 100_000)).isEqualTo("A0000");
        assertThat(Hybrid36.encode(5, 100_035)).isEqualTo("A000Z");
        assertThat(Hybrid36.encode(4, 10_000 + 26 * 46_656)).isEqualTo("a000");
        assertThat(Hybrid36.encode(4, 10_000 + 52 * 46_656 - 1)).isEqualTo("zzzz");
        assertThatThrownBy(() -> Hybrid36.encode(4, 10_000 + 52 * 46_656)).isInstanceOf(IllegalArgumentException.class);
        Topology topology = new Topology(
                List.of(new Topology.Atom("CA", "C", 0)),
                List.of(new Topology.Residue("MOL", "10000", "A", List.of(0))),
                List.of());
        Path file = folder.resolve("large.pdb");
        PdbWriter.write(file, topology, List.of(new double[3]));
        assertThat(PdbReader.read(file).topology().residues().get(0).id()).isEqualTo("A000");
        String text = ATOM_1.replace("ATOM      1", "ATOM  99999") + ATOM_2.replace("ATOM      2", "ATOM  A0000");
        Path beyond = Files.writeString(folder.resolve("beyond.pdb"), text + "CONECTA000099999\n");
        assertThat(PdbReader.read(beyond).topology().bonds()).containsExactly(new Topology.Bond(0, 1));
    }

    @Test
    void serialsThatOverflowDoNotHideAtoms() throws IOException {
        String text = ATOM_1.replace("ATOM      1", "ATOM 100000") + ATOM_2.replace("ATOM      2", "ATOM  *****");
        assertThat(PdbReader.read(Files.writeString(folder.resolve("wide.pdb"), text))
                        .topology()
                        .atomCount())
                .isEqualTo(2);
    }

    static Stream<Arguments> badFiles() {
        return Stream.of(
                Arguments.of("", "no ATOM or HETATM record"),
                Arguments.of(ATOM_1 + "x".repeat(10_001), "line 2: the line has more than 10000 characters"),
                Arguments.of("<?xml version=\"1.0\"?>\n", "no ATOM or HETATM record"),
                Arguments.of(ATOM_1.replace("   2.000", "     nan"), "line 1: the y coordinate is"),
                Arguments.of(ATOM_1.replace("   2.000", "     NaN"), "line 1: the y coordinate is NaN"),
                Arguments.of(ATOM_1.replace("  -3.500", "   1e999"), "line 1: the z coordinate is 1e999"),
                Arguments.of(ATOM_1.substring(0, 52), "line 1: the record ends in column 52"),
                Arguments.of(ATOM_1.replace("   2.000", "        "), "line 1: the y coordinate is '', not a number"),
                Arguments.of(ATOM_1.replace(" N   ALA", "     ALA"), "line 1: the atom has no name"),
                Arguments.of(ATOM_1.replace("          N  ", "         Qq  "), "line 1: unknown element of atom N"),
                Arguments.of(
                        "MODEL 1\n" + ATOM_1 + ATOM_2 + "ENDMDL\nMODEL 2\n" + ATOM_1 + "ENDMDL\n",
                        "line 7: model 2 ends after 1 atoms; the first has 2"),
                Arguments.of(
                        "MODEL 1\n" + ATOM_1 + "ENDMDL\nMODEL 2\n" + ATOM_1 + ATOM_2 + "ENDMDL\n",
                        "line 6: model 2 has more atoms than the 1"),
                Arguments.of(
                        "MODEL 1\n" + ATOM_1 + ATOM_2 + "ENDMDL\nMODEL 2\n" + ATOM_2 + ATOM_1 + "ENDMDL\n",
                        "line 6: atom 1 of model 2 is CA of ALA, but N of ALA in the first"),
                Arguments.of("CRYST1   30.000   30.000\n" + ATOM_1, "line 1: the length c is ''"),
                Arguments.of(
                        "CRYST1   30.000   30.000   30.000  90.00  90.00 180.00\n" + ATOM_1,
                        "line 1: lengths 3.0, 3.0, 3.0 nm and angles 90.0, 90.0, 180.0 degrees are those of no"),
                Arguments.of(
                        "CRYST1   30.000  -30.000   30.000  90.00  90.00  90.00\n" + ATOM_1,
                        "are those of no periodic cell"),
                Arguments.of(
                        ATOM_1 + ATOM_1.replace("ALA A   1", "ALA A   2") + ATOM_2 + "CONECT    2    1\n",
                        "line 4: CONECT names atom serial 1, which several ATOM records have"),
                Arguments.of(ATOM_1 + "CONECT    1    7\n", "line 2: CONECT names atom serial 7"),
                Arguments.of(ATOM_1 + "CONECT    1    1\n", "line 2: CONECT joins atom serial 1 to itself"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void badFilesAreRefusedInOneLine(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.pdb"), text);
        TestFiles.assertRefused(file, message, () -> PdbReader.read(file));
    }

    @Test
    void damageNeverEndsInAnotherException() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("ala2/ala2.pdb"));
        Path file = folder.resolve("damaged.pdb");
        int refused = 0;
        for (int i = 0; i < good.length; i += 3) {
            byte[] bad = good.clone();
            bad[i] = (byte) (i % 2 == 0 ? '9' : 0x80 + i);
            Files.write(file, i % 5 == 0 ? Arrays.copyOf(bad, i) : bad);
            try {
                assertThat(PdbReader.read(file).models()).isNotEmpty();
            } catch (InputFileException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void missingFilesAndFoldersAreRefused() {
        assertThatThrownBy(() -> PdbReader.read(folder.resolve("none.pdb")))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> PdbReader.read(folder))
                .isInstanceOf(InputFileException.class)
                .hasMessageContaining("is a folder");
    }
}
