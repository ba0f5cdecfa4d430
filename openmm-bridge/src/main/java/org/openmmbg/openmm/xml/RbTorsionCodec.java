package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.RbTorsionForce;

/** {@link RbTorsionForce} in System XML. */
final class RbTorsionCodec implements ForceCodec<RbTorsionForce> {
    private static final int VERSION = 2;

    @Override
    public String type() {
        return "RBTorsionForce";
    }

    @Override
    public RbTorsionForce read(XmlCursor xml) {
        boolean periodic = xml.version(type(), VERSION) > 1 && xml.flag("usesPeriodic");
        Sections sections = new Sections(xml);
        List<RbTorsionForce.Torsion> torsions = sections.list(
                "Torsions",
                "Torsion",
                () -> xml.leaf(new RbTorsionForce.Torsion(
                        xml.integer("p1"),
                        xml.integer("p2"),
                        xml.integer("p3"),
                        xml.integer("p4"),
                        xml.number("c0"),
                        xml.number("c1"),
                        xml.number("c2"),
                        xml.number("c3"),
                        xml.number("c4"),
                        xml.number("c5"))));
        sections.read();
        return new RbTorsionForce(torsions, periodic);
    }

    @Override
    public void write(RbTorsionForce force, XmlOutput out) {
        out.attribute("version", VERSION).attribute("usesPeriodic", force.periodic());
        out.open("Torsions");
        for (RbTorsionForce.Torsion t : force.torsions()) {
            out.open("Torsion")
                    .attribute("p1", t.particle1())
                    .attribute("p2", t.particle2())
                    .attribute("p3", t.particle3())
                    .attribute("p4", t.particle4())
                    .attribute("c0", t.c0())
                    .attribute("c1", t.c1())
                    .attribute("c2", t.c2())
                    .attribute("c3", t.c3())
                    .attribute("c4", t.c4())
                    .attribute("c5", t.c5())
                    .close();
        }
        out.close();
    }
}
