package org.openmmbg.systems;

import java.util.List;
import org.openmmbg.coordinates.TorsionRange;
import org.openmmbg.coordinates.ZMatrix;

/**
 * The internal coordinates chosen for a molecule.
 *
 * @param zMatrix a row for each atom, in placement order
 * @param torsions the interval of each torsion, one for each row from the fourth on
 */
public record InternalLayout(ZMatrix zMatrix, List<TorsionRange> torsions) {
    public InternalLayout {
        torsions = List.copyOf(torsions);
        if (torsions.size() != zMatrix.atomCount() - 3) {
            throw new IllegalArgumentException(torsions.size() + " torsion ranges for " + zMatrix.atomCount()
                    + " rows; the first three have none");
        }
    }
}
