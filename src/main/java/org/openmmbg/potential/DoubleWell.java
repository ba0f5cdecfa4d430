package org.openmmbg.potential;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The two-dimensional double well of Noé, Olsson, Köhler and Wu (Science 2019), as its figures use it: U(x, y) = x⁴ −
 * 6x² + x + y²/2, and u = U/T. (The formula printed in the paper is another function.) May be used by several threads
 * at a time.
 *
 * @param temperature T, in the units of U, positive
 */
public record DoubleWell(double temperature) implements TwoStateSystem {

    private static final StatePair STATES = new StatePair("x", 0, "x<0", "x>0", true, -2.5, 2.5);

    /** x⁴ − 6.5 x² + x is not below minus this. */
    private static final double DEPTH = 14;

    /** Checks the temperature. */
    public DoubleWell {
        TwoStateSystem.checkTemperature(temperature);
    }

    @Override
    public StatePair states() {
        return STATES;
    }

    @Override
    public double coordinate(double[] positions, int offset) {
        return positions[offset];
    }

    @Override
    public void addCoordinateGradient(double[] positions, int offset, double factor, double[] gradient) {
        gradient[offset] += factor;
    }

    @Override
    public Optional<KnownAnswer> answer() {
        // On a circle U = x⁴ − 6.5 x² + x + r²/2: with this radius at least the reach above 0, which is above the
        // lowest.
        double radius = Math.sqrt(2 * (PlanarQuadrature.REACH * temperature + DEPTH));
        return Optional.of(new PlanarQuadrature(this, STATES, 1, 0, 0, 0, radius));
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
