package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.GbsaObcForce;

/** {@link GbsaObcForce} in System XML. */
final class GbsaObcCodec implements ForceCodec<GbsaObcForce> {
    private static final int VERSION = 2;

    /** What OpenMM used before it wrote the value. */
    private static final double OLD_SURFACE_AREA_ENERGY = 2.25936;

    @Override
    public String type() {
        return "GBSAOBCForce";
    }

    @Override
    public GbsaObcForce read(XmlCursor xml) {
        int version = xml.version(type(), VERSION);
        CutoffMethod method = xml.method();
        double cutoff = xml.number("cutoff");
        double solute = xml.number("soluteDielectric");
        double solvent = xml.number("solventDielectric");
        double area = version > 1 ? xml.number("surfaceAreaEnergy") : OLD_SURFACE_AREA_ENERGY;
        Sections sections = new Sections(xml);
        List<GbsaObcForce.Particle> particles = sections.list(
                "Particles",
                "Particle",
                () -> xml.leaf(new GbsaObcForce.Particle(xml.number("q"), xml.number("r"), xml.number("scale"))));
        sections.read();
        return new GbsaObcForce(method, cutoff, solute, solvent, area, particles);
    }

    @Override
    public void write(GbsaObcForce force, XmlOutput out) {
        out.attribute("version", VERSION)
                .attribute("method", force.method().number())
                .attribute("cutoff", force.cutoff())
                .attribute("soluteDielectric", force.soluteDielectric())
                .attribute("solventDielectric", force.solventDielectric())
                .attribute("surfaceAreaEnergy", force.surfaceAreaEnergy());
        out.open("Particles");
        for (GbsaObcForce.Particle p : force.particles()) {
            out.open("Particle")
                    .attribute("q", p.charge())
                    .attribute("r", p.radius())
                    .attribute("scale", p.scale())
                    .close();
        }
        out.close();
    }
}
