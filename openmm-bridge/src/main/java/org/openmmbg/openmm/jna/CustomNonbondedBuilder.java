package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.CustomNonbondedNative.*;
import static org.openmmbg.openmm.jna.ForceBuilder.filled;
import static org.openmmbg.openmm.jna.ForceBuilder.number;

import java.util.List;
import java.util.function.LongConsumer;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.ParticlePair;

/** Builds custom forces between all particles. */
final class CustomNonbondedBuilder {
    private final TableBuilder tables;

    CustomNonbondedBuilder(TableBuilder tables) {
        this.tables = tables;
    }

    long build(CustomNonbondedForce force) {
        return filled(OpenMM_CustomNonbondedForce_create(force.energy()), handle -> {
            setOptions(handle, force);
            CustomBondedBuilder.declare(
                    handle,
                    force.parameters(),
                    CustomNonbondedNative::OpenMM_CustomNonbondedForce_addPerParticleParameter,
                    CustomNonbondedNative::OpenMM_CustomNonbondedForce_addGlobalParameter,
                    CustomNonbondedNative::OpenMM_CustomNonbondedForce_addEnergyParameterDerivative);
            tables.addAll(
                    handle,
                    force.parameters().functions(),
                    CustomNonbondedNative::OpenMM_CustomNonbondedForce_addTabulatedFunction);
            addParticles(
                    force.parameters(),
                    force.particles(),
                    values -> OpenMM_CustomNonbondedForce_addParticle(handle, values));
            for (ParticlePair pair : force.exclusions()) {
                OpenMM_CustomNonbondedForce_addExclusion(handle, pair.particle1(), pair.particle2());
            }
            for (CustomNonbondedForce.InteractionGroup group : force.groups()) {
                try (NativeArray set1 = NativeArray.set(group.set1());
                        NativeArray set2 = NativeArray.set(group.set2())) {
                    OpenMM_CustomNonbondedForce_addInteractionGroup(handle, set1.handle(), set2.handle());
                }
            }
        });
    }

    private static void setOptions(long handle, CustomNonbondedForce force) {
        OpenMM_CustomNonbondedForce_setNonbondedMethod(handle, force.method().number());
        OpenMM_CustomNonbondedForce_setUseLongRangeCorrection(handle, number(force.longRangeCorrection()));
        if (force.method() == CutoffMethod.NO_CUTOFF) {
            return;
        }
        OpenMM_CustomNonbondedForce_setCutoffDistance(handle, force.cutoff());
        if (force.switchingDistance() >= 0) {
            OpenMM_CustomNonbondedForce_setUseSwitchingFunction(handle, 1);
            OpenMM_CustomNonbondedForce_setSwitchingDistance(handle, force.switchingDistance());
        }
    }

    long build(CustomGbForce force) {
        return filled(OpenMM_CustomGBForce_create(), handle -> {
            OpenMM_CustomGBForce_setNonbondedMethod(handle, force.method().number());
            if (force.method() != CutoffMethod.NO_CUTOFF) {
                OpenMM_CustomGBForce_setCutoffDistance(handle, force.cutoff());
            }
            CustomBondedBuilder.declare(
                    handle,
                    force.parameters(),
                    CustomNonbondedNative::OpenMM_CustomGBForce_addPerParticleParameter,
                    CustomNonbondedNative::OpenMM_CustomGBForce_addGlobalParameter,
                    CustomNonbondedNative::OpenMM_CustomGBForce_addEnergyParameterDerivative);
            tables.addAll(
                    handle,
                    force.parameters().functions(),
                    CustomNonbondedNative::OpenMM_CustomGBForce_addTabulatedFunction);
            for (CustomGbForce.ComputedValue value : force.values()) {
                OpenMM_CustomGBForce_addComputedValue(
                        handle, value.name(), value.expression(), value.sum().number());
            }
            for (CustomGbForce.EnergyTerm term : force.energies()) {
                OpenMM_CustomGBForce_addEnergyTerm(
                        handle, term.expression(), term.sum().number());
            }
            addParticles(
                    force.parameters(), force.particles(), values -> OpenMM_CustomGBForce_addParticle(handle, values));
            for (ParticlePair pair : force.exclusions()) {
                OpenMM_CustomGBForce_addExclusion(handle, pair.particle1(), pair.particle2());
            }
        });
    }

    private static void addParticles(CustomParameters parameters, List<List<Double>> particles, LongConsumer adder) {
        try (NativeArray values = NativeArray.doubles(parameters.perItem().size())) {
            for (List<Double> particle : particles) {
                adder.accept(values.set(particle).handle());
            }
        }
    }
}
