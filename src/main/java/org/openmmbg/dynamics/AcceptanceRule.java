package org.openmmbg.dynamics;

/** Decides on a proposal. */
@FunctionalInterface
public interface AcceptanceRule {

    /** Metropolis et al., J. Chem. Phys. 21, 1087 (1953): accept with probability min(1, exp(−difference)). */
    AcceptanceRule METROPOLIS = (difference, uniform) -> uniform < StrictMath.exp(-difference);

    /**
     * Decides.
     *
     * @param difference by how much the proposal's negative log-probability is higher; NaN must be refused
     * @param uniform a draw from [0, 1)
     */
    boolean accepts(double difference, double uniform);
}
