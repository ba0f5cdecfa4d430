package org.openmmbg.openmm.system;

import java.util.List;

/**
 * What the expressions of a custom force may name.
 *
 * @param perItem names of the parameters each item (bond, angle, particle, ...) has values of
 * @param global parameters of the Context
 * @param functions functions given by tables
 * @param derivatives names of those global parameters that OpenMM computes the derivative of the energy by
 */
public record CustomParameters(
        List<String> perItem,
        List<GlobalParameter> global,
        List<TabulatedFunction> functions,
        List<String> derivatives) {

    /** No parameters and no functions. */
    public static final CustomParameters NONE = new CustomParameters(List.of(), List.of(), List.of(), List.of());

    public CustomParameters {
        perItem = List.copyOf(perItem);
        global = List.copyOf(global);
        functions = List.copyOf(functions);
        derivatives = List.copyOf(derivatives);
    }

    /** Makes parameters of each item alone. */
    public static CustomParameters perItem(String... names) {
        return new CustomParameters(List.of(names), List.of(), List.of(), List.of());
    }
}
