package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.ParticlePair;

/** {@link CustomGbForce} in System XML. */
final class CustomGbCodec implements ForceCodec<CustomGbForce> {
    private static final int VERSION = 2;
    private static final int DERIVATIVES_SINCE = 2;

    @Override
    public String type() {
        return "CustomGBForce";
    }

    @Override
    public CustomGbForce read(XmlCursor xml) {
        int version = xml.version(type(), VERSION);
        CutoffMethod method = xml.method();
        double cutoff = xml.number("cutoff");
        Sections sections = new Sections(xml);
        CustomParametersXml parameters = new CustomParametersXml(xml, "Particle", sections)
                .derivatives(sections, version >= DERIVATIVES_SINCE)
                .functions(sections);
        List<CustomGbForce.ComputedValue> values = sections.list(
                "ComputedValues",
                "Value",
                () -> xml.leaf(new CustomGbForce.ComputedValue(xml.text("name"), xml.text("expression"), sum(xml))));
        List<CustomGbForce.EnergyTerm> energies = sections.list(
                "EnergyTerms", "Term", () -> xml.leaf(new CustomGbForce.EnergyTerm(xml.text("expression"), sum(xml))));
        List<List<Double>> particles = ParticlesXml.particles(xml, sections, parameters);
        List<ParticlePair> exclusions = ParticlesXml.exclusions(xml, sections);
        sections.read();
        return new CustomGbForce(parameters.parameters(), method, cutoff, values, energies, particles, exclusions);
    }

    private static CustomGbForce.Sum sum(XmlCursor xml) {
        int number = xml.integer("type");
        for (CustomGbForce.Sum sum : CustomGbForce.Sum.values()) {
            if (sum.number() == number) {
                return sum;
            }
        }
        throw xml.bad("type", Integer.toString(number), "0, 1 or 2");
    }

    @Override
    public void write(CustomGbForce force, XmlOutput out) {
        out.attribute("version", VERSION)
                .attribute("method", force.method().number())
                .attribute("cutoff", force.cutoff());
        CustomParametersXml.write("Particle", force.parameters(), out);
        CustomParametersXml.writeDerivatives(force.parameters(), out);
        out.open("ComputedValues");
        for (CustomGbForce.ComputedValue value : force.values()) {
            out.open("Value")
                    .attribute("name", value.name())
                    .attribute("expression", value.expression())
                    .attribute("type", value.sum().number())
                    .close();
        }
        out.close();
        out.open("EnergyTerms");
        for (CustomGbForce.EnergyTerm term : force.energies()) {
            out.open("Term")
                    .attribute("expression", term.expression())
                    .attribute("type", term.sum().number())
                    .close();
        }
        out.close();
        ParticlesXml.write(force.particles(), force.exclusions(), out);
        CustomParametersXml.writeFunctions(force.parameters(), out);
    }
}
