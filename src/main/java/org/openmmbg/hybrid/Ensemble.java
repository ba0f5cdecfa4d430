package org.openmmbg.hybrid;

/** Which configurations belong to the target. */
@FunctionalInterface
public interface Ensemble {

    /** All of them. */
    Ensemble EVERYWHERE = (positions, offset) -> true;

    /**
     * Tells whether a configuration belongs to it.
     *
     * @param positions holds the configuration from the offset on. Not modified.
     */
    boolean contains(double[] positions, int offset);
}
