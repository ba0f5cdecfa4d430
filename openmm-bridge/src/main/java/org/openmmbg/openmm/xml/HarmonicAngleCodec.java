package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.HarmonicAngleForce;

/** {@link HarmonicAngleForce} in System XML. */
final class HarmonicAngleCodec implements ForceCodec<HarmonicAngleForce> {
    private static final int VERSION = 2;

    @Override
    public String type() {
        return "HarmonicAngleForce";
    }

    @Override
    public HarmonicAngleForce read(XmlCursor xml) {
        boolean periodic = xml.version(type(), VERSION) > 1 && xml.flag("usesPeriodic");
        Sections sections = new Sections(xml);
        List<HarmonicAngleForce.Angle> angles = sections.list(
                "Angles",
                "Angle",
                () -> xml.leaf(new HarmonicAngleForce.Angle(
                        xml.integer("p1"), xml.integer("p2"), xml.integer("p3"), xml.number("a"), xml.number("k"))));
        sections.read();
        return new HarmonicAngleForce(angles, periodic);
    }

    @Override
    public void write(HarmonicAngleForce force, XmlOutput out) {
        out.attribute("version", VERSION).attribute("usesPeriodic", force.periodic());
        out.open("Angles");
        for (HarmonicAngleForce.Angle a : force.angles()) {
            out.open("Angle")
                    .attribute("p1", a.particle1())
                    .attribute("p2", a.particle2())
                    .attribute("p3", a.particle3())
                    .attribute("a", a.angle())
                    .attribute("k", a.k())
                    .close();
        }
        out.close();
    }
}
