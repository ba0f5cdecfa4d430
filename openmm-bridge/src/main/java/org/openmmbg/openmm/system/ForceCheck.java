package org.openmmbg.openmm.system;

import java.util.List;

/** Checks a force of any kind, and returns its global parameters. */
final class ForceCheck implements ForceVisitor<List<GlobalParameter>> {
    private final BondedCheck bonded;
    private final NonbondedCheck nonbonded;
    private final CustomBondedCheck customBonded;
    private final CustomNonbondedCheck customNonbonded;
    private final Place place;

    ForceCheck(Place place) {
        this.place = place;
        bonded = new BondedCheck(place);
        nonbonded = new NonbondedCheck(place);
        customBonded = new CustomBondedCheck(place);
        customNonbonded = new CustomNonbondedCheck(place);
    }

    @Override
    public List<GlobalParameter> visit(HarmonicBondForce force) {
        bonded.check(force);
        return List.of();
    }

    @Override
    public List<GlobalParameter> visit(HarmonicAngleForce force) {
        bonded.check(force);
        return List.of();
    }

    @Override
    public List<GlobalParameter> visit(PeriodicTorsionForce force) {
        bonded.check(force);
        return List.of();
    }

    @Override
    public List<GlobalParameter> visit(RbTorsionForce force) {
        bonded.check(force);
        return List.of();
    }

    @Override
    public List<GlobalParameter> visit(CmapTorsionForce force) {
        bonded.check(force);
        return List.of();
    }

    @Override
    public List<GlobalParameter> visit(NonbondedForce force) {
        nonbonded.check(force);
        return force.globalParameters();
    }

    @Override
    public List<GlobalParameter> visit(GbsaObcForce force) {
        nonbonded.check(force);
        return List.of();
    }

    @Override
    public List<GlobalParameter> visit(CustomBondForce force) {
        customBonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CustomAngleForce force) {
        customBonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CustomTorsionForce force) {
        customBonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CustomExternalForce force) {
        customBonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CustomNonbondedForce force) {
        customNonbonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CustomGbForce force) {
        customNonbonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CustomCompoundBondForce force) {
        customBonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CustomCentroidBondForce force) {
        customBonded.check(force);
        return force.parameters().global();
    }

    @Override
    public List<GlobalParameter> visit(CmMotionRemover force) {
        if (force.frequency() < 1) {
            throw place.error("frequency = " + force.frequency() + ", but at least 1 is needed");
        }
        return List.of();
    }
}
