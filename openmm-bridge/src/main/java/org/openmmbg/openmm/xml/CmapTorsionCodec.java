package org.openmmbg.openmm.xml;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CmapTorsionForce;

/** {@link CmapTorsionForce} in System XML. */
final class CmapTorsionCodec implements ForceCodec<CmapTorsionForce> {
    private static final int VERSION = 2;
    private static final int TORSION_PARTICLES = 4;

    @Override
    public String type() {
        return "CMAPTorsionForce";
    }

    @Override
    public CmapTorsionForce read(XmlCursor xml) {
        boolean periodic = xml.version(type(), VERSION) > 1 && xml.flag("usesPeriodic");
        Sections sections = new Sections(xml);
        List<CmapTorsionForce.EnergyMap> maps = sections.list("Maps", "Map", () -> map(xml));
        List<CmapTorsionForce.TorsionPair> torsions = sections.list(
                "Torsions",
                "Torsion",
                () -> xml.leaf(new CmapTorsionForce.TorsionPair(
                        xml.integer("map"),
                        xml.integers("a", TORSION_PARTICLES),
                        xml.integers("b", TORSION_PARTICLES))));
        sections.read();
        return new CmapTorsionForce(maps, torsions, periodic);
    }

    private static CmapTorsionForce.EnergyMap map(XmlCursor xml) {
        int size = xml.integer("size");
        List<Double> energy = new ArrayList<>();
        xml.each("Energy", () -> energy.add(xml.leaf(xml.number("e"))));
        if (size < 1 || (long) size * size != energy.size()) {
            throw xml.error("<Map size=\"" + size + "\"> holds " + energy.size() + " energies, but size² is needed");
        }
        return new CmapTorsionForce.EnergyMap(size, energy);
    }

    @Override
    public void write(CmapTorsionForce force, XmlOutput out) {
        out.attribute("version", VERSION).attribute("usesPeriodic", force.periodic());
        out.open("Maps");
        for (CmapTorsionForce.EnergyMap map : force.maps()) {
            out.open("Map").attribute("size", map.size());
            for (double energy : map.energy()) {
                out.open("Energy").attribute("e", energy).close();
            }
            out.close();
        }
        out.close();
        out.open("Torsions");
        for (CmapTorsionForce.TorsionPair pair : force.torsions()) {
            out.open("Torsion")
                    .attribute("map", pair.map())
                    .integers("a", pair.first())
                    .integers("b", pair.second())
                    .close();
        }
        out.close();
    }
}
