package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbReader;

class StandardBondsTest {
    /** Covalent radii, nm (Cordero et al., Dalton Trans. 2832, 2008): bonded atoms lie about their sum apart. */
    private static final Map<String, Double> RADII = Map.of("H", 0.031, "C", 0.076, "N", 0.071, "O", 0.066, "S", 0.105);

    @ParameterizedTest
    @ValueSource(strings = {"standard", "variants", "termini", "shuffled"})
    void bondsAreThoseThatDistancesTell(String name) {
        PdbFile file = PdbReader.read(TestFiles.path("forcefield/" + name + ".pdb"));
        double[] positions = file.models().get(0);
        Topology bare = file.topology().withBonds(List.of());
        Set<Topology.Bond> near = new HashSet<>();
        for (int i = 0; i < bare.atomCount(); i++) {
            for (int j = i + 1; j < bare.atomCount(); j++) {
                double reach = RADII.getOrDefault(bare.atoms().get(i).element(), 0.0)
                        + RADII.getOrDefault(bare.atoms().get(j).element(), 0.0);
                if (distance(positions, i, j) < reach + 0.03) {
                    near.add(new Topology.Bond(i, j));
                }
            }
        }
        assertThat(StandardBonds.addTo(bare, positions).bonds()).containsExactlyInAnyOrderElementsOf(near);
    }

    private static double distance(double[] positions, int i, int j) {
        double sum = 0;
        for (int d = 0; d < 3; d++) {
            sum += Math.pow(positions[3 * i + d] - positions[3 * j + d], 2);
        }
        return Math.sqrt(sum);
    }

    /** Residues with the atoms N, C and SG alone, C at x = place and N and SG as said. */
    private static Topology residues(String name, String... ids) {
        List<Topology.Atom> atoms = new ArrayList<>();
        List<Topology.Residue> residues = new ArrayList<>();
        for (String id : ids) {
            int first = atoms.size();
            for (String atom : List.of("N", "C", "SG")) {
                atoms.add(new Topology.Atom(atom, atom.substring(0, 1), residues.size()));
            }
            residues.add(new Topology.Residue(name, id, "A", List.of(first, first + 1, first + 2)));
        }
        return new Topology(atoms, residues, List.of());
    }

    @Test
    void residuesThatFollowEachOtherAreJoinedWhateverTheirDistance() {
        Topology pair = residues("GLY", "7", "8");
        assertThat(StandardBonds.addTo(pair, spread(pair, 5)).bonds()).contains(new Topology.Bond(1, 3));
    }

    @Test
    void aGapInNumbersAndSpaceIsNoBond() {
        Topology pair = residues("GLY", "7", "12");
        assertThat(StandardBonds.addTo(pair, spread(pair, 5)).bonds()).doesNotContain(new Topology.Bond(1, 3));
        assertThat(StandardBonds.addTo(pair, spread(pair, 0.13)).bonds()).contains(new Topology.Bond(1, 3));
    }

    @Test
    void eachSulfurHasOneBridge() {
        Topology three = residues("CYS", "1", "20", "40");
        double[] positions = new double[27];
        // Sulfurs at x = 0, 0.25 and 0.45 nm: the second takes the first, so that the third stays alone.
        positions[3 * 5] = 0.25;
        positions[3 * 8] = 0.45;
        assertThat(StandardBonds.addTo(three, positions).bonds())
                .contains(new Topology.Bond(2, 5))
                .doesNotContain(new Topology.Bond(5, 8), new Topology.Bond(2, 8));
    }

    @Test
    void namesHaveAStandard() {
        assertThat(StandardBonds.standardName("HIE")).isEqualTo("HIS");
        assertThat(StandardBonds.standardName("CYX")).isEqualTo("CYS");
        assertThat(StandardBonds.standardName("WAT")).isEqualTo(StandardBonds.WATER);
        assertThat(StandardBonds.standardName("LIG")).isEqualTo("LIG");
    }

    /** Positions with each residue at one point, that far from the one before. */
    private static double[] spread(Topology topology, double step) {
        double[] positions = new double[3 * topology.atomCount()];
        for (int i = 0; i < topology.atomCount(); i++) {
            positions[3 * i] = step * topology.atoms().get(i).residue();
        }
        return positions;
    }
}
