package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.CustomCompoundBondForce;
import org.openmmbg.openmm.system.CustomTerm;

/** {@link CustomCompoundBondForce} in System XML. */
final class CustomCompoundBondCodec implements ForceCodec<CustomCompoundBondForce> {
    private static final int VERSION = 3;
    private static final int DERIVATIVES_SINCE = 3;

    @Override
    public String type() {
        return "CustomCompoundBondForce";
    }

    @Override
    public CustomCompoundBondForce read(XmlCursor xml) {
        int version = xml.version(type(), VERSION);
        boolean periodic = version > 1 && xml.flag("usesPeriodic");
        int size = xml.integer("particles");
        String energy = xml.text("energy");
        Sections sections = new Sections(xml);
        CustomParametersXml parameters = new CustomParametersXml(xml, "Bond", sections)
                .derivatives(sections, version >= DERIVATIVES_SINCE)
                .functions(sections);
        List<CustomTerm> bonds = sections.list(
                "Bonds", "Bond", () -> xml.leaf(new CustomTerm(xml.integers("p", size), parameters.values())));
        sections.read();
        return new CustomCompoundBondForce(size, energy, parameters.parameters(), bonds, periodic);
    }

    @Override
    public void write(CustomCompoundBondForce force, XmlOutput out) {
        out.attribute("version", VERSION)
                .attribute("usesPeriodic", force.periodic())
                .attribute("particles", force.particlesPerBond())
                .attribute("energy", force.energy());
        CustomParametersXml.write("Bond", force.parameters(), out);
        CustomParametersXml.writeDerivatives(force.parameters(), out);
        out.open("Bonds");
        for (CustomTerm term : force.bonds()) {
            out.open("Bond")
                    .integers("p", term.particles())
                    .numbers("param", term.parameters())
                    .close();
        }
        out.close();
        CustomParametersXml.writeFunctions(force.parameters(), out);
    }
}
