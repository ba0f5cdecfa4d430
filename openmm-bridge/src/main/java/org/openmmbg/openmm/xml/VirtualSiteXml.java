package org.openmmbg.openmm.xml;

import org.openmmbg.openmm.system.VirtualSite;

/** A {@link VirtualSite} in System XML: the child of its particle. */
final class VirtualSiteXml {
    private VirtualSiteXml() {}

    /** Reads the site whose element the cursor is at, of the particle given. */
    static VirtualSite read(int particle, XmlCursor xml) {
        return switch (xml.name()) {
            case "TwoParticleAverageSite" ->
                xml.leaf(new VirtualSite.TwoParticleAverage(
                        particle, xml.integer("p1"), xml.integer("p2"), xml.number("w1"), xml.number("w2")));
            case "ThreeParticleAverageSite" ->
                xml.leaf(new VirtualSite.ThreeParticleAverage(
                        particle,
                        xml.integer("p1"),
                        xml.integer("p2"),
                        xml.integer("p3"),
                        xml.number("w1"),
                        xml.number("w2"),
                        xml.number("w3")));
            case "OutOfPlaneSite" ->
                xml.leaf(new VirtualSite.OutOfPlane(
                        particle,
                        xml.integer("p1"),
                        xml.integer("p2"),
                        xml.integer("p3"),
                        xml.number("w12"),
                        xml.number("w13"),
                        xml.number("wc")));
            default ->
                throw xml.error("the virtual site " + XmlCursor.shorten(xml.name()) + " is not supported; supported are"
                        + " TwoParticleAverageSite, ThreeParticleAverageSite and OutOfPlaneSite");
        };
    }

    static void write(VirtualSite site, XmlOutput out) {
        if (site instanceof VirtualSite.TwoParticleAverage s) {
            out.open("TwoParticleAverageSite")
                    .attribute("p1", s.particle1())
                    .attribute("p2", s.particle2())
                    .attribute("w1", s.weight1())
                    .attribute("w2", s.weight2())
                    .close();
        } else if (site instanceof VirtualSite.ThreeParticleAverage s) {
            out.open("ThreeParticleAverageSite")
                    .attribute("p1", s.particle1())
                    .attribute("p2", s.particle2())
                    .attribute("p3", s.particle3())
                    .attribute("w1", s.weight1())
                    .attribute("w2", s.weight2())
                    .attribute("w3", s.weight3())
                    .close();
        } else if (site instanceof VirtualSite.OutOfPlane s) {
            out.open("OutOfPlaneSite")
                    .attribute("p1", s.particle1())
                    .attribute("p2", s.particle2())
                    .attribute("p3", s.particle3())
                    .attribute("w12", s.weight12())
                    .attribute("w13", s.weight13())
                    .attribute("wc", s.weightCross())
                    .close();
        }
    }
}
