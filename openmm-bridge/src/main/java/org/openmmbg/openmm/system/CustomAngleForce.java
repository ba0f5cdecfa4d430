package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Angles with an energy given by an expression of the angle {@code theta}, radians.
 *
 * @param energy the expression, kJ/mol
 * @param parameters what the expression may name
 * @param angles the angles, of three particles each
 * @param periodic whether periodic boundary conditions apply to them
 */
public record CustomAngleForce(String energy, CustomParameters parameters, List<CustomTerm> angles, boolean periodic)
        implements Force {
    public CustomAngleForce {
        angles = List.copyOf(angles);
    }

    @Override
    public String openMmName() {
        return "CustomAngleForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
