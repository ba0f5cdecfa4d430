package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.SystemNative.OpenMM_CMMotionRemover_create;
import static org.openmmbg.openmm.jna.SystemNative.OpenMM_Force_destroy;

import java.util.function.LongConsumer;
import org.openmmbg.openmm.system.CmMotionRemover;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.CustomAngleForce;
import org.openmmbg.openmm.system.CustomBondForce;
import org.openmmbg.openmm.system.CustomCentroidBondForce;
import org.openmmbg.openmm.system.CustomCompoundBondForce;
import org.openmmbg.openmm.system.CustomExternalForce;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CustomTorsionForce;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.ForceVisitor;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.RbTorsionForce;

/** Builds a force of any kind and returns its handle, which belongs to the caller until a System has it. */
final class ForceBuilder implements ForceVisitor<Long> {
    private final CustomBondedBuilder customBonded;
    private final CustomNonbondedBuilder customNonbonded;
    private final ExpressionVersions expressions;

    ForceBuilder(OpenMmVersion version) {
        TableBuilder tables = new TableBuilder(version);
        customBonded = new CustomBondedBuilder(tables);
        customNonbonded = new CustomNonbondedBuilder(tables);
        expressions = new ExpressionVersions(version);
    }

    /** Fills a new force, and destroys it if that fails. */
    static long filled(long force, LongConsumer fill) {
        try {
            fill.accept(force);
        } catch (RuntimeException | Error e) {
            OpenMM_Force_destroy(force);
            throw e;
        }
        return force;
    }

    /** Returns the number the C API has for a truth value. */
    static int number(boolean value) {
        return value ? 1 : 0;
    }

    private static void require(Class<?> natives, Force force) {
        BuildingNatives.require(natives, force.openMmName());
    }

    @Override
    public Long visit(HarmonicBondForce force) {
        require(BondedNative.class, force);
        return BondedBuilder.build(force);
    }

    @Override
    public Long visit(HarmonicAngleForce force) {
        require(BondedNative.class, force);
        return BondedBuilder.build(force);
    }

    @Override
    public Long visit(PeriodicTorsionForce force) {
        require(BondedNative.class, force);
        return BondedBuilder.build(force);
    }

    @Override
    public Long visit(RbTorsionForce force) {
        require(BondedNative.class, force);
        return BondedBuilder.build(force);
    }

    @Override
    public Long visit(CmapTorsionForce force) {
        require(BondedNative.class, force);
        return BondedBuilder.build(force);
    }

    @Override
    public Long visit(NonbondedForce force) {
        require(NonbondedNative.class, force);
        return NonbondedBuilder.build(force);
    }

    @Override
    public Long visit(GbsaObcForce force) {
        require(NonbondedNative.class, force);
        return NonbondedBuilder.build(force);
    }

    @Override
    public Long visit(CustomBondForce force) {
        require(CustomBondedNative.class, force);
        expressions.require(force.openMmName(), force.energy());
        return customBonded.build(force);
    }

    @Override
    public Long visit(CustomAngleForce force) {
        require(CustomBondedNative.class, force);
        expressions.require(force.openMmName(), force.energy());
        return customBonded.build(force);
    }

    @Override
    public Long visit(CustomTorsionForce force) {
        require(CustomBondedNative.class, force);
        expressions.require(force.openMmName(), force.energy());
        return customBonded.build(force);
    }

    @Override
    public Long visit(CustomExternalForce force) {
        require(CustomBondedNative.class, force);
        expressions.require(force.openMmName(), force.energy());
        return customBonded.build(force);
    }

    @Override
    public Long visit(CustomCompoundBondForce force) {
        require(CustomBondedNative.class, force);
        expressions.require(force.openMmName(), force.energy());
        return customBonded.build(force);
    }

    @Override
    public Long visit(CustomCentroidBondForce force) {
        require(CustomBondedNative.class, force);
        expressions.require(force.openMmName(), force.energy());
        return customBonded.build(force);
    }

    @Override
    public Long visit(CustomNonbondedForce force) {
        require(CustomNonbondedNative.class, force);
        expressions.require(force.openMmName(), force.energy());
        return customNonbonded.build(force);
    }

    @Override
    public Long visit(CustomGbForce force) {
        require(CustomNonbondedNative.class, force);
        force.values().forEach(value -> expressions.require(force.openMmName(), value.expression()));
        force.energies().forEach(term -> expressions.require(force.openMmName(), term.expression()));
        return customNonbonded.build(force);
    }

    @Override
    public Long visit(CmMotionRemover force) {
        return OpenMM_CMMotionRemover_create(force.frequency());
    }
}
