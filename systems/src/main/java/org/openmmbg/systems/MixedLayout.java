package org.openmmbg.systems;

import java.util.List;
import org.openmmbg.coordinates.MixedZMatrix;
import org.openmmbg.coordinates.TorsionRange;

/**
 * The mixed coordinates chosen for a protein.
 *
 * @param zMatrix which atoms are placed by their positions, and how the others hang on them
 * @param torsions the interval of each torsion, one for each row
 */
public record MixedLayout(MixedZMatrix zMatrix, List<TorsionRange> torsions) {
    public MixedLayout {
        torsions = List.copyOf(torsions);
        if (torsions.size() != zMatrix.rows().size()) {
            throw new IllegalArgumentException(
                    torsions.size() + " torsion ranges for " + zMatrix.rows().size() + " rows");
        }
    }
}
