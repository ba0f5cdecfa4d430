package org.openmmbg.openmm.system;

import java.util.List;

/**
 * One bond, angle, torsion, ... of a custom force.
 *
 * @param particles indices of its particles, in the order of the expression's names (of its groups, in a
 *     {@link CustomCentroidBondForce})
 * @param parameters values of the parameters of each item, in the order of their names
 */
public record CustomTerm(List<Integer> particles, List<Double> parameters) {
    public CustomTerm {
        particles = List.copyOf(particles);
        parameters = List.copyOf(parameters);
    }
}
