package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorsionsTest {
    /** MDTraj works in single precision. */
    private static final double MDTRAJ = 2e-5;

    @Test
    void anglesOfAlanineDipeptideAreThoseOfMdtraj() {
        double[] x = TestFiles.ala2().models().get(0);
        // mdtraj 1.9.7: compute_phi, compute_psi and compute_dihedrals on test-data/ala2/ala2.pdb.
        assertThat(new TorsionObservable("phi", 0, 6, 8, 10).value(x, 0)).isCloseTo(-1.4286038, within(MDTRAJ));
        assertThat(new TorsionObservable("psi", 6, 8, 10, 16).value(x, 0)).isCloseTo(2.9833696, within(MDTRAJ));
        assertThat(new TorsionObservable("omega1", 2, 0, 6, 8).value(x, 0)).isCloseTo(-2.9969115, within(MDTRAJ));
        assertThat(new TorsionObservable("improper", 13, 12, 8, 9).value(x, 0)).isCloseTo(0.7124342, within(MDTRAJ));
    }

    @Test
    void dihedralHasTheIupacSignAndRange() {
        double[] quarter = {1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1};
        // Looking down +z from atom 2 to atom 3, the far bond is turned anticlockwise from the near one.
        assertThat(new TorsionObservable("t", 0, 1, 2, 3).value(quarter, 0)).isCloseTo(Math.PI / 2, within(1e-12));
        double[] trans = {1, 0, 0, 0, 0, 0, 0, 0, 1, -1, -0.0, 1};
        assertThat(new TorsionObservable("t", 0, 1, 2, 3).value(trans, 0)).isEqualTo(Math.PI);
        double[] shifted = new double[24];
        System.arraycopy(quarter, 0, shifted, 12, 12);
        assertThat(new TorsionObservable("t", 0, 1, 2, 3).value(shifted, 12)).isCloseTo(Math.PI / 2, within(1e-12));
        double[] line = {0, 0, 0, 0, 0, 1, 0, 0, 2, 1, 0, 3};
        assertThat(new TorsionObservable("t", 0, 1, 2, 3).value(line, 0)).isNaN();
    }

    @Test
    void backboneTorsionsAreFoundByName() throws IOException {
        Topology ala2 = Peptides.capped("ALA");
        assertThat(names(ala2, Torsions.backbone(ala2))).containsExactly("phi C-N-CA-C", "psi N-CA-C-N");
        assertThat(names(ala2, Torsions.omega(ala2))).containsExactly("omega1 CH3-C-N-CA", "omega2 CA-C-N-CH3");
        Topology ala3 = Peptides.capped("ALA", "GLY");
        assertThat(names(ala3, Torsions.backbone(ala3)))
                .containsExactly("phi1 C-N-CA-C", "phi2 C-N-CA-C", "psi1 N-CA-C-N", "psi2 N-CA-C-N");
        assertThat(Torsions.omega(ala3)).hasSize(3);
    }

    private static List<String> names(Topology topology, List<TorsionObservable> torsions) {
        return torsions.stream()
                .map(t -> t.name() + " " + topology.atoms().get(t.i()).name() + "-"
                        + topology.atoms().get(t.j()).name() + "-"
                        + topology.atoms().get(t.k()).name() + "-"
                        + topology.atoms().get(t.l()).name())
                .toList();
    }
}
