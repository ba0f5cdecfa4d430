package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.HarmonicBondForce;

/** {@link HarmonicBondForce} in System XML. */
final class HarmonicBondCodec implements ForceCodec<HarmonicBondForce> {
    private static final int VERSION = 2;

    @Override
    public String type() {
        return "HarmonicBondForce";
    }

    @Override
    public HarmonicBondForce read(XmlCursor xml) {
        boolean periodic = xml.version(type(), VERSION) > 1 && xml.flag("usesPeriodic");
        Sections sections = new Sections(xml);
        List<HarmonicBondForce.Bond> bonds = sections.list(
                "Bonds",
                "Bond",
                () -> xml.leaf(new HarmonicBondForce.Bond(
                        xml.integer("p1"), xml.integer("p2"), xml.number("d"), xml.number("k"))));
        sections.read();
        return new HarmonicBondForce(bonds, periodic);
    }

    @Override
    public void write(HarmonicBondForce force, XmlOutput out) {
        out.attribute("version", VERSION).attribute("usesPeriodic", force.periodic());
        out.open("Bonds");
        for (HarmonicBondForce.Bond b : force.bonds()) {
            out.open("Bond")
                    .attribute("p1", b.particle1())
                    .attribute("p2", b.particle2())
                    .attribute("d", b.length())
                    .attribute("k", b.k())
                    .close();
        }
        out.close();
    }
}
