package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.jna.SystemNative.*;

import java.util.List;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.VirtualSite;

/** Builds OpenMM's System from a {@link SystemSpec}, whose indices and numbers were checked when it was made. */
final class SystemBuilder {
    private SystemBuilder() {}

    /**
     * Builds a System.
     *
     * @param spec what to build
     * @param slots the force group of each force
     * @return its handle; the caller destroys it
     * @throws OpenMmException if this OpenMM lacks what the System needs
     */
    static long build(SystemSpec spec, ForceSlots slots) {
        BuildingNatives.require(SystemNative.class, "every System");
        BuildingNatives.require(ArrayNative.class, "every System");
        ForceBuilder forces = new ForceBuilder(OpenMmVersion.current());
        long system = OpenMM_System_create();
        try {
            addParticles(system, spec);
            for (int i = 0; i < spec.forces().size(); i++) {
                long force = spec.forces().get(i).accept(forces);
                OpenMM_Force_setForceGroup(force, slots.slot(i));
                OpenMM_System_addForce(system, force);
            }
        } catch (RuntimeException | Error e) {
            OpenMM_System_destroy(system);
            throw e;
        }
        return system;
    }

    private static void addParticles(long system, SystemSpec spec) {
        for (double mass : spec.masses()) {
            OpenMM_System_addParticle(system, mass);
        }
        for (VirtualSite site : spec.virtualSites()) {
            OpenMM_System_setVirtualSite(system, site.particle(), build(site));
        }
        for (SystemSpec.Constraint c : spec.constraints()) {
            OpenMM_System_addConstraint(system, c.particle1(), c.particle2(), c.distance());
        }
        OpenMM_System_setDefaultPeriodicBoxVectors(system, boxVector(spec, 0), boxVector(spec, 1), boxVector(spec, 2));
    }

    private static double[] boxVector(SystemSpec spec, int row) {
        List<Double> vector = spec.boxVectors().subList(3 * row, 3 * row + 3);
        return vector.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static long build(VirtualSite site) {
        // A switch over the sealed types is a preview feature in Java 17.
        if (site instanceof VirtualSite.TwoParticleAverage s) {
            return OpenMM_TwoParticleAverageSite_create(s.particle1(), s.particle2(), s.weight1(), s.weight2());
        } else if (site instanceof VirtualSite.ThreeParticleAverage s) {
            return OpenMM_ThreeParticleAverageSite_create(
                    s.particle1(), s.particle2(), s.particle3(), s.weight1(), s.weight2(), s.weight3());
        } else if (site instanceof VirtualSite.OutOfPlane s) {
            return OpenMM_OutOfPlaneSite_create(
                    s.particle1(), s.particle2(), s.particle3(), s.weight12(), s.weight13(), s.weightCross());
        }
        throw new IllegalArgumentException("no builder for " + site);
    }
}
