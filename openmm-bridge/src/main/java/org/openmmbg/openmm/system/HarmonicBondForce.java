package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Harmonic bonds, E = k (r − r₀)² / 2.
 *
 * @param bonds the bonds
 * @param periodic whether periodic boundary conditions apply to them
 */
public record HarmonicBondForce(List<Bond> bonds, boolean periodic) implements Force {
    public HarmonicBondForce {
        bonds = List.copyOf(bonds);
    }

    /** Makes the force without periodic boundary conditions. */
    public HarmonicBondForce(List<Bond> bonds) {
        this(bonds, false);
    }

    @Override
    public String openMmName() {
        return "HarmonicBondForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
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
