package org.openmmbg.openmm.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openmmbg.openmm.system.TabulatedFunction;

/** A {@link TabulatedFunction} in System XML. */
final class TabulatedFunctionXml {
    private static final Pattern TYPE = Pattern.compile("(Continuous|Discrete)([123])DFunction");
    private static final int PERIODIC_SINCE = 2;

    /** Prefixes of the attributes of each axis; a single axis has none. */
    private static final List<String> AXES = List.of("x", "y", "z");

    private TabulatedFunctionXml() {}

    static TabulatedFunction read(XmlCursor xml) {
        String type = xml.text("type");
        Matcher matcher = TYPE.matcher(type);
        if (!matcher.matches()) {
            throw xml.bad(
                    "type",
                    type,
                    "Continuous1DFunction to Continuous3DFunction or Discrete1DFunction to" + " Discrete3DFunction");
        }
        List<String> axes = AXES.subList(0, Integer.parseInt(matcher.group(2)));
        return matcher.group(1).equals("Continuous") ? continuous(xml, type, axes) : discrete(xml, type, axes);
    }

    private static TabulatedFunction continuous(XmlCursor xml, String type, List<String> axes) {
        boolean periodic = xml.version(type, PERIODIC_SINCE) >= PERIODIC_SINCE && xml.flag("periodic");
        String name = xml.text("name");
        if (axes.size() == 1) {
            double min = xml.number("min");
            double max = xml.number("max");
            List<Double> values = values(xml);
            return new TabulatedFunction.Continuous(
                    name, List.of(new TabulatedFunction.Range(values.size(), min, max)), values, periodic);
        }
        List<TabulatedFunction.Range> ranges = new ArrayList<>();
        for (String axis : axes) {
            ranges.add(new TabulatedFunction.Range(
                    xml.size(axis + "size"), xml.number(axis + "min"), xml.number(axis + "max")));
        }
        return new TabulatedFunction.Continuous(name, ranges, values(xml), periodic);
    }

    private static TabulatedFunction discrete(XmlCursor xml, String type, List<String> axes) {
        xml.version(type, 1);
        String name = xml.text("name");
        if (axes.size() == 1) {
            List<Double> values = values(xml);
            return new TabulatedFunction.Discrete(name, List.of(values.size()), values);
        }
        List<Integer> sizes = new ArrayList<>();
        for (String axis : axes) {
            sizes.add(xml.size(axis + "size"));
        }
        return new TabulatedFunction.Discrete(name, sizes, values(xml));
    }

    private static List<Double> values(XmlCursor xml) {
        Sections sections = new Sections(xml);
        List<Double> values = sections.list("Values", "Value", () -> xml.leaf(xml.number("v")));
        sections.read();
        return values;
    }

    static void write(TabulatedFunction function, XmlOutput out) {
        out.open("Function").attribute("name", function.name());
        if (function instanceof TabulatedFunction.Continuous continuous) {
            write(continuous, out);
        } else if (function instanceof TabulatedFunction.Discrete discrete) {
            write(discrete, out);
        }
        out.open("Values");
        for (double value : function.values()) {
            out.open("Value").attribute("v", value).close();
        }
        out.close().close();
    }

    private static void write(TabulatedFunction.Continuous function, XmlOutput out) {
        out.attribute("type", "Continuous" + function.dimensions() + "DFunction");
        if (function.periodic()) {
            out.attribute("version", PERIODIC_SINCE).attribute("periodic", true);
        } else {
            out.attribute("version", 1);
        }
        boolean single = function.dimensions() == 1;
        for (int i = 0; i < function.dimensions(); i++) {
            TabulatedFunction.Range range = function.ranges().get(i);
            String axis = single ? "" : AXES.get(i);
            if (!single) {
                out.attribute(axis + "size", range.size());
            }
            out.attribute(axis + "min", range.min()).attribute(axis + "max", range.max());
        }
    }

    private static void write(TabulatedFunction.Discrete function, XmlOutput out) {
        out.attribute("type", "Discrete" + function.dimensions() + "DFunction").attribute("version", 1);
        if (function.dimensions() > 1) {
            for (int i = 0; i < function.dimensions(); i++) {
                out.attribute(AXES.get(i) + "size", function.sizes().get(i));
            }
        }
    }
}
