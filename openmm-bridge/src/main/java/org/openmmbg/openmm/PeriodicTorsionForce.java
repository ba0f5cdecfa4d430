package org.openmmbg.openmm;

import java.util.List;

/**
 * Periodic torsions, E = k (1 + cos(n θ − θ₀)).
 *
 * @param torsions the torsions
 */
public record PeriodicTorsionForce(List<Torsion> torsions) implements Force {
    public PeriodicTorsionForce {
        torsions = List.copyOf(torsions);
    }

    @Override
    public String openMmName() {
        return "PeriodicTorsionForce";
    }

    /**
     * One torsion.
     *
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param particle3 index of the third particle
     * @param particle4 index of the fourth particle
     * @param periodicity n, at least 1
     * @param phase θ₀, radians
     * @param k force constant, kJ/mol
     */
    public record Torsion(
            int particle1, int particle2, int particle3, int particle4, int periodicity, double phase, double k) {}
}
