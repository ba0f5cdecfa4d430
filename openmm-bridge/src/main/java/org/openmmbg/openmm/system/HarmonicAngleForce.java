package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Harmonic angles, E = k (θ − θ₀)² / 2.
 *
 * @param angles the angles
 * @param periodic whether periodic boundary conditions apply to them
 */
public record HarmonicAngleForce(List<Angle> angles, boolean periodic) implements Force {
    public HarmonicAngleForce {
        angles = List.copyOf(angles);
    }

    /** Makes the force without periodic boundary conditions. */
    public HarmonicAngleForce(List<Angle> angles) {
        this(angles, false);
    }

    @Override
    public String openMmName() {
        return "HarmonicAngleForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /**
     * One angle.
     *
     * @param particle1 index of the first particle
     * @param particle2 index of the particle at the vertex
     * @param particle3 index of the third particle
     * @param angle equilibrium angle θ₀, radians
     * @param k force constant, kJ/mol/radian²
     */
    public record Angle(int particle1, int particle2, int particle3, double angle, double k) {}
}
