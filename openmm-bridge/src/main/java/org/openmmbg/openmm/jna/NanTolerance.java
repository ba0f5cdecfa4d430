package org.openmmbg.openmm.jna;

import org.openmmbg.openmm.system.*;

/**
 * Whether OpenMM survives it when a force is computed at positions that are not finite or very far apart, as they are when
 * a simulation blows up between two looks at it. Neighbour lists and tables are indexed by coordinates and read foreign
 * memory then.
 */
final class NanTolerance implements ForceVisitor<Boolean> {
    @Override
    public Boolean visit(HarmonicBondForce force) {
        return true;
    }

    @Override
    public Boolean visit(HarmonicAngleForce force) {
        return true;
    }

    @Override
    public Boolean visit(PeriodicTorsionForce force) {
        return true;
    }

    @Override
    public Boolean visit(RbTorsionForce force) {
        return true;
    }

    @Override
    public Boolean visit(CmapTorsionForce force) {
        return false;
    }

    @Override
    public Boolean visit(NonbondedForce force) {
        return force.method() == NonbondedForce.Method.NO_CUTOFF;
    }

    @Override
    public Boolean visit(GbsaObcForce force) {
        return force.method() == CutoffMethod.NO_CUTOFF;
    }

    @Override
    public Boolean visit(CustomBondForce force) {
        return false;
    }

    @Override
    public Boolean visit(CustomAngleForce force) {
        return false;
    }

    @Override
    public Boolean visit(CustomTorsionForce force) {
        return false;
    }

    @Override
    public Boolean visit(CustomExternalForce force) {
        return false;
    }

    @Override
    public Boolean visit(CustomNonbondedForce force) {
        return false;
    }

    @Override
    public Boolean visit(CustomGbForce force) {
        return false;
    }

    @Override
    public Boolean visit(CustomCompoundBondForce force) {
        return false;
    }

    @Override
    public Boolean visit(CustomCentroidBondForce force) {
        return false;
    }

    @Override
    public Boolean visit(CmMotionRemover force) {
        return true;
    }
}
