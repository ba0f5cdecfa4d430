package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;

/** Internal coordinates of whole peptides: all amino acids, protonation states and ends, a disulfide, any order of atoms. */
class ZMatrixPeptidesTest {

    /** One molecule of a file with its positions. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Molecule(Topology topology, double[] positions) {}

    @ParameterizedTest
    @CsvSource({
        "standard, 1, 1e-10",
        "variants, 1, 1e-10",
        "shuffled, 1, 1e-10",
        "termini, 22, 1e-10",
    })
    void positionsComeBack(String name, int count, double tolerance) {
        List<Molecule> molecules = molecules(name);
        assertThat(molecules).hasSize(count);
        for (Molecule molecule : molecules) {
            InternalLayout layout = ZMatrixBuilder.build(molecule.topology(), molecule.positions(), false);
            InternalCoordinates coordinates = new InternalCoordinates(layout.zMatrix());
            int atoms = molecule.topology().atomCount();
            double[] q = new double[coordinates.dimension()];
            double[] logDet = new double[1];
            coordinates.toInternal(0, 1, molecule.positions(), q, logDet);
            double[] x = new double[3 * atoms];
            double[] back = new double[1];
            coordinates.toCartesian(0, 1, q, x, back);
            assertThat(Distances.largestDifference(molecule.positions(), x)).isLessThan(tolerance);
            assertThat(back[0]).isCloseTo(-logDet[0], within(1e-8 * atoms));
            // Distances do not see a mirror image.
            for (TargetRule.Centre centre : TargetRule.of(molecule.topology()).centres()) {
                assertThat(handedness(x, centre) > 0).isEqualTo(handedness(molecule.positions(), centre) > 0);
            }
        }
    }

    private static double handedness(double[] x, TargetRule.Centre c) {
        return Dihedrals.handedness(x, 0, c.alpha(), c.nitrogen(), c.carbonyl(), c.beta());
    }

    private static List<Molecule> molecules(String name) {
        PdbFile file = PdbReader.read(TestFiles.path("forcefield/" + name + ".pdb"));
        double[] positions = file.models().get(0);
        Topology whole = StandardBonds.addTo(file.topology(), positions);
        List<List<Integer>> neighbours = whole.neighbours();
        boolean[] seen = new boolean[whole.atomCount()];
        List<Molecule> molecules = new ArrayList<>();
        for (int start = 0; start < whole.atomCount(); start++) {
            TreeSet<Integer> members = new TreeSet<>();
            Deque<Integer> open = new ArrayDeque<>(List.of(start));
            while (!open.isEmpty()) {
                int i = open.remove();
                if (!seen[i]) {
                    seen[i] = true;
                    members.add(i);
                    open.addAll(neighbours.get(i));
                }
            }
            if (!members.isEmpty()) {
                molecules.add(part(whole, positions, new ArrayList<>(members)));
            }
        }
        return molecules;
    }

    private static Molecule part(Topology whole, double[] positions, List<Integer> members) {
        int[] newIndex = new int[whole.atomCount()];
        Arrays.fill(newIndex, -1);
        List<Topology.Atom> atoms = new ArrayList<>();
        List<Topology.Residue> residues = new ArrayList<>();
        double[] x = new double[3 * members.size()];
        int residueBefore = -1;
        List<List<Integer>> own = new ArrayList<>();
        for (int i : members) {
            Topology.Atom atom = whole.atoms().get(i);
            if (atom.residue() != residueBefore) {
                own.add(new ArrayList<>());
                residueBefore = atom.residue();
            }
            newIndex[i] = atoms.size();
            own.get(own.size() - 1).add(atoms.size());
            System.arraycopy(positions, 3 * i, x, 3 * atoms.size(), 3);
            atoms.add(new Topology.Atom(atom.name(), atom.element(), own.size() - 1));
        }
        for (List<Integer> list : own) {
            residues.add(new Topology.Residue("RES", String.valueOf(residues.size() + 1), "", list));
        }
        List<Topology.Bond> bonds = whole.bonds().stream()
                .filter(b -> newIndex[b.first()] >= 0)
                .map(b -> new Topology.Bond(newIndex[b.first()], newIndex[b.second()]))
                .toList();
        return new Molecule(new Topology(atoms, residues, bonds), x);
    }
}
