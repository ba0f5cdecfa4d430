package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.BondedNative.*;
import static org.openmmbg.openmm.jna.ForceBuilder.filled;
import static org.openmmbg.openmm.jna.ForceBuilder.number;

import java.util.List;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.RbTorsionForce;

/** Builds bonds, angles and torsions. */
final class BondedBuilder {
    private BondedBuilder() {}

    static long build(HarmonicBondForce force) {
        return filled(OpenMM_HarmonicBondForce_create(), handle -> {
            OpenMM_HarmonicBondForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            for (HarmonicBondForce.Bond b : force.bonds()) {
                OpenMM_HarmonicBondForce_addBond(handle, b.particle1(), b.particle2(), b.length(), b.k());
            }
        });
    }

    static long build(HarmonicAngleForce force) {
        return filled(OpenMM_HarmonicAngleForce_create(), handle -> {
            OpenMM_HarmonicAngleForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            for (HarmonicAngleForce.Angle a : force.angles()) {
                OpenMM_HarmonicAngleForce_addAngle(
                        handle, a.particle1(), a.particle2(), a.particle3(), a.angle(), a.k());
            }
        });
    }

    static long build(PeriodicTorsionForce force) {
        return filled(OpenMM_PeriodicTorsionForce_create(), handle -> {
            OpenMM_PeriodicTorsionForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
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
        });
    }

    static long build(RbTorsionForce force) {
        return filled(OpenMM_RBTorsionForce_create(), handle -> {
            OpenMM_RBTorsionForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            for (RbTorsionForce.Torsion t : force.torsions()) {
                OpenMM_RBTorsionForce_addTorsion(
                        handle,
                        t.particle1(),
                        t.particle2(),
                        t.particle3(),
                        t.particle4(),
                        t.c0(),
                        t.c1(),
                        t.c2(),
                        t.c3(),
                        t.c4(),
                        t.c5());
            }
        });
    }

    static long build(CmapTorsionForce force) {
        return filled(OpenMM_CMAPTorsionForce_create(), handle -> {
            OpenMM_CMAPTorsionForce_setUsesPeriodicBoundaryConditions(handle, number(force.periodic()));
            for (CmapTorsionForce.EnergyMap map : force.maps()) {
                try (NativeArray energies = NativeArray.doubles(map.energy())) {
                    OpenMM_CMAPTorsionForce_addMap(handle, map.size(), energies.handle());
                }
            }
            for (CmapTorsionForce.TorsionPair pair : force.torsions()) {
                List<Integer> a = pair.first();
                List<Integer> b = pair.second();
                OpenMM_CMAPTorsionForce_addTorsion(
                        handle,
                        pair.map(),
                        a.get(0),
                        a.get(1),
                        a.get(2),
                        a.get(3),
                        b.get(0),
                        b.get(1),
                        b.get(2),
                        b.get(3));
            }
        });
    }
}
