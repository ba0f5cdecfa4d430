package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.CustomBondedNative.*;
import static org.openmmbg.openmm.jna.ForceBuilder.filled;
import static org.openmmbg.openmm.jna.ForceBuilder.number;

import java.util.List;
import org.openmmbg.openmm.system.CustomAngleForce;
import org.openmmbg.openmm.system.CustomBondForce;
import org.openmmbg.openmm.system.CustomCentroidBondForce;
import org.openmmbg.openmm.system.CustomCompoundBondForce;
import org.openmmbg.openmm.system.CustomExternalForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.CustomTorsionForce;
import org.openmmbg.openmm.system.GlobalParameter;

/** Builds custom forces on given particles or groups. */
final class CustomBondedBuilder {
    private final TableBuilder tables;

    CustomBondedBuilder(TableBuilder tables) {
        this.tables = tables;
    }

    /** What declares a global parameter of a force. */
    @FunctionalInterface
    interface GlobalAdder {
        int add(long force, String name, double value);
    }

    /** What declares a parameter of each item of a force. */
    @FunctionalInterface
    interface NameAdder {
        int add(long force, String name);
    }

    /** What asks for a derivative by a global parameter. */
    @FunctionalInterface
    interface DerivativeAdder {
        void add(long force, String name);
    }

    /** What adds one item, whose parameters stand in a native vector. */
    @FunctionalInterface
    private interface TermAdder {
        void add(List<Integer> particles, long parameters);
    }

    /** Declares the parameters of a force. */
    static void declare(
            long handle,
            CustomParameters parameters,
            NameAdder names,
            GlobalAdder globals,
            DerivativeAdder derivatives) {
        for (String name : parameters.perItem()) {
            names.add(handle, name);
        }
        for (GlobalParameter global : parameters.global()) {
            globals.add(handle, global.name(), global.defaultValue());
        }
        for (String name : parameters.derivatives()) {
            derivatives.add(handle, name);
        }
    }

    private static void addTerms(CustomParameters parameters, List<CustomTerm> terms, TermAdder adder) {
        try (NativeArray values = NativeArray.doubles(parameters.perItem().size())) {
            for (CustomTerm term : terms) {
                adder.add(term.particles(), values.set(term.parameters()).handle());
            }
        }
    }

    long build(CustomBondForce force) {
        return filled(OpenMM_CustomBondForce_create(force.energy()), handle -> {
            OpenMM_CustomBondForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            declare(
                    handle,
                    force.parameters(),
                    CustomBondedNative::OpenMM_CustomBondForce_addPerBondParameter,
                    CustomBondedNative::OpenMM_CustomBondForce_addGlobalParameter,
                    CustomBondedNative::OpenMM_CustomBondForce_addEnergyParameterDerivative);
            addTerms(
                    force.parameters(),
                    force.bonds(),
                    (p, values) -> OpenMM_CustomBondForce_addBond(handle, p.get(0), p.get(1), values));
        });
    }

    long build(CustomAngleForce force) {
        return filled(OpenMM_CustomAngleForce_create(force.energy()), handle -> {
            OpenMM_CustomAngleForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            declare(
                    handle,
                    force.parameters(),
                    CustomBondedNative::OpenMM_CustomAngleForce_addPerAngleParameter,
                    CustomBondedNative::OpenMM_CustomAngleForce_addGlobalParameter,
                    CustomBondedNative::OpenMM_CustomAngleForce_addEnergyParameterDerivative);
            addTerms(
                    force.parameters(),
                    force.angles(),
                    (p, values) -> OpenMM_CustomAngleForce_addAngle(handle, p.get(0), p.get(1), p.get(2), values));
        });
    }

    long build(CustomTorsionForce force) {
        return filled(OpenMM_CustomTorsionForce_create(force.energy()), handle -> {
            OpenMM_CustomTorsionForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            declare(
                    handle,
                    force.parameters(),
                    CustomBondedNative::OpenMM_CustomTorsionForce_addPerTorsionParameter,
                    CustomBondedNative::OpenMM_CustomTorsionForce_addGlobalParameter,
                    CustomBondedNative::OpenMM_CustomTorsionForce_addEnergyParameterDerivative);
            addTerms(
                    force.parameters(),
                    force.torsions(),
                    (p, values) -> OpenMM_CustomTorsionForce_addTorsion(
                            handle, p.get(0), p.get(1), p.get(2), p.get(3), values));
        });
    }

    long build(CustomExternalForce force) {
        return filled(OpenMM_CustomExternalForce_create(force.energy()), handle -> {
            declare(
                    handle,
                    force.parameters(),
                    CustomBondedNative::OpenMM_CustomExternalForce_addPerParticleParameter,
                    CustomBondedNative::OpenMM_CustomExternalForce_addGlobalParameter,
                    (unused, name) -> {
                        throw new IllegalArgumentException("CustomExternalForce has no derivative by " + name);
                    });
            addTerms(
                    force.parameters(),
                    force.particles(),
                    (p, values) -> OpenMM_CustomExternalForce_addParticle(handle, p.get(0), values));
        });
    }

    long build(CustomCompoundBondForce force) {
        return filled(OpenMM_CustomCompoundBondForce_create(force.particlesPerBond(), force.energy()), handle -> {
            OpenMM_CustomCompoundBondForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            declare(
                    handle,
                    force.parameters(),
                    CustomBondedNative::OpenMM_CustomCompoundBondForce_addPerBondParameter,
                    CustomBondedNative::OpenMM_CustomCompoundBondForce_addGlobalParameter,
                    CustomBondedNative::OpenMM_CustomCompoundBondForce_addEnergyParameterDerivative);
            tables.addAll(
                    handle,
                    force.parameters().functions(),
                    CustomBondedNative::OpenMM_CustomCompoundBondForce_addTabulatedFunction);
            addTerms(force.parameters(), force.bonds(), (p, values) -> {
                try (NativeArray particles = NativeArray.ints(p)) {
                    OpenMM_CustomCompoundBondForce_addBond(handle, particles.handle(), values);
                }
            });
        });
    }

    long build(CustomCentroidBondForce force) {
        return filled(OpenMM_CustomCentroidBondForce_create(force.groupsPerBond(), force.energy()), handle -> {
            OpenMM_CustomCentroidBondForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            declare(
                    handle,
                    force.parameters(),
                    CustomBondedNative::OpenMM_CustomCentroidBondForce_addPerBondParameter,
                    CustomBondedNative::OpenMM_CustomCentroidBondForce_addGlobalParameter,
                    CustomBondedNative::OpenMM_CustomCentroidBondForce_addEnergyParameterDerivative);
            tables.addAll(
                    handle,
                    force.parameters().functions(),
                    CustomBondedNative::OpenMM_CustomCentroidBondForce_addTabulatedFunction);
            for (CustomCentroidBondForce.Group group : force.groups()) {
                try (NativeArray particles = NativeArray.ints(group.particles());
                        NativeArray weights = NativeArray.doubles(group.weights())) {
                    OpenMM_CustomCentroidBondForce_addGroup(handle, particles.handle(), weights.handle());
                }
            }
            addTerms(force.parameters(), force.bonds(), (g, values) -> {
                try (NativeArray groups = NativeArray.ints(g)) {
                    OpenMM_CustomCentroidBondForce_addBond(handle, groups.handle(), values);
                }
            });
        });
    }
}
