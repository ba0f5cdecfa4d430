package org.openmmbg.openmm;

/** What became of one configuration of a batch. */
public enum EvaluationStatus {
    /** Energy, and gradient where one was wanted, are finite. */
    DONE,
    /** A coordinate is NaN or infinite; OpenMM did not see the configuration. */
    POSITIONS_NOT_FINITE,
    /**
     * A coordinate is beyond ±1000 nm, or the particles are too far apart for a force that cuts off without a periodic box:
     * the product of the two largest extents is more than 10⁷ times the smallest such cutoff squared, which the neighbour
     * list of the CPU platform would take gigabytes for. OpenMM did not see the configuration.
     */
    POSITIONS_TOO_LARGE,
    /** OpenMM's energy is not finite, as when atoms coincide. */
    ENERGY_NOT_FINITE,
    /** The energy is finite, but a force is not. */
    FORCES_NOT_FINITE,
    /** OpenMM threw an exception, which the log tells. */
    OPENMM_FAILED,
    /** The batch was cancelled before its turn. */
    CANCELLED
}
