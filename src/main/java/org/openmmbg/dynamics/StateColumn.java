package org.openmmbg.dynamics;

/** A column of {@link StateReporter}, with the name and in the order that OpenMM's StateDataReporter gives it. */
public enum StateColumn {
    /** Steps done of all steps, per cent. */
    PROGRESS("Progress (%)"),
    /** Number of the step. */
    STEP("Step"),
    /** Simulated time. */
    TIME("Time (ps)"),
    /** Potential energy. */
    POTENTIAL_ENERGY("Potential Energy (kJ/mole)"),
    /** Kinetic energy. */
    KINETIC_ENERGY("Kinetic Energy (kJ/mole)"),
    /** Sum of both. */
    TOTAL_ENERGY("Total Energy (kJ/mole)"),
    /** Kinetic temperature. */
    TEMPERATURE("Temperature (K)"),
    /** Simulated time a day of wall clock, since the first report. */
    SPEED("Speed (ns/day)"),
    /** Wall clock since the first report. */
    ELAPSED_TIME("Elapsed Time (s)"),
    /** Wall clock to the last step, at the pace since the first report. */
    REMAINING_TIME("Time Remaining");

    private final String header;

    StateColumn(String header) {
        this.header = header;
    }

    /** Returns the name of the column. */
    public String header() {
        return header;
    }
}
