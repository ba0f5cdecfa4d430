package org.openmmbg.openmm.system;

/**
 * Work on a {@link Force} that differs by its kind: a new kind cannot be forgotten anywhere.
 *
 * @param <R> what the work gives
 */
public interface ForceVisitor<R> {
    R visit(HarmonicBondForce force);

    R visit(HarmonicAngleForce force);

    R visit(PeriodicTorsionForce force);

    R visit(RbTorsionForce force);

    R visit(CmapTorsionForce force);

    R visit(NonbondedForce force);

    R visit(GbsaObcForce force);

    R visit(CustomBondForce force);

    R visit(CustomAngleForce force);

    R visit(CustomTorsionForce force);

    R visit(CustomExternalForce force);

    R visit(CustomNonbondedForce force);

    R visit(CustomGbForce force);

    R visit(CustomCompoundBondForce force);

    R visit(CustomCentroidBondForce force);

    R visit(CmMotionRemover force);
}
