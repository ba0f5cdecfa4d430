package org.openmmbg.potential;

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

    /**
     * Returns the derivative of {@link #value}, in [0, 1]. Where it is 0 the gradient of the energy must be dropped, not
     * multiplied: it may be NaN.
     */
    public double derivative(double energy) {
        if (isCut(energy)) {
            return 0;
        }
        return energy <= high ? 1 : 1 / (1 + energy - high);
    }

    private boolean isCut(double energy) {
        return !Double.isFinite(energy) || energy >= max;
    }
}
