package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Bonds with an energy given by an expression of the distance {@code r}, nm.
 *
 * @param energy the expression, kJ/mol
 * @param parameters what the expression may name
 * @param bonds the bonds, of two particles each
 * @param periodic whether periodic boundary conditions apply to them
 */
public record CustomBondForce(String energy, CustomParameters parameters, List<CustomTerm> bonds, boolean periodic)
        implements Force {
    public CustomBondForce {
        bonds = List.copyOf(bonds);
    }

    @Override
    public String openMmName() {
        return "CustomBondForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
