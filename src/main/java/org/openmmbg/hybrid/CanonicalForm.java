package org.openmmbg.hybrid;

/** Brings configurations that differ by what the target does not see into one form. */
@FunctionalInterface
public interface CanonicalForm {

    /** Nothing but what the domain knows. */
    CanonicalForm AS_IS = (positions, offset) -> {};

    /**
     * Changes a configuration to its canonical form.
     *
     * @param positions holds it from the offset on. Modified.
     */
    void apply(double[] positions, int offset);
}
