package org.openmmbg.systems.hydrogens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.TestFiles;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;
import org.openmmbg.systems.pdb.PdbWriter;

/** Hydrogens taken away and added again, beside those of OpenMM 7.7's Modeller. */
class HydrogensTest {
    private static final Path FILE = Path.of("structure.pdb");

    private static final double ANYWHERE = Double.POSITIVE_INFINITY;

    @TempDir
    private Path folder = Path.of("unset");

    @ParameterizedTest
    @ValueSource(strings = {"standard", "termini", "histidine", "histidine-ND1", "histidine-NE2", "histidine-ND1-NE2"})
    void namesAndPlacesAreThoseOfTheModeller(String name) {
        PdbFile expected = read("hydrogens/" + name + ".pdb");
        PdbFile bare = without(expected, Topology.Atom::isHydrogen);
        CompletedStructure completed = Hydrogens.add(bare, FILE);
        assertThat(completed.added())
                .hasSize(expected.topology().atomCount() - bare.topology().atomCount());
        // Grown at random and hot: angles at the heavy atoms are far from ideal.
        compare(completed, expected, ANYWHERE);
        if (!name.contains("N")) {
            ForceField forceField = ForceField.load(List.of("amber99sbildn"));
            compare(HydrogenRefinement.refine(completed, forceField), expected, 0.01);
        }
    }

    @Test
    void idealPlacesAreCloseToThoseOfAMinimum() {
        PdbFile tripeptide = read("forcefield/tripeptide.pdb");
        compare(Hydrogens.add(without(tripeptide, Topology.Atom::isHydrogen), FILE), tripeptide, 0.01);
    }

    /** Heavy atoms with as many hydrogens of the same names, and where no bond turns, at the same places. */
    private static void compare(CompletedStructure completed, PdbFile expected, double tolerance) {
        Map<String, List<String>> names = new HashMap<>();
        Map<String, List<Vector3>> places = new HashMap<>();
        collect(expected, names, places, new HashMap<>());
        Map<String, List<String>> actualNames = new HashMap<>();
        Map<String, List<Vector3>> actualPlaces = new HashMap<>();
        Map<String, Boolean> turns = new HashMap<>();
        collect(completed.structure(), actualNames, actualPlaces, turns);
        assertThat(actualNames).isEqualTo(names);
        int all = 0;
        List<String> far = new ArrayList<>();
        for (Map.Entry<String, List<Vector3>> entry : places.entrySet()) {
            if (!Boolean.FALSE.equals(turns.get(entry.getKey()))) {
                continue;
            }
            for (Vector3 place : entry.getValue()) {
                double nearest = Objects.requireNonNull(actualPlaces.get(entry.getKey())).stream()
                        .mapToDouble(place::distance)
                        .min()
                        .orElseThrow();
                all++;
                if (nearest > tolerance) {
                    far.add(entry.getKey() + ": " + nearest);
                }
            }
        }
        // Where heavy atoms are badly bent there may be two minima.
        assertThat(far).hasSizeLessThanOrEqualTo(all / 100);
    }

    private static void collect(
            PdbFile file,
            Map<String, List<String>> names,
            Map<String, List<Vector3>> places,
            Map<String, Boolean> turns) {
        Topology topology = StandardBonds.addTo(file.topology(), file.models().get(0));
        List<List<Integer>> neighbours = topology.neighbours();
        for (int i = 0; i < topology.atomCount(); i++) {
            List<Integer> hydrogens = neighbours.get(i).stream()
                    .filter(j -> topology.atoms().get(j).isHydrogen())
                    .toList();
            if (hydrogens.isEmpty() || topology.atoms().get(i).isHydrogen()) {
                continue;
            }
            int heavy = neighbours.get(i).size() - hydrogens.size();
            String parent = topology.describe(i);
            // The Modeller calls the first of an ammonium group H.
            boolean amine =
                    hydrogens.size() == 3 && topology.atoms().get(i).name().equals("N");
            names.put(
                    parent,
                    hydrogens.stream()
                            .map(j -> topology.atoms().get(j).name())
                            .map(name -> amine && name.equals("H") ? "H1" : name)
                            .sorted()
                            .toList());
            places.put(
                    parent,
                    hydrogens.stream()
                            .map(j -> Vector3.of(file.models().get(0), j))
                            .toList());
            boolean flatPair = hydrogens.size() == 2
                    && heavy == 1
                    && topology.atoms().get(i).element().equals("N");
            turns.put(parent, heavy < 2 && !flatPair);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "termini"})
    void theEnergyIsAsLowAsTheModellers(String name) throws IOException {
        PdbFile bare = without(read("hydrogens/" + name + ".pdb"), Topology.Atom::isHydrogen);
        ForceField forceField = ForceField.load(List.of("amber99sbildn"));
        CompletedStructure refined = HydrogenRefinement.refine(Hydrogens.add(bare, FILE), forceField);
        double energy = energy(refined.structure(), forceField);
        String line = Files.readAllLines(TestFiles.path("hydrogens/energies.txt")).stream()
                .filter(l -> l.startsWith(name + ".pdb "))
                .findFirst()
                .orElseThrow();
        int hydrogens = Integer.parseInt(line.split(" ", -1)[1]);
        double modeller = Double.parseDouble(line.split(" ", -1)[2]);
        assertThat(refined.added()).hasSize(hydrogens);
        // The two stop in minima of their own.
        assertThat(energy).isLessThan(modeller + 0.5 * hydrogens);
    }

