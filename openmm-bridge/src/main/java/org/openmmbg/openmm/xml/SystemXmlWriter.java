package org.openmmbg.openmm.xml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.SystemSpec;

/** Writes System XML that every OpenMM from 7.3 on reads: with the oldest format version that says everything. */
public final class SystemXmlWriter {
    private final XMLStreamWriter xml;
    private int depth;

    private SystemXmlWriter(XMLStreamWriter xml) {
        this.xml = xml;
    }

    /**
     * Writes a System. The file appears whole or not at all; one of that name is replaced.
     *
     * @param system the System
     * @param file where to write
     * @throws SystemXmlException if it cannot be written
     */
    public static void write(SystemSpec system, Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null) {
            throw new SystemXmlException(file + ": cannot be written: it is a directory");
        }
        try {
            Path temporary = Files.createTempFile(directory, "system", ".tmp");
            try {
                try (OutputStream out = Files.newOutputStream(temporary)) {
                    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out, "UTF-8");
                    new SystemXmlWriter(xml).document(system);
                    xml.close();
                }
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException | XMLStreamException e) {
            throw new SystemXmlException(file + ": cannot be written: " + e, e);
        }
    }

    private void document(SystemSpec system) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        start("System", "type", "System", "version", 1);
        start("PeriodicBoxVectors");
        List<Double> box = system.boxVectors();
        for (int row = 0; row < 3; row++) {
            leaf(
                    List.of("A", "B", "C").get(row),
                    "x",
                    box.get(3 * row),
                    "y",
                    box.get(3 * row + 1),
                    "z",
                    box.get(3 * row + 2));
        }
        end();
        start("Particles");
        for (double mass : system.masses()) {
            leaf("Particle", "mass", mass);
        }
        end();
        start("Constraints");
        for (SystemSpec.Constraint c : system.constraints()) {
            leaf("Constraint", "d", c.distance(), "p1", c.particle1(), "p2", c.particle2());
        }
        end();
        start("Forces");
        for (Force force : system.forces()) {
            write(force);
        }
        end();
        end();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
    }

    private void write(Force force) throws XMLStreamException {
        // A switch over the sealed types is a preview feature in Java 17.
        if (force instanceof HarmonicBondForce f) {
            write(f);
        } else if (force instanceof HarmonicAngleForce f) {
            write(f);
        } else if (force instanceof PeriodicTorsionForce f) {
            write(f);
        } else if (force instanceof NonbondedForce f) {
            write(f);
        } else if (force instanceof GbsaObcForce f) {
            write(f);
        }
    }

    private void write(HarmonicBondForce force) throws XMLStreamException {
        start("Force", "type", force.openMmName(), "version", 1, "forceGroup", 0);
        start("Bonds");
        for (HarmonicBondForce.Bond b : force.bonds()) {
            leaf("Bond", "d", b.length(), "k", b.k(), "p1", b.particle1(), "p2", b.particle2());
        }
        end();
        end();
    }

    private void write(HarmonicAngleForce force) throws XMLStreamException {
        start("Force", "type", force.openMmName(), "version", 1, "forceGroup", 0);
        start("Angles");
        for (HarmonicAngleForce.Angle a : force.angles()) {
            leaf("Angle", "a", a.angle(), "k", a.k(), "p1", a.particle1(), "p2", a.particle2(), "p3", a.particle3());
        }
        end();
        end();
    }

    private void write(PeriodicTorsionForce force) throws XMLStreamException {
        start("Force", "type", force.openMmName(), "version", 1, "forceGroup", 0);
        start("Torsions");
        for (PeriodicTorsionForce.Torsion t : force.torsions()) {
            leaf(
                    "Torsion",
                    "k",
                    t.k(),
                    "p1",
                    t.particle1(),
                    "p2",
                    t.particle2(),
                    "p3",
                    t.particle3(),
                    "p4",
                    t.particle4(),
                    "periodicity",
                    t.periodicity(),
                    "phase",
                    t.phase());
        }
        end();
        end();
    }

    private void write(NonbondedForce force) throws XMLStreamException {
        boolean switching = force.switchingDistance() >= 0;
        start(
                "Force",
                "type",
                force.openMmName(),
                "version",
                1,
                "forceGroup",
                0,
                "method",
                force.method().number(),
                "cutoff",
                force.cutoff(),
                "rfDielectric",
                force.reactionFieldDielectric(),
                "useSwitchingFunction",
                switching ? 1 : 0,
                "switchingDistance",
                force.switchingDistance(),
                "ewaldTolerance",
                force.ewaldErrorTolerance(),
                "dispersionCorrection",
                force.dispersionCorrection() ? 1 : 0,
                "alpha",
                0,
                "nx",
                0,
                "ny",
                0,
                "nz",
                0,
                "recipForceGroup",
                -1);
        start("Particles");
        for (NonbondedForce.Particle p : force.particles()) {
            leaf("Particle", "eps", p.epsilon(), "q", p.charge(), "sig", p.sigma());
        }
        end();
        start("Exceptions");
        for (NonbondedForce.ParticleException e : force.exceptions()) {
            leaf(
                    "Exception",
                    "eps",
                    e.epsilon(),
                    "p1",
                    e.particle1(),
                    "p2",
                    e.particle2(),
                    "q",
                    e.chargeProduct(),
                    "sig",
                    e.sigma());
        }
        end();
        end();
    }

    private void write(GbsaObcForce force) throws XMLStreamException {
        start(
                "Force",
                "type",
                force.openMmName(),
                "version",
                2,
                "forceGroup",
                0,
                "method",
                force.method().number(),
                "cutoff",
                force.cutoff(),
                "soluteDielectric",
                force.soluteDielectric(),
                "solventDielectric",
                force.solventDielectric(),
                "surfaceAreaEnergy",
                force.surfaceAreaEnergy());
        start("Particles");
        for (GbsaObcForce.Particle p : force.particles()) {
            leaf("Particle", "q", p.charge(), "r", p.radius(), "scale", p.scale());
        }
        end();
        end();
    }

    private void start(String name, Object... attributes) throws XMLStreamException {
        newLine();
        xml.writeStartElement(name);
        writeAttributes(attributes);
        depth++;
    }

    private void end() throws XMLStreamException {
        depth--;
        newLine();
        xml.writeEndElement();
    }

    private void leaf(String name, Object... attributes) throws XMLStreamException {
        newLine();
        xml.writeEmptyElement(name);
        writeAttributes(attributes);
    }

    /** Writes names and values in turn; doubles in the shortest form that gives the same number again. */
    private void writeAttributes(Object... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            xml.writeAttribute(attributes[i].toString(), attributes[i + 1].toString());
        }
    }

    private void newLine() throws XMLStreamException {
        xml.writeCharacters("\n" + "\t".repeat(depth));
    }
}
