package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.OpenMmNative.*;

/** OpenMM's LocalEnergyMinimizer, kept from starting where its first step leads to positions that are no numbers. */
final class Minimizer {
    /** Largest component of a force to start from, kJ/mol/nm: the minimiser squares and sums them. */
    private static final double MAX_FORCE = 1e100;

    private Minimizer() {}

    /**
     * Minimises, if energy and forces allow it: the minimiser goes on with forces that are not finite, and PME at such
     * positions ends the process.
     *
     * @param context the Context, with positions on the constraints
     * @param coordinates number of coordinates
     * @param tolerance OpenMM's tolerance
     * @param maxIterations largest number of iterations; 0 for no limit
     * @return whether it started
     */
    static boolean run(long context, int coordinates, double tolerance, int maxIterations) {
        long state = OpenMM_Context_getState(context, STATE_ENERGY | STATE_FORCES, 0);
        double[] forces = new double[coordinates];
        MEMORY.read(OpenMM_Vec3Array_get(OpenMM_State_getForces(state), 0), forces, 0, coordinates);
        boolean finite = Double.isFinite(OpenMM_State_getPotentialEnergy(state));
        OpenMM_State_destroy(state);
        for (double force : forces) {
            finite &= Math.abs(force) <= MAX_FORCE;
        }
        if (finite) {
            OpenMM_LocalEnergyMinimizer_minimize(context, tolerance, maxIterations, 0L);
        }
        return finite;
    }
}
