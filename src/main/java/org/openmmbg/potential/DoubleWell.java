package org.openmmbg.potential;

import org.jspecify.annotations.Nullable;

/**
 * The two-dimensional double well of Noé, Olsson, Köhler and Wu (Science 2019), as its figures use it: U(x, y) = x⁴ −
 * 6x² + x + y²/2, and u = U/T. (The formula printed in the paper is another function.) May be used by several threads
 * at a time.
 *
 * @param temperature T, in the units of U, positive
 */
public record DoubleWell(double temperature) implements ReducedPotential {

    /** Checks the temperature. */
    public DoubleWell {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature " + temperature + ": expected a positive number");
        }
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        ReducedPotential.checkArguments(batch, 2, positions, energies, gradients);
        for (int row = 0; row < batch; row++) {
            double x = positions[2 * row];
            double y = positions[2 * row + 1];
            double xx = x * x;
            energies[row] = (xx * xx - 6 * xx + x + 0.5 * y * y) / temperature;
            if (gradients != null) {
                gradients[2 * row] = (4 * x * xx - 12 * x + 1) / temperature;
                gradients[2 * row + 1] = y / temperature;
            }
        }
    }
}
