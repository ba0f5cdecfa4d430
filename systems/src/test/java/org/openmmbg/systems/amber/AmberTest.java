package org.openmmbg.systems.amber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.SystemSpecException;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.forcefield.ForceFieldException;
import org.openmmbg.systems.forcefield.ImplicitSolvent;
import org.openmmbg.systems.forcefield.NonbondedOptions;

class AmberTest {
    private static final double TOLERANCE = 1e-6;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "ala2.prmtop, vacuum",
        "ala2.prmtop, hct",
        "ala2.prmtop, obc1",
        "ala2.prmtop, obc2",
        "ala2.prmtop, gbn",
        "ala2.prmtop, gbn2",
        "ala2-cmap.prmtop, vacuum",
        "ala2-ff96.prmtop, obc1"
    })
    void energiesAreThoseOfOpenMm(String name, String solvent) throws IOException {
        AmberMolecule molecule = PrmtopReader.read(TestFiles.path("amber/" + name));
        SystemSpec system = molecule.system(ImplicitSolvent.named(solvent), NonbondedOptions.NO_CUTOFF);
        double[] positions =
                InpcrdReader.read(TestFiles.path("amber/ala2.inpcrd")).positions();
        Map<String, Double> expected = new LinkedHashMap<>();
        for (String line : Files.readAllLines(TestFiles.path("amber/energies.txt"))) {
            String[] words = line.split(" ", -1);
            if (words[0].equals(name) && words[1].equals(solvent)) {
                expected.put(words[2], Double.valueOf(words[3]));
            }
        }
        // The splines of maps are not the same in all versions of OpenMM.
        double tolerance = name.contains("cmap") ? 2e-4 : TOLERANCE;
        double[] total = new double[1];
        double[] gradient = new double[positions.length];
        Map<String, Double> byForce;
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", 1)) {
            evaluator.evaluate(1, positions, total, gradient);
            byForce = evaluator.energyByForce(positions);
        }
        requireClose("total", total[0], expected, tolerance);
        requireClose(
                "force-norm", Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum()), expected, tolerance);
        assertThat(byForce.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
        byForce.forEach((force, energy) -> requireClose(force, energy, expected, tolerance));
    }

    /** The published rates for the dipeptide are of a topology file; the built-in is made from force-field files. */
    @Test
    void theBuiltInOfFf96IsTheTopologyFile() throws IOException {
        MolecularSystem molecule = SystemRegistry.builtIn().load("alanine-dipeptide-ff96-obc1");
        Topology topology =
                PrmtopReader.read(TestFiles.path("amber/ala2-ff96.prmtop")).topology();
        double[] read = InpcrdReader.read(TestFiles.path("amber/ala2.inpcrd")).positions();
        double[] positions = new double[read.length];
        for (int i = 0; i < topology.atomCount(); i++) {
            Topology.Atom atom = molecule.topology().atoms().get(i);
            System.arraycopy(read, 3 * topology.find(atom.residue(), atom.name()), positions, 3 * i, 3);
        }
        double[] energy = new double[1];
        try (BatchEvaluator evaluator =
                BatchEvaluator.create(OpenMmLibrary.load(), molecule.system(), "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, null);
        }
        String expected = Files.readAllLines(TestFiles.path("amber/energies.txt")).stream()
                .filter(line -> line.startsWith("ala2-ff96.prmtop obc1 total "))
                .findFirst()
                .orElseThrow();
        assertThat(energy[0])
                .isCloseTo(Double.parseDouble(expected.substring(expected.lastIndexOf(' '))), within(2e-4));
    }

    private static void requireClose(String what, double found, Map<String, Double> expected, double tolerance) {
        double value = Objects.requireNonNull(expected.remove(what), what);
        assertThat(found).as(what).isCloseTo(value, within(tolerance * Math.max(50, Math.abs(value))));
        if (what.equals("total") || what.equals("force-norm")) {
            return;
        }
        expected.put(what, value);
    }

    @Test
    void theTopologyIsThatOfTheMolecule() {
        Topology topology =
                PrmtopReader.read(TestFiles.path("amber/ala2.prmtop")).topology();
        assertThat(topology.residues()).extracting(Topology.Residue::name).containsExactly("ACE", "ALA", "NME");
        assertThat(topology.atoms().get(8)).isEqualTo(new Topology.Atom("CA", "C", 1));
        assertThat(topology.bonds()).hasSize(21);
        assertThat(topology.beginsChain(1)).isFalse();
        assertThat(topology.atoms()).filteredOn(Topology.Atom::isHydrogen).hasSize(12);
    }

    @Test
    void aFileWithoutRadiiHasNoImplicitSolvent() throws IOException {
        String text = Files.readString(TestFiles.path("amber/ala2.prmtop")).replace("%FLAG RADII", "%FLAG R");
        AmberMolecule molecule = PrmtopReader.read(Files.writeString(folder.resolve("bare.prmtop"), text));
        assertThat(molecule.system(null, NonbondedOptions.NO_CUTOFF).particleCount())
                .isEqualTo(22);
        assertThatThrownBy(() -> molecule.system(ImplicitSolvent.OBC2, NonbondedOptions.NO_CUTOFF))
                .isInstanceOf(ForceFieldException.class)
                .hasMessageContaining("no %FLAG RADII");
    }

    @Test
    void coordinatesMayHaveVelocitiesAndACell() throws IOException {
        String atoms = "title\n     2  0.5\n   1.0000000   2.0000000   3.0000000  -4.0000000   5.0000000   6.0000000\n";
        String velocities = "   9.0000000   9.0000000   9.0000000   9.0000000   9.0000000   9.0000000\n";
        String cell = "  30.0000000  40.0000000  50.0000000  90.0000000  90.0000000  90.0000000\n";
        InpcrdReader.Coordinates read =
                InpcrdReader.read(Files.writeString(folder.resolve("a.rst7"), atoms + velocities + cell));
        assertThat(read.positions()).containsExactly(new double[] {0.1, 0.2, 0.3, -0.4, 0.5, 0.6}, within(1e-12));
        assertThat(read.boxVectors()).containsExactly(3.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 5.0);
        assertThat(InpcrdReader.read(Files.writeString(folder.resolve("b.rst7"), atoms))
                        .boxVectors())
                .isNull();
    }

    static Stream<Arguments> badTopologies() {
        return Stream.of(
                Arguments.of("%FLAG POINTERS", "%FLAG POINTER", "has no %FLAG POINTERS"),
                Arguments.of("%FLAG TITLE", "%FLAG CTITLE", "CHARMM force field"),
                Arguments.of("%FLAG IROTAT", "%FLAG CHARMM_UREY_BRADLEY", "CHARMM force field"),
                Arguments.of("%FLAG IROTAT", "%FLAG LENNARD_JONES_CCOEF", "12-6-4 terms"),
                Arguments.of("%FLAG MASS", "%FLAG MASSES", "has no %FLAG MASS"),
                Arguments.of("%FLAG MASS", "%FLAG CHARGE", "%FLAG CHARGE is there twice"),
                Arguments.of("(5E16.8)", "(five)", "is no format"),
                Arguments.of("(5E16.8)", "(5E0.8)", "is no format"),
                Arguments.of("(5E16.8)", "(4E16.8)", "columns; its format has 4 of 16"),
                Arguments.of("ALA", "", "%FLAG RESIDUE_LABEL has 2 items"),
                Arguments.of("  1.00794700E+00", " 1.0100000E+999", "MASS item 4 is 1.0100000E+999; expected a finite"),
                Arguments.of("  1.00794700E+00", "            nope", "MASS item 4 is 'nope', not a number"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("badTopologies")
    void badTopologiesAreRefused(String from, String to, String message) throws IOException {
        String text = Files.readString(TestFiles.path("amber/ala2.prmtop"));
        assertThat(text).contains(from);
        refuses(text.replaceFirst(Pattern.quote(from), to), message);
    }

    /** The first number of a section becomes another. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POINTERS, 0, POINTERS item 1 is 0",
        "POINTERS, 99999999, POINTERS item 1 is 99999999; expected 0 to 10000000",
        "POINTERS, 23, has 22 items; POINTERS and format tell of 23",
        "ATOM_TYPE_INDEX, 99, ATOM_TYPE_INDEX item 1 is 99",
        "NONBONDED_PARM_INDEX, -1, stands for a 10-12 interaction",
        "NONBONDED_PARM_INDEX, 2, NBFIX",
        "NUMBER_EXCLUDED_ATOMS, 999, NUMBER_EXCLUDED_ATOMS item 1 is 999; the list holds fewer",
        "EXCLUDED_ATOMS_LIST, 1, excludes atom 1 from itself",
        "BONDS_INC_HYDROGEN, 4, stands for no atom",
        "BONDS_INC_HYDROGEN, 66, stands for no atom",
        "BONDS_INC_HYDROGEN, -3, expected 0 to",
        "ANGLES_INC_HYDROGEN, 99999, stands for no atom",
        "DIHEDRALS_INC_HYDROGEN, 99999, stands for no atom",
        "RESIDUE_POINTER, 2, does not begin with atom 1",
        "IPOL, 1, polarisable atoms"
    })
    void badNumbersAreRefused(String flag, String value, String message) throws IOException {
        List<String> lines =
                Files.readAllLines(TestFiles.path("amber/ala2.prmtop")).stream().toList();
        String[] changed = lines.toArray(new String[0]);
        int at = 0;
        while (!changed[at].startsWith("%FLAG " + flag)) {
            at++;
        }
        changed[at + 2] = String.format("%8s", value) + changed[at + 2].substring(8);
        refuses(String.join("\n", changed) + "\n", message);
    }

    @Test
    void damageNeverEndsInAnotherException() throws IOException {
        byte[] good = Files.readAllBytes(TestFiles.path("amber/ala2-cmap.prmtop"));
        Path file = folder.resolve("damaged.prmtop");
        int refused = 0;
        for (int i = 1; i < good.length; i += 23) {
            byte[] bad = i % 4 == 0 ? Arrays.copyOf(good, i) : good.clone();
            bad[i - 1] = (byte) "9-E%(\n7x".charAt(i % 8);
            Files.write(file, bad);
            try {
                assertThat(PrmtopReader.read(file)
                                .system(ImplicitSolvent.OBC2, NonbondedOptions.NO_CUTOFF)
                                .particleCount())
                        .isEqualTo(22);
            } catch (InputFileException | ForceFieldException | SystemSpecException e) {
                assertThat(e.getMessage()).doesNotContain("\n");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(good.length / 46);
    }

    private void refuses(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.prmtop"), text);
        TestFiles.assertRefused(file, message, () -> PrmtopReader.read(file));
    }

    static Stream<Arguments> badCoordinates() {
        String head = "title\n     2\n";
        String line = "   1.0000000   2.0000000   3.0000000  -4.0000000   5.0000000   6.0000000\n";
        return Stream.of(
                Arguments.of("", "is no number of atoms"),
                Arguments.of("title\nmany\n", "line 2: 'many' is no number of atoms"),
                Arguments.of("title\n-5\n", "line 2: '-5' is no number of atoms"),
                Arguments.of("CDF\u0001\n", "is a restart file in NetCDF form"),
                Arguments.of("title\n2000000000\n" + line, "the file ends after 6 numbers; 2000000000 atoms need"),
                Arguments.of(head + line + "   1.0000000\n", "has 1 numbers after the coordinates"),
                Arguments.of(head + line.replace("3.0000000", "***.*****"), "line 3: '***.*****' in column 25"),
                Arguments.of(head + line.replace("3.0000000", "      NaN"), "the number in column 25 is NaN"),
                Arguments.of(head + line + line + "   0.0000000   1.0000000   1.0000000\n", "no periodic cell"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("badCoordinates")
    void badCoordinatesAreRefused(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.inpcrd"), text);
        assertThatThrownBy(() -> InpcrdReader.read(file))
                .isInstanceOf(InputFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }
}
