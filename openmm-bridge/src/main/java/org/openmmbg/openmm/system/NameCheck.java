package org.openmmbg.openmm.system;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks names of parameters and functions: each such that an expression can say it. */
final class NameCheck {
    private NameCheck() {}

    /** Checks names and defaults of global parameters. */
    static void checkGlobals(Place place, List<GlobalParameter> parameters) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < parameters.size(); i++) {
            GlobalParameter parameter = parameters.get(i);
            place.at("global parameter", i);
            checkLegal(place, parameter.name());
            checkNew(place, parameter.name(), seen.add(parameter.name()));
            place.finite("default of " + parameter.name(), parameter.defaultValue());
        }
        place.atAll();
    }

    /** Checks that expressions can say a name: what Lepton takes for one word. */
    static void checkLegal(Place place, String name) {
        if (!isLegal(name)) {
            throw place.error("\"" + Expression.shortened(name)
                    + "\" is no name: a letter or _ is needed, and then no space, bracket, comma, operator, = or ;");
        }
    }

    static boolean isLegal(String name) {
        if (name.isEmpty() || Expression.isNumberStart(name.charAt(0))) {
            return false;
        }
        return name.chars().allMatch(c -> c > ' ' && c < 127 && "+-*/^(),;=".indexOf(c) < 0);
    }

    /** Checks that a name is not taken. */
    static void checkNew(Place place, String name, boolean added) {
        if (!added) {
            throw place.error("the name " + name + " is taken");
        }
    }
}
