package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.ParticlePair;

/** Parameters of all particles, and excluded pairs, as the custom forces between all pairs have them. */
final class ParticlesXml {
    private ParticlesXml() {}

    static List<List<Double>> particles(XmlCursor xml, Sections sections, CustomParametersXml parameters) {
        return sections.list("Particles", "Particle", () -> xml.leaf(parameters.values()));
    }

    static List<ParticlePair> exclusions(XmlCursor xml, Sections sections) {
        return sections.list(
                "Exclusions", "Exclusion", () -> xml.leaf(new ParticlePair(xml.integer("p1"), xml.integer("p2"))));
    }

    static void write(List<List<Double>> particles, List<ParticlePair> exclusions, XmlOutput out) {
        out.open("Particles");
        for (List<Double> values : particles) {
            out.open("Particle").numbers("param", values).close();
        }
        out.close();
        out.open("Exclusions");
        for (ParticlePair pair : exclusions) {
            out.open("Exclusion")
                    .attribute("p1", pair.particle1())
                    .attribute("p2", pair.particle2())
                    .close();
        }
        out.close();
    }
}
