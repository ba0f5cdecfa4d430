package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.GlobalParameter;
import org.openmmbg.openmm.system.TabulatedFunction;

/** What the elements of custom forces have in common: parameters and tabulated functions. */
final class CustomSection {
    private CustomSection() {}

    /**
     * Reads the parameters of an element.
     *
     * @param perItem tag of the parameters that each item has, such as {@code PerBondParameter}
     */
    static CustomParameters parameters(XmlElement element, String perItem) {
        return new CustomParameters(
                element.children(perItem).stream().map(p -> p.attribute("name")).toList(),
                element.children("GlobalParameter").stream()
                        .map(p -> new GlobalParameter(p.attribute("name"), p.number("defaultValue")))
                        .toList(),
                element.children("Function").stream()
                        .map(CustomSection::function)
                        .toList(),
                List.of());
    }

    /** The values of the parameters of one item. */
    static List<Double> values(XmlElement item, CustomParameters parameters) {
        return parameters.perItem().stream().map(item::number).toList();
    }

    private static TabulatedFunction function(XmlElement element) {
        String type = element.has("type") ? element.attribute("type") : "Continuous1D";
        boolean continuous = type.startsWith("Continuous");
        int dimensions = type.length() < 2 ? 0 : Character.digit(type.charAt(type.length() - 2), 10);
        if (!type.matches("(Continuous|Discrete)[123]D")) {
            throw element.bad("type", type, "Continuous1D to Continuous3D or Discrete1D to Discrete3D");
        }
        String name = element.attribute("name");
        List<Double> values = element.numbers();
        List<String> axes =
                dimensions == 1 ? List.of("") : List.of("x", "y", "z").subList(0, dimensions);
        List<Integer> sizes = new ArrayList<>();
        List<TabulatedFunction.Range> ranges = new ArrayList<>();
        for (String axis : axes) {
            int size = dimensions == 1 ? values.size() : element.integer(axis + "size");
            if (size < 1) {
                throw element.error("function " + name + " has no values along an axis");
            }
            sizes.add(size);
            if (continuous) {
                ranges.add(
                        new TabulatedFunction.Range(size, element.number(axis + "min"), element.number(axis + "max")));
            }
        }
        if (sizes.stream().mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b) != values.size()) {
            throw element.error("function " + name + " has " + values.size() + " values for a table of " + sizes);
        }
        return continuous
                ? new TabulatedFunction.Continuous(name, ranges, values, element.flag("periodic", false))
                : new TabulatedFunction.Discrete(name, sizes, values);
    }
}
