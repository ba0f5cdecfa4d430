package org.openmmbg.openmm.system;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks the parameters and functions of a custom force, and its expressions with them. */
final class CustomParametersCheck {
    private final Place place;
    private final CustomParameters parameters;
    private final boolean derivatives;
    private final boolean tables;

    /**
     * Prepares the check of one force.
     *
     * @param derivatives whether OpenMM 7.3 has derivatives by global parameters for this kind
     * @param tables whether it has tabulated functions for this kind
     */
    CustomParametersCheck(Place place, CustomParameters parameters, boolean derivatives, boolean tables) {
        this.place = place;
        this.parameters = parameters;
        this.derivatives = derivatives;
        this.tables = tables;
    }

    /**
     * Checks names, defaults and tables.
     *
     * @param functions functions the kind of force has besides those built in, by their number of arguments
     */
    void check(Map<String, Integer> functions) {
        NameCheck.checkGlobals(place, parameters.global());
        Set<String> taken = new HashSet<>(globals());
        for (String name : parameters.perItem()) {
            NameCheck.checkLegal(place, name);
            NameCheck.checkNew(place, name, taken.add(name));
        }
        checkDerivatives();
        checkTables(functions);
    }

    private void checkDerivatives() {
        if (!derivatives && !parameters.derivatives().isEmpty()) {
            throw place.error("this kind of force has no derivatives by global parameters");
        }
        Set<String> globals = new HashSet<>(globals());
        for (String name : parameters.derivatives()) {
            if (!globals.remove(name)) {
                throw place.error("the derivative by " + name + " needs a global parameter of that name, and once");
            }
        }
    }

    private void checkTables(Map<String, Integer> functions) {
        if (!tables && !parameters.functions().isEmpty()) {
            throw place.error("this kind of force has no tabulated functions");
        }
        Set<String> taken = new HashSet<>(functions.keySet());
        taken.addAll(ExpressionScope.BUILT_IN.keySet());
        for (int i = 0; i < parameters.functions().size(); i++) {
            TabulatedFunction table = parameters.functions().get(i);
            place.at("function", i);
            NameCheck.checkLegal(place, table.name());
            NameCheck.checkNew(place, table.name(), taken.add(table.name()));
            TableCheck.check(place, table);
        }
        place.atAll();
    }

    /** Checks the values of the parameters of an item. */
    void checkValues(List<Double> values) {
        place.count("parameters", values.size(), parameters.perItem().size());
        for (int i = 0; i < values.size(); i++) {
            place.finite(parameters.perItem().get(i), values.get(i));
        }
    }

    /**
     * Makes the scope of an expression: variables, all global parameters and all tables.
     *
     * @param variables names of variables, which must differ from each other and from the global parameters
     */
    ExpressionScope scope(Collection<String> variables) {
        Set<String> names = new HashSet<>(globals());
        for (String name : variables) {
            NameCheck.checkNew(place, name, names.add(name));
        }
        Map<String, Integer> functions = new HashMap<>();
        for (TabulatedFunction table : parameters.functions()) {
            functions.put(table.name(), table.dimensions());
        }
        return new ExpressionScope(names, functions, Set.of(), Map.of());
    }

    private List<String> globals() {
        return parameters.global().stream().map(GlobalParameter::name).toList();
    }

    /** Checks an expression and returns what it is made of. */
    Expression check(String expression, ExpressionScope scope) {
        try {
            return Expression.read(expression, scope);
        } catch (ExpressionException e) {
            throw place.error("in \"" + Expression.shortened(expression) + "\" " + e.getMessage());
        }
    }
}
