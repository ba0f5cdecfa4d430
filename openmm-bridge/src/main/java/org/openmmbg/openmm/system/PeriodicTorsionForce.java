package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Periodic torsions, E = k (1 + cos(n θ − θ₀)).
 *
 * @param torsions the torsions
 * @param periodic whether periodic boundary conditions apply to them
 */
public record PeriodicTorsionForce(List<Torsion> torsions, boolean periodic) implements Force {
    public PeriodicTorsionForce {
        torsions = List.copyOf(torsions);
    }

    /** Makes the force without periodic boundary conditions. */
    public PeriodicTorsionForce(List<Torsion> torsions) {
        this(torsions, false);
    }

    @Override
    public String openMmName() {
        return "PeriodicTorsionForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
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
