package org.openmmbg.potential;

import org.jspecify.annotations.Nullable;

/**
 * Independent harmonic oscillators around the origin, u(x) = ½ Σ kᵢ xᵢ², whose density is a Gaussian of variances 1/kᵢ.
 * May be used by several threads at a time.
 */
public final class HarmonicPotential implements ReducedPotential {

    private final double[] stiffness;

    /**
     * Makes oscillators of the given stiffnesses.
     *
     * @param stiffness kᵢ, kT per squared unit of position, positive. Not modified.
     * @throws IllegalArgumentException if one is not positive and finite
     */
    public HarmonicPotential(double... stiffness) {
        this.stiffness = stiffness.clone();
        for (double k : stiffness) {
            if (!(k > 0 && Double.isFinite(k))) {
                throw new IllegalArgumentException("stiffness " + k + ": expected a positive number");
            }
        }
    }

    @Override
    public int dimension() {
        return stiffness.length;
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        int dimension = stiffness.length;
        ReducedPotential.checkArguments(batch, dimension, positions, energies, gradients);
        for (int row = 0; row < batch; row++) {
            double energy = 0;
            for (int i = 0; i < dimension; i++) {
                double x = positions[row * dimension + i];
                energy += 0.5 * stiffness[i] * x * x;
                if (gradients != null) {
                    gradients[row * dimension + i] = stiffness[i] * x;
                }
            }
            energies[row] = energy;
        }
    }
}
