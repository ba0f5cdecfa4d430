package org.openmmbg.potential;

/** Exact free energies of a {@link TwoStateSystem}, in kT at its temperature. */
public interface KnownAnswer {

    /** Returns the free-energy difference that {@link StatePair#differenceName} names. */
    double freeEnergyDifference();

    /** Returns F(v) = −ln p(v), where p is the normalised density of the coordinate v. */
    double profile(double value);
}
