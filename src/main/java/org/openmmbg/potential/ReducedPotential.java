package org.openmmbg.potential;

import org.jspecify.annotations.Nullable;

/**
 * A potential energy in units of kT: the negative logarithm of an unnormalised density.
 *
 * <p>Implementations may be used by one thread at a time unless they say otherwise; they may spread a batch over
 * threads of their own, in which case the results do not depend on how many.
 */
public interface ReducedPotential {

    /** Returns the number of coordinates of one configuration. */
    int dimension();

    /**
     * Evaluates a batch.
     *
     * @param batch number of configurations, at least 0
     * @param positions configurations, row-major [batch, dimension] (nm for molecules). Not modified. May be longer than
     *     needed.
     * @param energies energies, kT, [batch]. Modified. NaN where the evaluation failed; such rows of gradients are
     *     undefined.
     * @param gradients gradients, kT per unit of position, row-major [batch, dimension]. Modified. Null when only
     *     energies are wanted.
     * @throws IllegalArgumentException if an array is too short
     */
    void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients);

    /**
     * Checks the arguments of {@link #evaluate}.
     *
     * @throws IllegalArgumentException if batch is negative or an array is too short
     */
    static void checkArguments(
            int batch, int dimension, double[] positions, double[] energies, double @Nullable [] gradients) {
        if (batch < 0) {
            throw new IllegalArgumentException("batch " + batch + ": expected at least 0");
        }
        long needed = (long) batch * dimension;
        checkLength("positions", positions.length, needed, batch);
        checkLength("energies", energies.length, batch, batch);
        if (gradients != null) {
            checkLength("gradients", gradients.length, needed, batch);
        }
    }

    private static void checkLength(String name, int length, long needed, int batch) {
        if (length < needed) {
            throw new IllegalArgumentException(
                    name + " of length " + length + " for a batch of " + batch + ": expected at least " + needed);
        }
    }
}
