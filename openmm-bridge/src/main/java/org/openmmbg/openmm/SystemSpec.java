package org.openmmbg.openmm;

import java.util.List;

/**
 * An OpenMM System as plain data: what is simulated, free of any library or file format.
 *
 * <p>The compact constructor checks every index, count and number, because OpenMM does not: an index out of range reads
 * foreign memory there. It throws a {@link SystemSpecException} that names the force and the entry.
 *
 * @param masses mass of each particle, amu; its length is the number of particles
 * @param constraints fixed distances
 * @param forces the forces, in order
 * @param boxVectors the three default periodic box vectors, nm, row-major [3, 3]
 */
public record SystemSpec(
        List<Double> masses, List<Constraint> constraints, List<Force> forces, List<Double> boxVectors) {

    public SystemSpec {
        masses = List.copyOf(masses);
        constraints = List.copyOf(constraints);
        forces = List.copyOf(forces);
        boxVectors = List.copyOf(boxVectors);
        SystemSpecCheck.check(masses, constraints, forces, boxVectors);
    }

    /** Returns the number of particles. */
    public int particleCount() {
        return masses.size();
    }

    /** Returns the names of the forces in order, each once, as {@link Force#openMmName} has them. */
    public List<String> forceNames() {
        return forces.stream().map(Force::openMmName).distinct().toList();
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
