package org.openmmbg.openmm;

/** Checks the arguments of OpenMM's minimiser. */
final class MinimizerArguments {
    private MinimizerArguments() {}

    /**
     * @param toleranceKJ positive
     * @param maxIterations 0 or more
     */
    static void check(double toleranceKJ, int maxIterations) {
        if (!(toleranceKJ > 0) || Double.isInfinite(toleranceKJ)) {
            throw new IllegalArgumentException("tolerance = " + toleranceKJ + "; a positive number is needed");
        }
        if (maxIterations < 0) {
            throw new IllegalArgumentException("maxIterations = " + maxIterations + "; 0 or more are needed");
        }
    }
}
