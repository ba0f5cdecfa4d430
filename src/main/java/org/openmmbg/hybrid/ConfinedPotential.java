package org.openmmbg.hybrid;

import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.ReducedPotential;

/**
 * A potential that is infinite outside an ensemble: Metropolised dynamics on it keep the ensemble step by step. Energies
 * outside are +∞ and their gradients are those of the potential within.
 *
 * @param within the potential inside
 * @param ensemble what counts
 */
public record ConfinedPotential(ReducedPotential within, Ensemble ensemble) implements ReducedPotential {

    @Override
    public int dimension() {
        return within.dimension();
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        within.evaluate(batch, positions, energies, gradients);
        for (int row = 0; row < batch; row++) {
            if (!ensemble.contains(positions, row * within.dimension())) {
                energies[row] = Double.POSITIVE_INFINITY;
            }
        }
    }
}
