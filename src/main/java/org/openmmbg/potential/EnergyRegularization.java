package org.openmmbg.potential;

import org.jspecify.annotations.Nullable;

/**
 * Softens high energies in training, never in reweighting: u up to E_high, then E_high + log(1 + u − E_high), and
 * constant from E_max on (Noé, Olsson, Köhler and Wu, Science 2019). A non-finite energy counts as E_max. The derivative
 * is continuous at E_high and 0 from E_max on.
 *
 * @param high E_high, kT
 * @param max E_max, kT, finite, at least high
 */
public record EnergyRegularization(double high, double max) {

    /** Checks the two energies. */
    public EnergyRegularization {
        if (!Double.isFinite(high) || !Double.isFinite(max) || high > max) {
            throw new IllegalArgumentException(
                    "energy regularisation from " + high + " to " + max + " kT: expected finite, high not above max");
        }
    }

    /** Returns the regularised energy, kT, always finite. */
    public double value(double energy) {
        double cut = isCut(energy) ? max : energy;
        return cut <= high ? cut : high + Math.log1p(cut - high);
    }

    /** Returns the derivative of {@link #value}, in [0, 1]. */
    public double derivative(double energy) {
        if (isCut(energy)) {
            return 0;
        }
        return energy <= high ? 1 : 1 / (1 + energy - high);
    }

    /** Tells whether an energy is non-finite or at least E_max, so that its gradient is dropped. */
    public boolean isCut(double energy) {
        return !Double.isFinite(energy) || energy >= max;
    }

    /**
     * Regularises a batch in place.
     *
     * @param batch number of rows
     * @param dimension coordinates in a row
     * @param energies kT, [batch]. Modified.
     * @param gradients kT per unit of position, [batch, dimension]; the rows of cut energies become 0. Modified. May be
     *     null.
     * @return how many energies were cut
     */
    public int apply(int batch, int dimension, double[] energies, double @Nullable [] gradients) {
        int count = 0;
        for (int row = 0; row < batch; row++) {
            double energy = energies[row];
            boolean cut = isCut(energy);
            if (cut) {
                count++;
            }
            energies[row] = value(energy);
            if (gradients != null && (cut || energy > high)) {
                double factor = derivative(energy);
                for (int i = row * dimension; i < (row + 1) * dimension; i++) {
                    // A failed row's gradient may be NaN, which a factor of 0 would keep.
                    gradients[i] = cut ? 0 : gradients[i] * factor;
                }
            }
        }
        return count;
    }
}
