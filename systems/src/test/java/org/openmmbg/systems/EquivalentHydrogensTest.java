package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class EquivalentHydrogensTest {
    private final Topology topology = Ala2.topology();
    private final double[] reference = TestFiles.ala2().models().get(0);
    private final EquivalentHydrogens hydrogens = EquivalentHydrogens.of(topology, reference);

    @Test
    void alanineDipeptideHasThreeMethyls() {
        assertThat(hydrogens.swappablePairs()).hasSize(3);
    }

    @Test
    void swappedLabelsAreSwappedBack() {
        for (String[] pair : new String[][] {{"HB1", "HB2"}, {"HB2", "HB3"}, {"HB1", "HB3"}}) {
            double[] x = swapped(reference, topology.find(1, pair[0]), topology.find(1, pair[1]));
            assertThat(hydrogens.canonicalise(x, 0)).isEqualTo(1);
            // Put right up to a rotation of the methyl: a second look finds nothing.
            assertThat(hydrogens.canonicalise(x, 0)).isZero();
            assertThat(handedness(x)).isEqualTo(handedness(reference));
        }
        double[] x = swapped(reference, topology.find(1, "HB2"), topology.find(1, "HB3"));
        hydrogens.canonicalise(x, 0);
        assertThat(x).isEqualTo(reference);
    }

    @Test
    void rotationsOfAMethylStay() {
        int[] h = {topology.find(1, "HB1"), topology.find(1, "HB2"), topology.find(1, "HB3")};
        double[] x = swapped(swapped(reference, h[0], h[1]), h[1], h[2]);
        double[] before = x.clone();
        assertThat(hydrogens.canonicalise(x, 0)).isZero();
        assertThat(x).isEqualTo(before);
        double[] turned = Ala2.turn(reference, topology.find(1, "CA"), topology.find(1, "CB"), 1.1);
        assertThat(hydrogens.canonicalise(turned, 0)).isZero();
    }

    @Test
    void onlyTheConfigurationAtTheOffsetIsTouched() {
        double[] wrong = swapped(reference, topology.find(0, "H1"), topology.find(0, "H2"));
        double[] two = new double[2 * wrong.length];
        System.arraycopy(wrong, 0, two, 0, wrong.length);
        System.arraycopy(wrong, 0, two, wrong.length, wrong.length);
        assertThat(hydrogens.canonicalise(two, wrong.length)).isEqualTo(1);
        assertThat(two).startsWith(wrong);
        assertThat(hydrogens.canonicalise(two, wrong.length)).isZero();
    }

    @Test
    void methyleneAndAmideGroupsCountAndFreeAminesDoNot() throws IOException {
        // Two methyls of the caps, HA2 and HA3.
        assertThat(groups(Peptides.capped("GLY"))).hasSize(3);
        // HB2 and HB3, HD21 and HD22.
        assertThat(groups(Peptides.capped("ASN"))).hasSize(4);
        // CB, CG, CD, NH1, NH2.
        assertThat(groups(Peptides.capped("ARG"))).hasSize(7);
        // CB, CG, CD, CE, NZ.
        assertThat(groups(Peptides.capped("LYS"))).hasSize(7);
        Topology methylamine = Peptides.molecule("C H H H N H H", b(0, 1), b(0, 2), b(0, 3), b(0, 4), b(4, 5), b(4, 6));
        assertThat(groups(methylamine)).hasSize(1);
    }

    @Test
    void planarAmideIsPutRightByItsSide() {
        // Formamide, in a plane: O=C(H)-N(H)(H).
        Topology formamide = Peptides.molecule("C O H N H H", b(0, 1), b(0, 2), b(0, 3), b(3, 4), b(3, 5));
        double[] x = {0, 0, 0, 0.1, 0.07, 0, -0.1, 0.05, 0, 0, -0.13, 0, 0.09, -0.18, 0, -0.09, -0.18, 0};
        EquivalentHydrogens amide = EquivalentHydrogens.of(formamide, x);
        double[] swapped = swapped(x, 4, 5);
        assertThat(amide.canonicalise(swapped, 0)).isEqualTo(1);
        assertThat(swapped).isEqualTo(x);
        assertThat(amide.canonicalise(swapped, 0)).isZero();
    }

    private static List<List<Integer>> groups(Topology topology) {
        return EquivalentHydrogens.of(topology, new double[3 * topology.atomCount()])
                .swappablePairs();
    }

    private boolean handedness(double[] x) {
        return Dihedrals.handedness(
                        x,
                        0,
                        topology.find(1, "CB"),
                        topology.find(1, "HB1"),
                        topology.find(1, "HB2"),
                        topology.find(1, "HB3"))
                > 0;
    }

    private static int[] b(int i, int j) {
        return new int[] {i, j};
    }

    private static double[] swapped(double[] x, int i, int j) {
        double[] y = x.clone();
        System.arraycopy(x, 3 * i, y, 3 * j, 3);
        System.arraycopy(x, 3 * j, y, 3 * i, 3);
        return y;
    }
}
