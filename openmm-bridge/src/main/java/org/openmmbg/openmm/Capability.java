package org.openmmbg.openmm;

/** What only some versions of OpenMM can do, told by the functions a library has. */
public enum Capability {
    /** LangevinMiddleIntegrator, from OpenMM 7.5 on. */
    LANGEVIN_MIDDLE,
    /** LangevinIntegrator with functions of its own; from OpenMM 8.2 on it is a LangevinMiddleIntegrator. */
    LANGEVIN_FUNCTIONS,
    /** Names of forces, from OpenMM 7.7 on. */
    FORCE_NAMES,
    /** The count of a Context's steps, from OpenMM 7.7 on. */
    STEP_COUNT,
    /** The reasons of plugins that did not load. */
    PLUGIN_FAILURES
}
