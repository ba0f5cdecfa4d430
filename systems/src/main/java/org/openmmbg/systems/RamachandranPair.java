package org.openmmbg.systems;

import java.util.ArrayList;
import java.util.List;

/**
 * The two backbone torsions of one residue.
 *
 * @param phi C–N–CA–C
 * @param psi N–CA–C–N
 */
public record RamachandranPair(TorsionObservable phi, TorsionObservable psi) {

    /**
     * Returns the pairs of the residues that have both torsions, in the order of φ.
     *
     * @param torsions as {@link Torsions#backbone} finds them
     */
    public static List<RamachandranPair> of(List<TorsionObservable> torsions) {
        List<RamachandranPair> pairs = new ArrayList<>();
        for (TorsionObservable phi : torsions) {
            for (TorsionObservable psi : torsions) {
                if (psi.name().startsWith("psi") && phi.j() == psi.i() && phi.k() == psi.j() && phi.l() == psi.k()) {
                    pairs.add(new RamachandranPair(phi, psi));
                }
            }
        }
        return pairs;
    }
}
