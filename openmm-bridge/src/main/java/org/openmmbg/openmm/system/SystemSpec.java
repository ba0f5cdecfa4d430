package org.openmmbg.openmm.system;

import java.util.Collections;
import java.util.List;

/**
 * An OpenMM System as plain data: what is simulated, free of any library or file format.
 *
 * <p>The compact constructor checks every index, count, name, expression and number, because OpenMM does not: an index
 * out of range reads foreign memory there. It throws a {@link SystemSpecException} that names the force and the entry.
 *
 * @param masses mass of each particle, amu; its length is the number of particles
 * @param virtualSites particles placed by others
 * @param constraints fixed distances
 * @param forces the forces, in order
 * @param forceGroups the group of each force, 0 to 31, in the order of the forces
 * @param boxVectors the three default periodic box vectors, nm, row-major [3, 3]
 */
public record SystemSpec(
        List<Double> masses,
        List<VirtualSite> virtualSites,
        List<Constraint> constraints,
        List<Force> forces,
        List<Integer> forceGroups,
        List<Double> boxVectors) {

    public SystemSpec {
        masses = List.copyOf(masses);
        virtualSites = List.copyOf(virtualSites);
        constraints = List.copyOf(constraints);
        forces = List.copyOf(forces);
        forceGroups = List.copyOf(forceGroups);
        boxVectors = List.copyOf(boxVectors);
        SystemSpecCheck.check(masses, virtualSites, constraints, forces, forceGroups, boxVectors);
    }

    /** Makes a System without virtual sites, all forces in group 0. */
    public SystemSpec(List<Double> masses, List<Constraint> constraints, List<Force> forces, List<Double> boxVectors) {
        this(masses, List.of(), constraints, forces, Collections.nCopies(forces.size(), 0), boxVectors);
    }

    /** Returns the number of particles. */
    public int particleCount() {
        return masses.size();
    }

    /**
     * Returns the names of the forces that have an energy in order, each once, as {@link Force#openMmName} has them: all
     * but a {@link CmMotionRemover}.
     */
    public List<String> forceNames() {
        return forces.stream()
                .filter(force -> !(force instanceof CmMotionRemover))
                .map(Force::openMmName)
                .distinct()
                .toList();
    }

    /**
     * A distance held fixed by the integrator.
     *
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param distance nm
     */
    public record Constraint(int particle1, int particle2, double distance) {}
}
