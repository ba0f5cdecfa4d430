package org.openmmbg.dynamics;

/**
 * Holds functions of the coordinates fixed: σ(x) = 0 and, for velocities, dσ/dt = 0. Both projections are orthogonal in
 * the metric of the masses.
 */
public interface ConstraintProjector {

    /** Returns the number of independent constraints, each of which takes away a degree of freedom. */
    int count();

    /**
     * Brings a configuration back onto the constraints, along the mass-weighted gradients that the constraints have at
     * an earlier configuration (SHAKE; Ryckaert, Ciccotti, Berendsen, J. Comput. Phys. 23, 327, 1977). Only directions
     * fixed at the earlier configuration make a drift reversible and symplectic.
     *
     * @param earlier a configuration on the constraints, at its offset. Not modified.
     * @param positions the configuration, at its offset. Modified.
     * @return whether it worked; if not, the configuration is undefined
     */
    boolean projectPositions(double[] earlier, int earlierOffset, double[] positions, int offset);

    /**
     * Takes away the velocities that would change a constraint (RATTLE; Andersen, J. Comput. Phys. 52, 24, 1983).
     *
     * @param positions a configuration on the constraints, at the offset. Not modified.
     * @param velocities its velocities, at the same offset. Modified.
     * @return whether it worked; if not, the velocities are undefined
     */
    boolean projectVelocities(double[] positions, double[] velocities, int offset);
}
