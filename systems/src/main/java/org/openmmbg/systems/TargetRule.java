package org.openmmbg.systems;

import java.util.ArrayList;
import java.util.List;

/**
 * Which configurations belong to the target ensemble: L at every Cα, and trans (|ω| &gt; 90°) at every peptide bond
 * before a residue that is no proline. Everything else is another molecule, or an isomer that the ensemble leaves out
 * by statement, and has weight 0.
 *
 * @param centres the stereocentres that must be L
 * @param transBonds the peptide bonds that must be trans
 */
public record TargetRule(List<Centre> centres, List<PeptideBond> transBonds) {
    public TargetRule {
        centres = List.copyOf(centres);
        transBonds = List.copyOf(transBonds);
    }

    /**
     * A Cα with the three atoms that fix its handedness.
     *
     * @param alpha Cα
     * @param nitrogen N
     * @param carbonyl C
     * @param beta Cβ
     */
    public record Centre(int alpha, int nitrogen, int carbonyl, int beta) {}

    /** What the rule says of a configuration. */
    public enum Verdict {
        ACCEPTED,
        WRONG_CHIRALITY,
        CIS_PEPTIDE
    }

    /**
     * Returns the rule of a topology: a centre for each residue that has N, CA, C and CB, and every peptide bond before
     * a non-proline. A molecule without any has a rule that accepts everything.
     *
     * @param topology with its bonds
     */
    public static TargetRule of(Topology topology) {
        List<Centre> centres = new ArrayList<>();
        for (int r = 0; r < topology.residues().size(); r++) {
            int ca = topology.find(r, "CA");
            int n = topology.find(r, "N");
            int c = topology.find(r, "C");
            int cb = topology.find(r, "CB");
            if (ca >= 0 && n >= 0 && c >= 0 && cb >= 0) {
                centres.add(new Centre(ca, n, c, cb));
            }
        }
        List<PeptideBond> trans = PeptideBond.of(topology).stream()
                .filter(bond -> !bond.beforeProline())
                .toList();
        return new TargetRule(centres, trans);
    }

    /** Returns this rule without the part about peptide bonds. */
    public TargetRule allowCis() {
        return new TargetRule(centres, List.of());
    }

    /**
     * Judges one configuration. A NaN fails the first part that meets it.
     *
     * @param positions row-major [.., 3], nm. Not modified.
     * @param offset index in {@code positions} of the configuration's first coordinate
     */
    public Verdict judge(double[] positions, int offset) {
        for (Centre c : centres) {
            // The CORN rule: seen from H, the atoms C, Cβ, N of an L residue follow clockwise.
            if (!(Dihedrals.handedness(positions, offset, c.alpha(), c.nitrogen(), c.carbonyl(), c.beta()) > 0)) {
                return Verdict.WRONG_CHIRALITY;
            }
        }
        for (PeptideBond b : transBonds) {
            double omega =
                    Dihedrals.dihedral(positions, offset, b.alphaBefore(), b.carbonyl(), b.nitrogen(), b.alphaAfter());
            if (!(Math.abs(omega) > Math.PI / 2)) {
                return Verdict.CIS_PEPTIDE;
            }
        }
        return Verdict.ACCEPTED;
    }

    /** Returns whether the configuration belongs to the target ensemble; see {@link #judge}. */
    public boolean accepts(double[] positions, int offset) {
        return judge(positions, offset) == Verdict.ACCEPTED;
    }
}
