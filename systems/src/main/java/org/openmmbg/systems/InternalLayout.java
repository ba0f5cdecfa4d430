package org.openmmbg.systems;

import java.util.List;
import org.openmmbg.coordinates.TorsionKind;
import org.openmmbg.coordinates.ZMatrix;

/**
 * The internal coordinates chosen for a molecule.
 *
 * @param zMatrix a row for each atom, in placement order
 * @param kinds the kind of each torsion, one for each row from the fourth on
 */
public record InternalLayout(ZMatrix zMatrix, List<TorsionKind> kinds) {
    public InternalLayout {
        kinds = List.copyOf(kinds);
        if (kinds.size() != zMatrix.atomCount() - 3) {
            throw new IllegalArgumentException(
                    kinds.size() + " torsion kinds for " + zMatrix.atomCount() + " rows; the first three have none");
        }
    }
}
