package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.CustomExternalForce;
import org.openmmbg.openmm.system.CustomTerm;

/** {@link CustomExternalForce} in System XML. */
final class CustomExternalCodec implements ForceCodec<CustomExternalForce> {
    private static final int VERSION = 1;

    @Override
    public String type() {
        return "CustomExternalForce";
    }

    @Override
    public CustomExternalForce read(XmlCursor xml) {
        xml.version(type(), VERSION);
        String energy = xml.text("energy");
        Sections sections = new Sections(xml);
        CustomParametersXml parameters = new CustomParametersXml(xml, "Particle", sections);
        List<CustomTerm> particles = sections.list(
                "Particles",
                "Particle",
                () -> xml.leaf(new CustomTerm(List.of(xml.integer("index")), parameters.values())));
        sections.read();
        return new CustomExternalForce(energy, parameters.parameters(), particles);
    }

    @Override
    public void write(CustomExternalForce force, XmlOutput out) {
        out.attribute("version", VERSION).attribute("energy", force.energy());
        CustomParametersXml.write("Particle", force.parameters(), out);
        out.open("Particles");
        for (CustomTerm term : force.particles()) {
            out.open("Particle")
                    .attribute("index", term.particles().get(0))
                    .numbers("param", term.parameters())
                    .close();
        }
        out.close();
    }
}
