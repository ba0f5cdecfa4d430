package org.openmmbg.openmm.xml;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CustomCentroidBondForce;
import org.openmmbg.openmm.system.CustomTerm;

/** {@link CustomCentroidBondForce} in System XML. */
final class CustomCentroidBondCodec implements ForceCodec<CustomCentroidBondForce> {
    private static final int VERSION = 3;
    private static final int DERIVATIVES_SINCE = 3;

    @Override
    public String type() {
        return "CustomCentroidBondForce";
    }

    @Override
    public CustomCentroidBondForce read(XmlCursor xml) {
        int version = xml.version(type(), VERSION);
        boolean periodic = version > 1 && xml.flag("usesPeriodic");
        int size = xml.integer("groups");
        String energy = xml.text("energy");
        Sections sections = new Sections(xml);
        CustomParametersXml parameters = new CustomParametersXml(xml, "Bond", sections)
                .derivatives(sections, version >= DERIVATIVES_SINCE)
                .functions(sections);
        List<CustomCentroidBondForce.Group> groups = sections.list("Groups", "Group", () -> group(xml));
        List<CustomTerm> bonds = sections.list(
                "Bonds", "Bond", () -> xml.leaf(new CustomTerm(xml.integers("g", size), parameters.values())));
        sections.read();
        return new CustomCentroidBondForce(size, energy, parameters.parameters(), groups, bonds, periodic);
    }

    private static CustomCentroidBondForce.Group group(XmlCursor xml) {
        List<Integer> particles = new ArrayList<>();
        List<Double> weights = new ArrayList<>();
        xml.each("Particle", () -> {
            particles.add(xml.integer("p"));
            if (xml.has("weight")) {
                weights.add(xml.number("weight"));
            }
            xml.leaf();
        });
        if (!weights.isEmpty() && weights.size() != particles.size()) {
            throw xml.error("<Group> has weights for " + weights.size() + " of its " + particles.size()
                    + " particles; all or none must have one");
        }
        return new CustomCentroidBondForce.Group(particles, weights);
    }

    @Override
    public void write(CustomCentroidBondForce force, XmlOutput out) {
        out.attribute("version", VERSION)
                .attribute("usesPeriodic", force.periodic())
                .attribute("groups", force.groupsPerBond())
                .attribute("energy", force.energy());
        CustomParametersXml.write("Bond", force.parameters(), out);
        CustomParametersXml.writeDerivatives(force.parameters(), out);
        out.open("Groups");
        for (CustomCentroidBondForce.Group group : force.groups()) {
            writeGroup(group, out);
        }
        out.close();
        out.open("Bonds");
        for (CustomTerm term : force.bonds()) {
            out.open("Bond")
                    .integers("g", term.particles())
                    .numbers("param", term.parameters())
                    .close();
        }
        out.close();
        CustomParametersXml.writeFunctions(force.parameters(), out);
    }

    private static void writeGroup(CustomCentroidBondForce.Group group, XmlOutput out) {
        out.open("Group");
        for (int i = 0; i < group.particles().size(); i++) {
            out.open("Particle").attribute("p", group.particles().get(i));
            if (!group.weights().isEmpty()) {
                out.attribute("weight", group.weights().get(i));
            }
            out.close();
        }
        out.close();
    }
}