    private static double energy(PdbFile structure, ForceField forceField) {
        Topology topology =
                StandardBonds.addTo(structure.topology(), structure.models().get(0));
        SystemSpec system = forceField.createSystem(topology, SystemOptions.DEFAULTS);
        double[] energy = new double[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", 1)) {
            evaluator.evaluate(1, structure.models().get(0), energy, null);
        }
        return energy[0];
    }

    @Test
    void heavyAtomsStayWhereTheyAre() {
        PdbFile bare = without(read("hydrogens/standard.pdb"), Topology.Atom::isHydrogen);
        ForceField forceField = ForceField.load(List.of("amber99sbildn"));
        CompletedStructure refined = HydrogenRefinement.refine(Hydrogens.add(bare, FILE), forceField);
        PdbFile again = without(refined.structure(), Topology.Atom::isHydrogen);
        assertThat(again.models().get(0)).containsExactly(bare.models().get(0));
        assertThat(again.topology().atoms()).isEqualTo(bare.topology().atoms());
    }

    @Test
    void otherProtonationStatesAreTakenAtTheirWord() {
        PdbFile whole = named(read("forcefield/variants.pdb"));
        assertThat(whole.topology().residues())
                .extracting(Topology.Residue::name)
                .contains("ASH", "GLH", "HIE", "HIP", "LYN", "CYM", "CYX");
        CompletedStructure completed = Hydrogens.add(without(whole, Topology.Atom::isHydrogen), FILE);
        assertThat(atomNames(completed.structure().topology())).isEqualTo(atomNames(whole.topology()));
    }

    /** The names that Amber has for the states that a file's hydrogens tell. */
    private static PdbFile named(PdbFile file) {
        Topology old = StandardBonds.addTo(file.topology(), file.models().get(0));
        List<Topology.Residue> residues = new ArrayList<>();
        for (int r = 0; r < old.residues().size(); r++) {
            Topology.Residue residue = old.residues().get(r);
            int at = r;
            Predicate<String> has = name -> old.find(at, name) >= 0;
            String name = switch (residue.name()) {
                case "ASP" -> has.test("HD2") ? "ASH" : "ASP";
                case "GLU" -> has.test("HE2") ? "GLH" : "GLU";
                case "HIS" -> has.test("HD1") ? has.test("HE2") ? "HIP" : "HID" : "HIE";
                case "LYS" -> has.test("HZ1") ? "LYS" : "LYN";
                case "CYS" -> has.test("HG") ? "CYS" : hasBridge(old, r) ? "CYX" : "CYM";
                default -> residue.name();
            };
            residues.add(
                    new Topology.Residue(name, residue.id(), residue.chain(), residue.newChain(), residue.atoms()));
        }
        return new PdbFile(new Topology(old.atoms(), residues, file.topology().bonds()), file.models(), null);
    }

    private static boolean hasBridge(Topology topology, int residue) {
        return topology.neighbours().get(topology.find(residue, "SG")).size() == 2;
    }

    private static List<Set<String>> atomNames(Topology topology) {
        List<Set<String>> names = new ArrayList<>();
        for (Topology.Residue residue : topology.residues()) {
            Set<String> own = new TreeSet<>();
            residue.atoms().forEach(i -> own.add(topology.atoms().get(i).name()));
            names.add(own);
        }
        return names;
    }

    @Test
    void hydrogensThatAreThereStayAndCount() {
        PdbFile whole = read("hydrogens/standard.pdb");
        // Every third is missing.
        int[] number = {0};
        PdbFile partly = without(whole, atom -> atom.isHydrogen() && number[0]++ % 3 == 0);
        CompletedStructure completed = Hydrogens.add(partly, FILE);
        assertThat(atomNames(completed.structure().topology())).isEqualTo(atomNames(whole.topology()));
        compare(completed, whole, ANYWHERE);
        int kept = 0;
        for (int i = 0; i < completed.structure().topology().atomCount(); i++) {
            if (!completed.added().contains(i)) {
                assertThat(Vector3.of(completed.structure().models().get(0), i))
                        .isEqualTo(Vector3.of(partly.models().get(0), kept++));
            }
        }
        assertThat(Hydrogens.add(whole, FILE).added()).isEmpty();
        assertThat(Hydrogens.add(whole, FILE).structure().models().get(0))
                .containsExactly(whole.models().get(0));
    }

