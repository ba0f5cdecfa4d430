package org.openmmbg.openmm;

import java.util.List;

/**
 * Harmonic angles, E = k (θ − θ₀)² / 2.
 *
 * @param angles the angles
 */
public record HarmonicAngleForce(List<Angle> angles) implements Force {
    public HarmonicAngleForce {
        angles = List.copyOf(angles);
    }

    @Override
    public String openMmName() {
        return "HarmonicAngleForce";
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
