package org.openmmbg.openmm.xml;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.openmm.system.SystemSpecException;

/**
 * Reads the System XML that OpenMM's XmlSerializer writes, of any version from 7.3 to 8.5, in UTF-8.
 *
 * <p>What cannot be kept exactly is refused by name: forces this bridge does not build, barostats and thermostats,
 * virtual sites, parameter offsets, PME parameters set by hand, LJPME. Left out because energies do not depend on them:
 * force groups, names of forces, and CMMotionRemover, which only matters to OpenMM's own integrators.
 */
public final class SystemXmlReader {
    private static final int SYSTEM_VERSION = 1;
    private static final int BONDED_VERSION = 2;
    private static final int NONBONDED_VERSION = 4;
    private static final int GBSA_VERSION = 2;

    /** Far above any System that fits the methods of this project; a list of a million atoms takes about this. */
    private static final long MAX_BYTES = 1L << 30;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** What OpenMM used before it wrote the value. */
    private static final double OLD_SURFACE_AREA_ENERGY = 2.25936;

    private final XmlCursor xml;

    private SystemXmlReader(XmlCursor xml) {
        this.xml = xml;
    }

    /**
     * Reads a System.
     *
     * @param file the System XML
     * @return the System
     * @throws SystemXmlException if the file cannot be read, is not System XML, or holds what is not supported
     */
    public static SystemSpec read(Path file) {
        if (!Files.exists(file)) {
            throw new SystemXmlException(file + ": there is no such file");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new SystemXmlException(file + ": it is not a file that can be read");
        }
        try (InputStream in = Files.newInputStream(file)) {
            requireReasonableSize(file);
            return read(in, file);
        } catch (IOException e) {
            throw new SystemXmlException(file + ": cannot be read: " + e, e);
        }
    }

