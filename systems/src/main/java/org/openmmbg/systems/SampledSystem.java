package org.openmmbg.systems;

/** A system that a generator can be made for, at a temperature. */
public sealed interface SampledSystem permits MolecularSystem, AnalyticSystem {

    /** Returns what commands call it. */
    String name();

    /** Returns one line that describes it. */
    String description();

    /** Returns where it comes from, with citations. */
    String source();

    /** Returns the temperature of the target ensemble: K for a molecule, else in the units of the potential. */
    double temperature();
}
