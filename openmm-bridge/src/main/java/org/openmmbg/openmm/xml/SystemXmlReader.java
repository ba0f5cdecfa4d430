package org.openmmbg.openmm.xml;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.VirtualSite;

/**
 * Reads the System XML that OpenMM's XmlSerializer writes, of any version from 7.3 to 8.5, in UTF-8.
 *
 * <p>What cannot be kept exactly is refused by name: other forces than those of {@link Force}, barostats and
 * thermostats among them, other virtual sites than those of {@link VirtualSite}, periodic exceptions, direct space left
 * out, reciprocal space in a force group of its own, and computed values of CustomNonbondedForce. Names of forces alone
 * are left out.
 */
public final class SystemXmlReader {
    private static final int VERSION = 1;

    private SystemXmlReader() {}

    /**
     * Reads a System.
     *
     * @param file the System XML
     * @return the System
     * @throws SystemXmlException if the file cannot be read, is not System XML, or holds what is not supported
     */
    public static SystemSpec read(Path file) {
        return XmlFile.read(file, SystemXmlReader::system);
    }

    /**
     * Reads a System from a stream, such as a resource of a jar.
     *
     * @param in the System XML. Not closed.
     * @param name what messages call it
     * @return the System
     * @throws SystemXmlException if the stream does not hold System XML, or holds what is not supported
     */
    public static SystemSpec read(InputStream in, Path name) {
        return XmlFile.read(in, name, SystemXmlReader::system);
    }

    private static SystemSpec system(XmlCursor xml) {
        xml.root("System", VERSION);
        Sections sections = new Sections(xml);
        List<VirtualSite> sites = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        List<Double> box = VectorsXml.box(xml, sections);
        List<Double> masses = new ArrayList<>();
        sections.add("Particles", true, () -> xml.each("Particle", () -> readParticle(xml, masses, sites)));
        List<SystemSpec.Constraint> constraints = sections.list(
                "Constraints",
                "Constraint",
                () -> xml.leaf(new SystemSpec.Constraint(xml.integer("p1"), xml.integer("p2"), xml.number("d"))));
        List<Force> forces = sections.list("Forces", "Force", () -> {
            groups.add(xml.integer("forceGroup", 0));
            return ForceCodecs.read(xml);
        });
        sections.read();
        xml.end();
        return new SystemSpec(masses, sites, constraints, forces, groups, box);
    }

    /** Reads a particle; its element may hold a virtual site. */
    private static void readParticle(XmlCursor xml, List<Double> masses, List<VirtualSite> sites) {
        masses.add(xml.number("mass"));
        if (xml.child()) {
            sites.add(VirtualSiteXml.read(masses.size() - 1, xml));
            xml.leaf();
        }
    }
}
