package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.ForceBuilder.filled;
import static org.openmmbg.openmm.jna.ForceBuilder.number;
import static org.openmmbg.openmm.jna.NonbondedNative.*;

import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.GlobalParameter;
import org.openmmbg.openmm.system.NonbondedForce;

/** Builds the standard interactions between all particles. */
final class NonbondedBuilder {
    private NonbondedBuilder() {}

    static long build(NonbondedForce force) {
        return filled(OpenMM_NonbondedForce_create(), handle -> {
            setOptions(handle, force);
            for (NonbondedForce.Particle p : force.particles()) {
                OpenMM_NonbondedForce_addParticle(handle, p.charge(), p.sigma(), p.epsilon());
            }
            for (NonbondedForce.ParticleException e : force.exceptions()) {
                OpenMM_NonbondedForce_addException(
                        handle, e.particle1(), e.particle2(), e.chargeProduct(), e.sigma(), e.epsilon(), 0);
            }
            addOffsets(handle, force);
        });
    }

    private static void setOptions(long handle, NonbondedForce force) {
        OpenMM_NonbondedForce_setNonbondedMethod(handle, force.method().number());
        OpenMM_NonbondedForce_setReactionFieldDielectric(handle, force.reactionFieldDielectric());
        OpenMM_NonbondedForce_setEwaldErrorTolerance(handle, force.ewaldErrorTolerance());
        OpenMM_NonbondedForce_setUseDispersionCorrection(handle, number(force.dispersionCorrection()));
        if (force.method() == NonbondedForce.Method.NO_CUTOFF) {
            return;
        }
        OpenMM_NonbondedForce_setCutoffDistance(handle, force.cutoff());
        if (force.switchingDistance() >= 0) {
            OpenMM_NonbondedForce_setUseSwitchingFunction(handle, 1);
            OpenMM_NonbondedForce_setSwitchingDistance(handle, force.switchingDistance());
        }
        NonbondedForce.PmeGrid pme = force.pme();
        OpenMM_NonbondedForce_setPMEParameters(handle, pme.alpha(), pme.nx(), pme.ny(), pme.nz());
        NonbondedForce.PmeGrid dispersion = force.dispersionPme();
        OpenMM_NonbondedForce_setLJPMEParameters(
                handle, dispersion.alpha(), dispersion.nx(), dispersion.ny(), dispersion.nz());
    }

    private static void addOffsets(long handle, NonbondedForce force) {
        for (GlobalParameter parameter : force.globalParameters()) {
            OpenMM_NonbondedForce_addGlobalParameter(handle, parameter.name(), parameter.defaultValue());
        }
        for (NonbondedForce.ParticleOffset o : force.particleOffsets()) {
            OpenMM_NonbondedForce_addParticleParameterOffset(
                    handle, o.parameter(), o.particle(), o.chargeScale(), o.sigmaScale(), o.epsilonScale());
        }
        for (NonbondedForce.ExceptionOffset o : force.exceptionOffsets()) {
            OpenMM_NonbondedForce_addExceptionParameterOffset(
                    handle, o.parameter(), o.exception(), o.chargeProductScale(), o.sigmaScale(), o.epsilonScale());
        }
    }

    static long build(GbsaObcForce force) {
        return filled(OpenMM_GBSAOBCForce_create(), handle -> {
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
        });
    }
}
