package org.openmmbg.potential;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The potential of Müller and Brown (Theor. Chim. Acta 53, 75, 1979) scaled by 0.1, as Noé, Olsson, Köhler and Wu
 * (Science 2019) use it: U = 0.1 Σ A exp[a (x−X)² + b (x−X)(y−Y) + c (y−Y)²], and u = U/T. Its states are told apart by
 * v = 0.7 (x − y). May be used by several threads at a time.
 *
 * @param temperature T, in the units of U, positive
 */
public record MuellerBrown(double temperature) implements TwoStateSystem {

    private static final double SCALE = 0.1;
    private static final double[] HEIGHT = {-200, -100, -170, 15};
    private static final double[] XX = {-1, -1, -6.5, 0.7};
    private static final double[] XY = {0, 0, 11, 0.6};
    private static final double[] YY = {-10, -10, -6.5, 0.7};
    private static final double[] CENTRE_X = {1, 0, -0.5, -1};
    private static final double[] CENTRE_Y = {0, 0.5, 1.5, 1};
    private static final double PROJECTION = 0.7;
    private static final StatePair STATES = new StatePair("v", -0.6, "v<-0.6", "v>-0.6", true, -2, 1.2);

    /** The sum of the scaled heights below zero: U is not below it. */
    private static final double DEPTH = 47;

    /** Least curvature of the exponent of the one term that rises: (0.7 + 0.7 − 0.6)/2. */
    private static final double RISE = 0.4;

    /** Checks the temperature. */
    public MuellerBrown {
        TwoStateSystem.checkTemperature(temperature);
    }

    @Override
    public int dimension() {
        return 2;
    }

    @Override
    public StatePair states() {
        return STATES;
    }

    @Override
    public double coordinate(double[] positions, int offset) {
        return PROJECTION * (positions[offset] - positions[offset + 1]);
    }

    @Override
    public void addCoordinateGradient(double[] positions, int offset, double factor, double[] gradient) {
        gradient[offset] += PROJECTION * factor;
        gradient[offset + 1] -= PROJECTION * factor;
    }

    @Override
    public Optional<KnownAnswer> answer() {
        // At this distance from its centre the rising term alone is the reach above what the others can take away.
        double rise = (PlanarQuadrature.REACH * temperature + DEPTH) / (SCALE * HEIGHT[3]);
        double radius = Math.sqrt(Math.log(rise) / RISE);
        return Optional.of(
                new PlanarQuadrature(this, STATES, PROJECTION, -PROJECTION, CENTRE_X[3], CENTRE_Y[3], radius));
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        ReducedPotential.checkArguments(batch, 2, positions, energies, gradients);
        for (int row = 0; row < batch; row++) {
            double energy = 0;
            double slopeX = 0;
            double slopeY = 0;
            for (int k = 0; k < HEIGHT.length; k++) {
                double dx = positions[2 * row] - CENTRE_X[k];
                double dy = positions[2 * row + 1] - CENTRE_Y[k];
                double term =
                        SCALE / temperature * HEIGHT[k] * Math.exp(XX[k] * dx * dx + XY[k] * dx * dy + YY[k] * dy * dy);
                energy += term;
                slopeX += term * (2 * XX[k] * dx + XY[k] * dy);
                slopeY += term * (XY[k] * dx + 2 * YY[k] * dy);
            }
            energies[row] = energy;
            if (gradients != null) {
                gradients[2 * row] = slopeX;
                gradients[2 * row + 1] = slopeY;
            }
        }
    }
}
