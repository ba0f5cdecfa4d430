package org.openmmbg.systems;

import java.util.ArrayList;
import java.util.List;

/**
 * The bond C–N between two residues, with the atoms that stand for the two Cα: CH3 in ACE, the methyl carbon in NME.
 *
 * @param alphaBefore Cα, or the methyl carbon, on the carbonyl side
 * @param carbonyl C
 * @param nitrogen N of the next residue
 * @param alphaAfter Cα, or the methyl carbon, on the nitrogen side
 * @param beforeProline whether the next residue is a proline
 */
public record PeptideBond(int alphaBefore, int carbonyl, int nitrogen, int alphaAfter, boolean beforeProline) {

    /**
     * Finds the peptide bonds of a topology: every bond between an atom C of one residue and an atom N of another.
     *
     * @param topology with its bonds
     */
    public static List<PeptideBond> of(Topology topology) {
        List<List<Integer>> neighbours = topology.neighbours();
        List<PeptideBond> found = new ArrayList<>();
        for (Topology.Bond bond : topology.bonds()) {
            Topology.Atom first = topology.atoms().get(bond.first());
            boolean forward = first.name().equals("C");
            int c = forward ? bond.first() : bond.second();
            int n = forward ? bond.second() : bond.first();
            Topology.Atom carbonyl = topology.atoms().get(c);
            Topology.Atom nitrogen = topology.atoms().get(n);
            if (!carbonyl.name().equals("C")
                    || !nitrogen.name().equals("N")
                    || carbonyl.residue() == nitrogen.residue()) {
                continue;
            }
            int before = alpha(topology, neighbours.get(c), carbonyl.residue());
            int after = alpha(topology, neighbours.get(n), nitrogen.residue());
            if (before >= 0 && after >= 0) {
                boolean proline =
                        topology.residues().get(nitrogen.residue()).name().equals("PRO");
                found.add(new PeptideBond(before, c, n, after, proline));
            }
        }
        return found;
    }

    /** The CA among the neighbours, else the only carbon of the same residue. */
    private static int alpha(Topology topology, List<Integer> neighbours, int residue) {
        int carbon = -1;
        for (int i : neighbours) {
            Topology.Atom atom = topology.atoms().get(i);
            if (atom.residue() == residue && atom.element().equals("C")) {
                if (carbon < 0 || atom.name().equals("CA")) {
                    carbon = i;
                }
            }
        }
        return carbon;
    }
}
