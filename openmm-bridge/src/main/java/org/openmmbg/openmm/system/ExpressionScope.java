package org.openmmbg.openmm.system;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an expression may name.
 *
 * @param variables names of variables
 * @param functions number of arguments of each function that is not built in
 * @param points names of particles or groups, which {@code geometry} takes
 * @param geometry number of arguments of each function of points, such as distance
 */
record ExpressionScope(
        Set<String> variables, Map<String, Integer> functions, Set<String> points, Map<String, Integer> geometry) {

    /** Functions of points. */
    static final Map<String, Integer> GEOMETRY = Map.of("distance", 2, "angle", 3, "dihedral", 4);

    /** The same of coordinates, in the same forces from OpenMM 7.6 on; building a System heeds the version. */
    static final Map<String, Integer> COORDINATE_GEOMETRY =
            Map.of("pointdistance", 6, "pointangle", 9, "pointdihedral", 12);

    /** The functions built into OpenMM's expressions (Lepton), by their number of arguments; atan2 from 7.4 on. */
    static final Map<String, Integer> BUILT_IN = builtIn();

    ExpressionScope {
        variables = Set.copyOf(variables);
        functions = Map.copyOf(functions);
        points = Set.copyOf(points);
        geometry = Map.copyOf(geometry);
    }

    private static Map<String, Integer> builtIn() {
        Map<String, Integer> arguments = new HashMap<>();
        List.of("sqrt", "exp", "log", "erf", "erfc", "step", "delta", "square", "cube", "recip", "abs", "floor", "ceil")
                .forEach(name -> arguments.put(name, 1));
        List.of("sin", "cos", "sec", "csc", "tan", "cot", "asin", "acos", "atan", "sinh", "cosh", "tanh")
                .forEach(name -> arguments.put(name, 1));
        List.of("min", "max", "atan2").forEach(name -> arguments.put(name, 2));
        arguments.put("select", 3);
        return Map.copyOf(arguments);
    }
}
