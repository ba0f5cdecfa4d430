package org.openmmbg.openmm;

import java.util.List;

/**
 * Harmonic bonds, E = k (r − r₀)² / 2.
 *
 * @param bonds the bonds
 */
public record HarmonicBondForce(List<Bond> bonds) implements Force {
    public HarmonicBondForce {
        bonds = List.copyOf(bonds);
    }

    @Override
    public String openMmName() {
        return "HarmonicBondForce";
    }

    /**
     * One bond.
     *
     * @param particle1 index of the first particle
     * @param particle2 index of the second particle
     * @param length equilibrium length r₀, nm
     * @param k force constant, kJ/mol/nm²
     */
    public record Bond(int particle1, int particle2, double length, double k) {}
}
