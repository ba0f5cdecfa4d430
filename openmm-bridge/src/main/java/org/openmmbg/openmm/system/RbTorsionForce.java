package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Ryckaert–Bellemans torsions, E = Σ cᵢ cosⁱ(φ − π), i from 0 to 5.
 *
 * @param torsions the torsions
 * @param periodic whether periodic boundary conditions apply to them
 */
public record RbTorsionForce(List<Torsion> torsions, boolean periodic) implements Force {
    public RbTorsionForce {
        torsions = List.copyOf(torsions);
    }

    @Override
    public String openMmName() {
        return "RBTorsionForce";
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
     * @param c0 coefficient of cos⁰, kJ/mol, as are the others
     * @param c1 coefficient of cos¹
     * @param c2 coefficient of cos²
     * @param c3 coefficient of cos³
     * @param c4 coefficient of cos⁴
     * @param c5 coefficient of cos⁵
     */
    public record Torsion(
            int particle1,
            int particle2,
            int particle3,
            int particle4,
            double c0,
            double c1,
            double c2,
            double c3,
            double c4,
            double c5) {}
}