    @Test
    void thePairsOfMethylenesAreNamedClockwise() {
        // Gly-Ala-Gly of the built-ins' script, whose hydrogens are named as in the PDB.
        PdbFile glycine = Hydrogens.add(without(read("forcefield/tripeptide.pdb"), Topology.Atom::isHydrogen), FILE)
                .structure();
        Topology topology = glycine.topology();
        double[] x = glycine.models().get(0);
        Vector3 alpha = Vector3.of(x, topology.find(0, "CA"));
        Vector3 seenAlong = alpha.minus(Vector3.of(x, topology.find(0, "N")));
        Vector3 next = Vector3.of(x, topology.find(0, "C")).minus(alpha);
        Vector3 pro2 = Vector3.of(x, topology.find(0, "HA2")).minus(alpha);
        // HA2 of glycine is pro-R: N, C, HA2 clockwise seen from the side away from HA3.
        assertThat(next.cross(pro2).dot(seenAlong)).isPositive();
    }

    @Test
    void everyAtomHasRoom() {
        PdbFile structure = Hydrogens.add(without(read("hydrogens/termini.pdb"), Topology.Atom::isHydrogen), FILE)
                .structure();
        Topology topology =
                StandardBonds.addTo(structure.topology(), structure.models().get(0));
        Set<Integer> seen = new HashSet<>();
        for (int h = 0; h < topology.atomCount(); h++) {
            if (!topology.atoms().get(h).isHydrogen()) {
                continue;
            }
            assertThat(topology.neighbours().get(h)).hasSize(1);
            Vector3 place = Vector3.of(structure.models().get(0), h);
            for (int i = 0; i < topology.atomCount(); i++) {
                if (i != h) {
                    assertThat(place.distance(Vector3.of(structure.models().get(0), i)))
                            .as(topology.describe(h) + " and " + topology.describe(i))
                            .isGreaterThan(0.09);
                }
            }
            seen.add(h);
        }
        assertThat(seen).hasSizeGreaterThan(300);
    }

    @Test
    void allThatIsMissingIsNamed() throws IOException {
        PdbFile whole = read("forcefield/tripeptide.pdb");
        Set<String> gone = Set.of("O of ALA 2", "CB of ALA 2", "OXT of GLY 3");
        PdbFile holed = without(
                whole,
                atom -> atom.isHydrogen()
                        || gone.stream()
                                .anyMatch(name -> name.startsWith(atom.name() + " ")
                                        && name.endsWith(" " + (atom.residue() + 1))));
        assertThatThrownBy(() -> Hydrogens.add(holed, FILE))
                .isInstanceOf(InputFileException.class)
                .hasMessage("structure.pdb: hydrogens cannot be added: ALA 2 of chain A lacks O, CB;"
                        + " GLY 3 of chain A lacks OXT; expected all heavy atoms of amino acids, caps and water");
        Path file = folder.resolve("stranger.pdb");
        PdbWriter.write(file, without(whole, Topology.Atom::isHydrogen));
        Files.writeString(file, Files.readString(file).replace("ALA", "LIG"));
        assertThatThrownBy(() -> Hydrogens.add(PdbReader.read(file), file))
                .hasMessageContaining("LIG 2 of chain A is no residue whose hydrogens are known");
    }

    @Test
    void gapsAreFound() {
        PdbFile whole = read("hydrogens/standard.pdb");
        PdbFile gap = without(whole, atom -> atom.isHydrogen() || atom.residue() == 5);
        assertThatThrownBy(() -> Hydrogens.add(gap, FILE)).hasMessageContaining("residues are missing before");
    }

    private static PdbFile read(String name) {
        return PdbReader.read(TestFiles.path(name));
    }

    /** The structure without some atoms, and without residues that lose all of theirs. */
    private static PdbFile without(PdbFile file, Predicate<Topology.Atom> gone) {
        Topology old = file.topology();
        List<Topology.Atom> atoms = new ArrayList<>();
        List<Topology.Residue> residues = new ArrayList<>();
        int[] newIndex = new int[old.atomCount()];
        List<Integer> kept = new ArrayList<>();
        for (Topology.Residue residue : old.residues()) {
            List<Integer> own = new ArrayList<>();
            for (int i : residue.atoms()) {
                Topology.Atom atom = old.atoms().get(i);
                newIndex[i] = -1;
                if (!gone.test(atom)) {
                    newIndex[i] = atoms.size();
                    own.add(atoms.size());
                    kept.add(i);
                    atoms.add(new Topology.Atom(atom.name(), atom.element(), residues.size()));
                }
            }
            if (!own.isEmpty()) {
                residues.add(
                        new Topology.Residue(residue.name(), residue.id(), residue.chain(), residue.newChain(), own));
            }
        }
        List<Topology.Bond> bonds = old.bonds().stream()
                .filter(b -> newIndex[b.first()] >= 0 && newIndex[b.second()] >= 0)
                .map(b -> new Topology.Bond(newIndex[b.first()], newIndex[b.second()]))
                .toList();
        List<double[]> models = file.models().stream()
                .map(model -> {
                    double[] x = new double[3 * atoms.size()];
                    for (int i = 0; i < kept.size(); i++) {
                        System.arraycopy(model, 3 * kept.get(i), x, 3 * i, 3);
                    }
                    return x;
                })
                .toList();
        return new PdbFile(new Topology(atoms, residues, bonds), models, file.boxVectors());
    }
}
