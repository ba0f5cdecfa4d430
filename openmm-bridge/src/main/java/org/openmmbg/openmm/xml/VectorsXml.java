package org.openmmbg.openmm.xml;

import java.util.ArrayList;
import java.util.List;

/** Vectors, and the three of a periodic box, in OpenMM's XML. */
final class VectorsXml {
    static final String BOX = "PeriodicBoxVectors";
    private static final List<String> BOX_NAMES = List.of("A", "B", "C");

    private VectorsXml() {}

    /** Adds the box to what is read; its nine numbers will be in the list returned. */
    static List<Double> box(XmlCursor xml, Sections sections) {
        List<Double> box = new ArrayList<>();
        sections.add(BOX, true, () -> {
            for (String name : BOX_NAMES) {
                if (!xml.child() || !xml.name().equals(name)) {
                    throw xml.error("<" + BOX + "> must hold <A>, <B> and <C>");
                }
                addVector(xml, box);
            }
            xml.leaf();
        });
        return box;
    }

    /** Adds a list of vectors to what is read; their components will be in the list returned. */
    static List<Double> list(XmlCursor xml, String name, String itemName, Sections sections) {
        List<Double> components = new ArrayList<>();
        sections.add(name, false, () -> xml.each(itemName, () -> addVector(xml, components)));
        return components;
    }

    private static void addVector(XmlCursor xml, List<Double> components) {
        components.add(xml.number("x"));
        components.add(xml.number("y"));
        components.add(xml.number("z"));
        xml.leaf();
    }

    static void writeBox(List<Double> box, XmlOutput out) {
        out.open(BOX);
        for (int row = 0; row < BOX_NAMES.size(); row++) {
            writeVector(BOX_NAMES.get(row), box, row, out);
        }
        out.close();
    }

    static void writeList(String name, String itemName, List<Double> components, XmlOutput out) {
        out.open(name);
        for (int i = 0; i < components.size() / 3; i++) {
            writeVector(itemName, components, i, out);
        }
        out.close();
    }

    private static void writeVector(String name, List<Double> components, int index, XmlOutput out) {
        out.open(name)
                .attribute("x", components.get(3 * index))
                .attribute("y", components.get(3 * index + 1))
                .attribute("z", components.get(3 * index + 2))
                .close();
    }
}
