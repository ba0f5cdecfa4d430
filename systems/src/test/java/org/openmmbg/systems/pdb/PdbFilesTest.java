package org.openmmbg.systems.pdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        Topology.Residue residue = new Topology.Residue("LEU", "12A", 'B', List.of(0, 1));
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
                        ATOM_1.replace("N   ALA", "N  AALA") + ATOM_1.replace("N   ALA", "N  BALA"),
                        "line 2: alternate location B of N in ALA 1"),
                Arguments.of(
                        "MODEL 1\n" + ATOM_1 + ATOM_2 + "ENDMDL\nMODEL 2\n" + ATOM_1 + "ENDMDL\n",
                        "line 7: model 2 ends after 1 atoms; the first has 2"),
                Arguments.of(
                        "MODEL 1\n" + ATOM_1 + "ENDMDL\nMODEL 2\n" + ATOM_1 + ATOM_2 + "ENDMDL\n",
                        "line 6: model 2 has more atoms than the 1"),
                Arguments.of(
                        "MODEL 1\n" + ATOM_1 + ATOM_2 + "ENDMDL\nMODEL 2\n" + ATOM_2 + ATOM_1 + "ENDMDL\n",
                        "line 6: atom 1 of model 2 is CA, but N in the first"),
                Arguments.of(ATOM_1 + "CONECT    1    7\n", "line 2: CONECT names atom serial 7"),
                Arguments.of(ATOM_1 + "CONECT    1    1\n", "line 2: CONECT joins atom serial 1 to itself"));
    }

    @ParameterizedTest
    @MethodSource("badFiles")
    void badFilesAreRefusedInOneLine(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.pdb"), text);
        assertThatThrownBy(() -> PdbReader.read(file))
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
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
