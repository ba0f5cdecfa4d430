package org.openmmbg.openmm;

/** One force of a {@link SystemSpec}; the closed list of those this bridge builds. */
public sealed interface Force
        permits HarmonicBondForce, HarmonicAngleForce, PeriodicTorsionForce, NonbondedForce, GbsaObcForce {

    /** Returns OpenMM's class name of the force, such as {@code HarmonicBondForce}. */
    String openMmName();
}
