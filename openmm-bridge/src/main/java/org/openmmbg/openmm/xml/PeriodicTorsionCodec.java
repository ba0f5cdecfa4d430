package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.PeriodicTorsionForce;

/** {@link PeriodicTorsionForce} in System XML. */
final class PeriodicTorsionCodec implements ForceCodec<PeriodicTorsionForce> {
    private static final int VERSION = 2;

    @Override
    public String type() {
        return "PeriodicTorsionForce";
    }

    @Override
    public PeriodicTorsionForce read(XmlCursor xml) {
        boolean periodic = xml.version(type(), VERSION) > 1 && xml.flag("usesPeriodic");
        Sections sections = new Sections(xml);
        List<PeriodicTorsionForce.Torsion> torsions = sections.list(
                "Torsions",
                "Torsion",
                () -> xml.leaf(new PeriodicTorsionForce.Torsion(
                        xml.integer("p1"),
                        xml.integer("p2"),
                        xml.integer("p3"),
                        xml.integer("p4"),
                        xml.integer("periodicity"),
                        xml.number("phase"),
                        xml.number("k"))));
        sections.read();
        return new PeriodicTorsionForce(torsions, periodic);
    }

    @Override
    public void write(PeriodicTorsionForce force, XmlOutput out) {
        out.attribute("version", VERSION).attribute("usesPeriodic", force.periodic());
        out.open("Torsions");
        for (PeriodicTorsionForce.Torsion t : force.torsions()) {
            out.open("Torsion")
                    .attribute("p1", t.particle1())
                    .attribute("p2", t.particle2())
                    .attribute("p3", t.particle3())
                    .attribute("p4", t.particle4())
                    .attribute("periodicity", t.periodicity())
                    .attribute("phase", t.phase())
                    .attribute("k", t.k())
                    .close();
        }
        out.close();
    }
}
