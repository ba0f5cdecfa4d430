package org.openmmbg.openmm.system;

/**
 * One force of a {@link SystemSpec}; the closed list of those this bridge builds. A force knows nothing of the System
 * around it: indices and counts are checked when the {@link SystemSpec} is made.
 */
public sealed interface Force
        permits HarmonicBondForce,
                HarmonicAngleForce,
                PeriodicTorsionForce,
                RbTorsionForce,
                CmapTorsionForce,
                NonbondedForce,
                GbsaObcForce,
                CustomBondForce,
                CustomAngleForce,
                CustomTorsionForce,
                CustomExternalForce,
                CustomNonbondedForce,
                CustomGbForce,
                CustomCompoundBondForce,
                CustomCentroidBondForce,
                CmMotionRemover {

    /** Returns OpenMM's class name of the force, such as {@code HarmonicBondForce}. */
    String openMmName();

    /** Returns whether the force sees the periodic box of its System. */
    boolean periodic();

    /** Calls the method of the visitor that is for this kind of force. */
    <R> R accept(ForceVisitor<R> visitor);
}
