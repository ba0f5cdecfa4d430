package org.openmmbg.openmm.xml;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.GlobalParameter;
import org.openmmbg.openmm.system.TabulatedFunction;

/** The parts of a custom force's element that say what its expressions may name. */
final class CustomParametersXml {
    private final XmlCursor xml;
    private final List<String> perItem;
    private final List<GlobalParameter> global;
    private List<TabulatedFunction> functions = new ArrayList<>();
    private List<String> derivatives = new ArrayList<>();

    /**
     * Says which parts are read.
     *
     * @param xml at the start of the force's element
     * @param item what parameters are of, such as Bond
     * @param sections to which the parts are added
     */
    CustomParametersXml(XmlCursor xml, String item, Sections sections) {
        this.xml = xml;
        perItem = sections.list("Per" + item + "Parameters", "Parameter", () -> name(xml));
        global = sections.list("GlobalParameters", "Parameter", () -> global(xml));
    }

    /** Adds the names of derivatives, when the force's version has them. */
    CustomParametersXml derivatives(Sections sections, boolean has) {
        if (has) {
            derivatives = sections.list("EnergyParameterDerivatives", "Parameter", () -> name(xml));
        }
        return this;
    }

    /** Adds tabulated functions. */
    CustomParametersXml functions(Sections sections) {
        functions = sections.list("Functions", "Function", () -> TabulatedFunctionXml.read(xml));
        return this;
    }

    /** Reads the parameters of one item, whose number follows from their names, which must be read by now. */
    List<Double> values() {
        List<Double> values = xml.numbers("param", perItem.size());
        String surplus = "param" + (perItem.size() + 1);
        if (xml.has(surplus)) {
            throw xml.error("<" + xml.name() + "> has the attribute \"" + surplus + "\", but " + perItem.size()
                    + " parameters were named before it");
        }
        return values;
    }

    /** Returns what was read. */
    CustomParameters parameters() {
        return new CustomParameters(perItem, global, functions, derivatives);
    }

    static GlobalParameter global(XmlCursor xml) {
        return xml.leaf(new GlobalParameter(xml.text("name"), xml.number("default")));
    }

    private static String name(XmlCursor xml) {
        return xml.leaf(xml.text("name"));
    }

    /** Writes the names of the parameters each item has, and global parameters. */
    static void write(String item, CustomParameters parameters, XmlOutput out) {
        writeNames("Per" + item + "Parameters", parameters.perItem(), out);
        writeGlobals(parameters.global(), out);
    }

    static void writeDerivatives(CustomParameters parameters, XmlOutput out) {
        writeNames("EnergyParameterDerivatives", parameters.derivatives(), out);
    }

    static void writeFunctions(CustomParameters parameters, XmlOutput out) {
        out.open("Functions");
        for (TabulatedFunction function : parameters.functions()) {
            TabulatedFunctionXml.write(function, out);
        }
        out.close();
    }

    static void writeGlobals(List<GlobalParameter> parameters, XmlOutput out) {
        out.open("GlobalParameters");
        for (GlobalParameter p : parameters) {
            out.open("Parameter")
                    .attribute("name", p.name())
                    .attribute("default", p.defaultValue())
                    .close();
        }
        out.close();
    }

    private static void writeNames(String list, List<String> names, XmlOutput out) {
        out.open(list);
        for (String name : names) {
            out.open("Parameter").attribute("name", name).close();
        }
        out.close();
    }
}