    private static void requireReasonableSize(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > MAX_BYTES) {
            throw new SystemXmlException(
                    file + ": " + bytes + " bytes are too many; System XML of up to " + MAX_BYTES + " bytes is read");
        }
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
        try {
            // A decoder of its own reports malformed text; a reader made by charset would replace it.
            BufferedReader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) {
                text.reset();
            }
            return new SystemXmlReader(new XmlCursor(name, text)).system();
        } catch (SystemSpecException e) {
            throw new SystemXmlException(name + ": " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new SystemXmlException(name + ": not XML: it is not UTF-8 text", e);
        } catch (IOException e) {
            throw new SystemXmlException(name + ": cannot be read: " + e, e);
        }
    }

    private SystemSpec system() {
        xml.root("System");
        if (xml.has("type") && !xml.text("type").equals("System")) {
            throw xml.bad("type", xml.text("type"), "\"System\"");
        }
        requireVersion("System", SYSTEM_VERSION);
        List<Double> box = new ArrayList<>();
        List<Double> masses = new ArrayList<>();
        List<SystemSpec.Constraint> constraints = new ArrayList<>();
        List<Force> forces = new ArrayList<>();
        while (xml.child()) {
            switch (xml.name()) {
                case "PeriodicBoxVectors" -> readBox(box);
                case "Particles" -> each("Particle", masses, this::mass);
                case "Constraints" -> each("Constraint", constraints, this::constraint);
                case "Forces" -> readForces(forces);
                default -> throw xml.unknown();
            }
        }
        xml.end();
        return new SystemSpec(masses, constraints, forces, box);
    }

    private void readBox(List<Double> box) {
        for (String name : List.of("A", "B", "C")) {
            if (!xml.child() || !xml.name().equals(name)) {
                throw xml.error("<PeriodicBoxVectors> must hold <A>, <B> and <C>");
            }
            box.add(xml.number("x"));
            box.add(xml.number("y"));
            box.add(xml.number("z"));
            xml.leaf();
        }
        xml.leaf();
    }

    /** Reads a mass; the particle's element may hold a virtual site, which is refused. */
    private double mass() {
        double mass = xml.number("mass");
        if (xml.child()) {
            throw xml.error("virtual sites (" + xml.name() + ") are not supported");
        }
        return mass;
    }

    private SystemSpec.Constraint constraint() {
        return leaf(new SystemSpec.Constraint(xml.integer("p1"), xml.integer("p2"), xml.number("d")));
    }

    private void readForces(List<Force> forces) {
        while (xml.child()) {
            if (!xml.name().equals("Force")) {
                throw xml.unknown();
            }
            Force force = force(xml.text("type"));
            if (force != null) {
                forces.add(force);
            }
        }
    }

    private @Nullable Force force(String type) {
        switch (type) {
            case "HarmonicBondForce" -> {
                requireBonded(type);
                return new HarmonicBondForce(list("Bonds", "Bond", this::bond));
            }
            case "HarmonicAngleForce" -> {
                requireBonded(type);
                return new HarmonicAngleForce(list("Angles", "Angle", this::angle));
            }
            case "PeriodicTorsionForce" -> {
                requireBonded(type);
                return new PeriodicTorsionForce(list("Torsions", "Torsion", this::torsion));
            }
            case "NonbondedForce" -> {
                return nonbonded();
            }
            case "GBSAOBCForce" -> {
                return gbsa();
            }
            case "CMMotionRemover" -> {
                xml.leaf();
                return null;
            }
            default ->
                throw xml.error("the force " + XmlCursor.shorten(type)
                        + " is not supported; supported are HarmonicBondForce, HarmonicAngleForce, PeriodicTorsionForce,"
                        + " NonbondedForce and GBSAOBCForce");
        }
    }

    private void requireBonded(String type) {
        requireVersion(type, BONDED_VERSION);
        if (xml.flag("usesPeriodic", false)) {
            throw xml.error(type + " with periodic boundary conditions (usesPeriodic) is not supported");
        }
    }

    private HarmonicBondForce.Bond bond() {
        return leaf(new HarmonicBondForce.Bond(xml.integer("p1"), xml.integer("p2"), xml.number("d"), xml.number("k")));
    }

    private HarmonicAngleForce.Angle angle() {
        return leaf(new HarmonicAngleForce.Angle(
                xml.integer("p1"), xml.integer("p2"), xml.integer("p3"), xml.number("a"), xml.number("k")));
    }

    private PeriodicTorsionForce.Torsion torsion() {
        return leaf(new PeriodicTorsionForce.Torsion(
                xml.integer("p1"),
                xml.integer("p2"),
                xml.integer("p3"),
                xml.integer("p4"),
                xml.integer("periodicity"),
                xml.number("phase"),
                xml.number("k")));
    }

    private NonbondedForce nonbonded() {
        requireVersion("NonbondedForce", NONBONDED_VERSION);
        NonbondedForce.Method method = nonbondedMethod();
        double cutoff = xml.number("cutoff");
        double dielectric = xml.number("rfDielectric");
        boolean switching = xml.flag("useSwitchingFunction", false);
        double switchingDistance = switching ? xml.number("switchingDistance") : -1;
        double tolerance = xml.number("ewaldTolerance");
        boolean dispersion = xml.flag("dispersionCorrection", true);
        if (xml.flag("exceptionsUsePeriodic", false)) {
            throw xml.error("NonbondedForce with periodic exceptions (exceptionsUsePeriodic) is not supported");
        }
        if (!xml.flag("includeDirectSpace", true)) {
            throw xml.error("NonbondedForce without its direct space (includeDirectSpace) is not supported");
        }
        if (xml.number("alpha", 0) != 0) {
            throw xml.error("NonbondedForce with PME parameters set by hand (alpha) is not supported");
        }
        List<NonbondedForce.Particle> particles = new ArrayList<>();
        List<NonbondedForce.ParticleException> exceptions = new ArrayList<>();
        while (xml.child()) {
            switch (xml.name()) {
                case "Particles" -> each("Particle", particles, this::nonbondedParticle);
                case "Exceptions" -> each("Exception", exceptions, this::nonbondedException);
                case "GlobalParameters", "ParticleOffsets", "ExceptionOffsets" -> {
                    if (xml.child()) {
                        throw xml.error("parameter offsets of NonbondedForce are not supported");
                    }
                }
                default -> throw xml.unknown();
            }
        }
        return new NonbondedForce(
                method, cutoff, dielectric, switchingDistance, tolerance, dispersion, particles, exceptions);
    }

    private NonbondedForce.Method nonbondedMethod() {
        int number = xml.integer("method");
        for (NonbondedForce.Method method : NonbondedForce.Method.values()) {
            if (method.number() == number) {
                return method;
            }
        }
        throw xml.bad("method", Integer.toString(number), "0 to 4 (LJPME, 5, is not supported)");
    }

    private NonbondedForce.Particle nonbondedParticle() {
        return leaf(new NonbondedForce.Particle(xml.number("q"), xml.number("sig"), xml.number("eps")));
    }

    private NonbondedForce.ParticleException nonbondedException() {
        return leaf(new NonbondedForce.ParticleException(
                xml.integer("p1"), xml.integer("p2"), xml.number("q"), xml.number("sig"), xml.number("eps")));
    }

    private GbsaObcForce gbsa() {
        requireVersion("GBSAOBCForce", GBSA_VERSION);
        int number = xml.integer("method");
        @Nullable CutoffMethod method = null;
        for (CutoffMethod candidate : CutoffMethod.values()) {
            if (candidate.number() == number) {
                method = candidate;
            }
        }
        if (method == null) {
            throw xml.bad("method", Integer.toString(number), "0, 1 or 2");
        }
        double cutoff = xml.number("cutoff");
        double solute = xml.number("soluteDielectric");
        double solvent = xml.number("solventDielectric");
        double area = xml.number("surfaceAreaEnergy", OLD_SURFACE_AREA_ENERGY);
        return new GbsaObcForce(
                method, cutoff, solute, solvent, area, list("Particles", "Particle", this::gbsaParticle));
    }

    private GbsaObcForce.Particle gbsaParticle() {
        return leaf(new GbsaObcForce.Particle(xml.number("q"), xml.number("r"), xml.number("scale")));
    }

    private void requireVersion(String what, int newest) {
        int version = xml.integer("version");
        if (version < 1 || version > newest) {
            throw xml.error("the format of " + what + " has version " + version + "; versions 1 to " + newest
                    + " are understood");
        }
    }

    /** Reads the one list that makes up the current element. */
    private <T> List<T> list(String listName, String itemName, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        while (xml.child()) {
            if (!xml.name().equals(listName)) {
                throw xml.unknown();
            }
            each(itemName, items, item);
        }
        return items;
    }

    private <T> void each(String itemName, List<T> items, Supplier<T> item) {
        while (xml.child()) {
            if (!xml.name().equals(itemName)) {
                throw xml.unknown();
            }
            items.add(item.get());
        }
    }

    /** Ends an element without children. */
    private <T> T leaf(T value) {
        xml.leaf();
        return value;
    }
}
