package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.GlobalParameter;
import org.openmmbg.openmm.system.NonbondedForce;

/** {@link NonbondedForce} in System XML. */
final class NonbondedCodec implements ForceCodec<NonbondedForce> {
    private static final int NEWEST_VERSION = 4;
    private static final int WRITTEN_VERSION = 3;
    private static final int OFFSETS_SINCE = 3;

    @Override
    public String type() {
        return "NonbondedForce";
    }

    @Override
    public NonbondedForce read(XmlCursor xml) {
        int version = xml.version(type(), NEWEST_VERSION);
        refuseWhatCannotBeKept(xml);
        NonbondedForce.Method method = method(xml);
        double cutoff = xml.number("cutoff");
        double dielectric = xml.number("rfDielectric");
        double switchingDistance = xml.switchingDistance();
        double tolerance = xml.number("ewaldTolerance");
        NonbondedForce.PmeGrid pme = grid(xml, "alpha", "n");
        NonbondedForce.PmeGrid dispersionPme = grid(xml, "ljAlpha", "ljn");
        boolean dispersion = xml.flag("dispersionCorrection");
        Sections sections = new Sections(xml);
        boolean offsets = version >= OFFSETS_SINCE;
        List<GlobalParameter> globals =
                sections.list("GlobalParameters", "Parameter", offsets, () -> CustomParametersXml.global(xml));
        List<NonbondedForce.ParticleOffset> particleOffsets =
                sections.list("ParticleOffsets", "Offset", offsets, () -> particleOffset(xml));
        List<NonbondedForce.ExceptionOffset> exceptionOffsets =
                sections.list("ExceptionOffsets", "Offset", offsets, () -> exceptionOffset(xml));
        List<NonbondedForce.Particle> particles = sections.list("Particles", "Particle", () -> particle(xml));
        List<NonbondedForce.ParticleException> exceptions =
                sections.list("Exceptions", "Exception", () -> exception(xml));
        sections.read();
        return new NonbondedForce(
                method,
                cutoff,
                dielectric,
                switchingDistance,
                tolerance,
                pme,
                dispersionPme,
                dispersion,
                particles,
                exceptions,
                globals,
                particleOffsets,
                exceptionOffsets);
    }

    /** These came with OpenMM 7.5 and 7.6, or split the energy over force groups. */
    private static void refuseWhatCannotBeKept(XmlCursor xml) {
        if (xml.has("exceptionsUsePeriodic") && xml.flag("exceptionsUsePeriodic")) {
            throw xml.error("NonbondedForce with periodic exceptions (exceptionsUsePeriodic) is not supported");
        }
        if (xml.has("includeDirectSpace") && !xml.flag("includeDirectSpace")) {
            throw xml.error("NonbondedForce without its direct space (includeDirectSpace) is not supported");
        }
        int group = xml.integer("recipForceGroup", -1);
        if (group >= 0 && group != xml.integer("forceGroup", 0)) {
            throw xml.error("NonbondedForce with its reciprocal space in a force group of its own (recipForceGroup) is"
                    + " not supported; set it to -1");
        }
    }

    private static NonbondedForce.Method method(XmlCursor xml) {
        int number = xml.integer("method");
        for (NonbondedForce.Method method : NonbondedForce.Method.values()) {
            if (method.number() == number) {
                return method;
            }
        }
        throw xml.bad("method", Integer.toString(number), "0 to 5");
    }

    private static NonbondedForce.PmeGrid grid(XmlCursor xml, String alpha, String prefix) {
        return new NonbondedForce.PmeGrid(
                xml.number(alpha, 0),
                xml.integer(prefix + "x", 0),
                xml.integer(prefix + "y", 0),
                xml.integer(prefix + "z", 0));
    }

    private static NonbondedForce.ParticleOffset particleOffset(XmlCursor xml) {
        return xml.leaf(new NonbondedForce.ParticleOffset(
                xml.text("parameter"), xml.integer("particle"), xml.number("q"), xml.number("sig"), xml.number("eps")));
    }

    private static NonbondedForce.ExceptionOffset exceptionOffset(XmlCursor xml) {
        return xml.leaf(new NonbondedForce.ExceptionOffset(
                xml.text("parameter"),
                xml.integer("exception"),
                xml.number("q"),
                xml.number("sig"),
                xml.number("eps")));
    }

    private static NonbondedForce.Particle particle(XmlCursor xml) {
        return xml.leaf(new NonbondedForce.Particle(xml.number("q"), xml.number("sig"), xml.number("eps")));
    }

    private static NonbondedForce.ParticleException exception(XmlCursor xml) {
        return xml.leaf(new NonbondedForce.ParticleException(
                xml.integer("p1"), xml.integer("p2"), xml.number("q"), xml.number("sig"), xml.number("eps")));
    }

    @Override
    public void write(NonbondedForce force, XmlOutput out) {
        out.attribute("version", WRITTEN_VERSION)
                .attribute("method", force.method().number())
                .attribute("cutoff", force.cutoff())
                .attribute("rfDielectric", force.reactionFieldDielectric())
                .attribute("useSwitchingFunction", force.switchingDistance() >= 0)
                .attribute("switchingDistance", force.switchingDistance())
                .attribute("ewaldTolerance", force.ewaldErrorTolerance())
                .attribute("dispersionCorrection", force.dispersionCorrection())
                .attribute("recipForceGroup", -1);
        writeGrid(force.pme(), "alpha", "n", out);
        writeGrid(force.dispersionPme(), "ljAlpha", "ljn", out);
        CustomParametersXml.writeGlobals(force.globalParameters(), out);
        out.open("ParticleOffsets");
        for (NonbondedForce.ParticleOffset o : force.particleOffsets()) {
            out.open("Offset").attribute("parameter", o.parameter()).attribute("particle", o.particle());
            writeParameters(o.chargeScale(), o.sigmaScale(), o.epsilonScale(), out);
        }
        out.close();
        out.open("ExceptionOffsets");
        for (NonbondedForce.ExceptionOffset o : force.exceptionOffsets()) {
            out.open("Offset").attribute("parameter", o.parameter()).attribute("exception", o.exception());
            writeParameters(o.chargeProductScale(), o.sigmaScale(), o.epsilonScale(), out);
        }
        out.close();
        out.open("Particles");
        for (NonbondedForce.Particle p : force.particles()) {
            out.open("Particle");
            writeParameters(p.charge(), p.sigma(), p.epsilon(), out);
        }
        out.close();
        out.open("Exceptions");
        for (NonbondedForce.ParticleException e : force.exceptions()) {
            out.open("Exception").attribute("p1", e.particle1()).attribute("p2", e.particle2());
            writeParameters(e.chargeProduct(), e.sigma(), e.epsilon(), out);
        }
        out.close();
    }

    private static void writeGrid(NonbondedForce.PmeGrid grid, String alpha, String prefix, XmlOutput out) {
        out.attribute(alpha, grid.alpha())
                .attribute(prefix + "x", grid.nx())
                .attribute(prefix + "y", grid.ny())
                .attribute(prefix + "z", grid.nz());
    }

    /** Writes the three parameters that end an element. */
    private static void writeParameters(double charge, double sigma, double epsilon, XmlOutput out) {
        out.attribute("q", charge)
                .attribute("sig", sigma)
                .attribute("eps", epsilon)
                .close();
    }
}
