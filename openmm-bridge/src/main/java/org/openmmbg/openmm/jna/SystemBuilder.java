package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.OpenMmNative.*;

import java.util.List;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.SystemSpec;

/** Builds OpenMM's System from a {@link SystemSpec}, whose indices and numbers were checked when it was made. */
final class SystemBuilder {
    private SystemBuilder() {}

    /**
     * Builds a System. Forces of one name share a force group, the index of that name in {@code names}.
     *
     * @param spec what to build
     * @param names names of the forces, each once
     * @return its handle; the caller destroys it
     */
    static long build(SystemSpec spec, List<String> names) {
        long system = OpenMM_System_create();
        for (double mass : spec.masses()) {
            OpenMM_System_addParticle(system, mass);
        }
        for (SystemSpec.Constraint c : spec.constraints()) {
            OpenMM_System_addConstraint(system, c.particle1(), c.particle2(), c.distance());
        }
        OpenMM_System_setDefaultPeriodicBoxVectors(system, boxVector(spec, 0), boxVector(spec, 1), boxVector(spec, 2));
        for (Force force : spec.forces()) {
            long handle = build(force);
            OpenMM_Force_setForceGroup(handle, names.indexOf(force.openMmName()));
            OpenMM_System_addForce(system, handle);
        }
        return system;
    }

    private static double[] boxVector(SystemSpec spec, int row) {
        return spec.boxVectors().subList(3 * row, 3 * row + 3).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static long build(Force force) {
        // A switch over the sealed types is a preview feature in Java 17.
        if (force instanceof HarmonicBondForce f) {
            return build(f);
        } else if (force instanceof HarmonicAngleForce f) {
            return build(f);
        } else if (force instanceof PeriodicTorsionForce f) {
            return build(f);
        } else if (force instanceof NonbondedForce f) {
            return build(f);
        } else if (force instanceof GbsaObcForce f) {
            return build(f);
        }
        throw new IllegalArgumentException("no builder for " + force.openMmName());
    }

    private static long build(HarmonicBondForce force) {
        long handle = OpenMM_HarmonicBondForce_create();
        for (HarmonicBondForce.Bond b : force.bonds()) {
            OpenMM_HarmonicBondForce_addBond(handle, b.particle1(), b.particle2(), b.length(), b.k());
        }
        return handle;
    }

    private static long build(HarmonicAngleForce force) {
        long handle = OpenMM_HarmonicAngleForce_create();
        for (HarmonicAngleForce.Angle a : force.angles()) {
            OpenMM_HarmonicAngleForce_addAngle(handle, a.particle1(), a.particle2(), a.particle3(), a.angle(), a.k());
        }
        return handle;
    }

    private static long build(PeriodicTorsionForce force) {
        long handle = OpenMM_PeriodicTorsionForce_create();
        for (PeriodicTorsionForce.Torsion t : force.torsions()) {
            OpenMM_PeriodicTorsionForce_addTorsion(
                    handle,
                    t.particle1(),
                    t.particle2(),
                    t.particle3(),
                    t.particle4(),
                    t.periodicity(),
                    t.phase(),
                    t.k());
        }
        return handle;
    }

    private static long build(NonbondedForce force) {
        long handle = OpenMM_NonbondedForce_create();
        OpenMM_NonbondedForce_setNonbondedMethod(handle, force.method().number());
        OpenMM_NonbondedForce_setReactionFieldDielectric(handle, force.reactionFieldDielectric());
        OpenMM_NonbondedForce_setEwaldErrorTolerance(handle, force.ewaldErrorTolerance());
        OpenMM_NonbondedForce_setUseDispersionCorrection(handle, force.dispersionCorrection() ? 1 : 0);
        if (force.method() != NonbondedForce.Method.NO_CUTOFF) {
            OpenMM_NonbondedForce_setCutoffDistance(handle, force.cutoff());
        }
        if (force.switchingDistance() >= 0) {
            OpenMM_NonbondedForce_setUseSwitchingFunction(handle, 1);
            OpenMM_NonbondedForce_setSwitchingDistance(handle, force.switchingDistance());
        }
        for (NonbondedForce.Particle p : force.particles()) {
            OpenMM_NonbondedForce_addParticle(handle, p.charge(), p.sigma(), p.epsilon());
        }
        for (NonbondedForce.ParticleException e : force.exceptions()) {
            OpenMM_NonbondedForce_addException(
                    handle, e.particle1(), e.particle2(), e.chargeProduct(), e.sigma(), e.epsilon(), 0);
        }
        return handle;
    }

    private static long build(GbsaObcForce force) {
        long handle = OpenMM_GBSAOBCForce_create();
        OpenMM_GBSAOBCForce_setNonbondedMethod(handle, force.method().number());
        OpenMM_GBSAOBCForce_setSoluteDielectric(handle, force.soluteDielectric());
        OpenMM_GBSAOBCForce_setSolventDielectric(handle, force.solventDielectric());
        OpenMM_GBSAOBCForce_setSurfaceAreaEnergy(handle, force.surfaceAreaEnergy());
        if (force.method() != CutoffMethod.NO_CUTOFF) {
            OpenMM_GBSAOBCForce_setCutoffDistance(handle, force.cutoff());
        }
        for (GbsaObcForce.Particle p : force.particles()) {
            OpenMM_GBSAOBCForce_addParticle(handle, p.charge(), p.radius(), p.scale());
        }
        return handle;
    }
}
