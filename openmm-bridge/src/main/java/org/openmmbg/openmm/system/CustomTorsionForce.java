package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Torsions with an energy given by an expression of the torsion {@code theta}, radians from −π to π.
 *
 * @param energy the expression, kJ/mol
 * @param parameters what the expression may name
 * @param torsions the torsions, of four particles each
 * @param periodic whether periodic boundary conditions apply to them
 */
public record CustomTorsionForce(
        String energy, CustomParameters parameters, List<CustomTerm> torsions, boolean periodic) implements Force {
    public CustomTorsionForce {
        torsions = List.copyOf(torsions);
    }

    @Override
    public String openMmName() {
        return "CustomTorsionForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
