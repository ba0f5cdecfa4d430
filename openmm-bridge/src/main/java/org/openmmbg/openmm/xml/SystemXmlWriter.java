package org.openmmbg.openmm.xml;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.VirtualSite;

/**
 * Writes System XML that every OpenMM from 7.3 on reads. Tabulated functions that are periodic, which came with 7.5, are
 * the one exception.
 */
public final class SystemXmlWriter {
    private static final int VERSION = 1;

    private SystemXmlWriter() {}

    /**
     * Writes a System. The file appears whole or not at all; one of that name is replaced.
     *
     * @param system the System
     * @param file where to write
     * @throws SystemXmlException if it cannot be written
     */
    public static void write(SystemSpec system, Path file) {
        XmlFile.write(file, out -> write(system, out));
    }

    private static void write(SystemSpec system, XmlOutput out) {
        out.open("System").attribute("type", "System").attribute("version", VERSION);
        VectorsXml.writeBox(system.boxVectors(), out);
        writeParticles(system, out);
        out.open("Constraints");
        for (SystemSpec.Constraint c : system.constraints()) {
            out.open("Constraint")
                    .attribute("p1", c.particle1())
                    .attribute("p2", c.particle2())
                    .attribute("d", c.distance())
                    .close();
        }
        out.close();
        out.open("Forces");
        for (int i = 0; i < system.forces().size(); i++) {
            ForceCodecs.write(system.forces().get(i), system.forceGroups().get(i), out);
        }
        out.close();
        out.close();
    }

    private static void writeParticles(SystemSpec system, XmlOutput out) {
        Map<Integer, VirtualSite> sites = new HashMap<>();
        for (VirtualSite site : system.virtualSites()) {
            sites.put(site.particle(), site);
        }
        out.open("Particles");
        for (int i = 0; i < system.particleCount(); i++) {
            out.open("Particle").attribute("mass", system.masses().get(i));
            VirtualSite site = sites.get(i);
            if (site != null) {
                VirtualSiteXml.write(site, out);
            }
            out.close();
        }
        out.close();
    }
}
