package org.openmmbg.openmm.system;

import java.util.List;

/**
 * A potential on single particles, an expression of the coordinates {@code x}, {@code y} and {@code z}, nm.
 *
 * @param energy the expression, kJ/mol
 * @param parameters what the expression may name
 * @param particles the particles it acts on, one in each term
 */
public record CustomExternalForce(String energy, CustomParameters parameters, List<CustomTerm> particles)
        implements Force {
    public CustomExternalForce {
        particles = List.copyOf(particles);
    }

    /** Returns false: what a periodic distance in the expression sees of the box is not looked for. */
    @Override
    public boolean periodic() {
        return false;
    }

    @Override
    public String openMmName() {
        return "CustomExternalForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
