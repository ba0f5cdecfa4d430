package org.openmmbg.openmm.xml;

import java.util.List;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.ParticlePair;

/** {@link CustomNonbondedForce} in System XML. */
final class CustomNonbondedCodec implements ForceCodec<CustomNonbondedForce> {
    private static final int NEWEST_VERSION = 3;
    private static final int WRITTEN_VERSION = 2;
    private static final int DERIVATIVES_SINCE = 2;
    private static final int COMPUTED_VALUES_SINCE = 3;

    @Override
    public String type() {
        return "CustomNonbondedForce";
    }

    @Override
    public CustomNonbondedForce read(XmlCursor xml) {
        int version = xml.version(type(), NEWEST_VERSION);
        String energy = xml.text("energy");
        CutoffMethod method = xml.method();
        double cutoff = xml.number("cutoff");
        double switchingDistance = xml.switchingDistance();
        boolean correction = xml.has("useLongRangeCorrection") && xml.flag("useLongRangeCorrection");
        Sections sections = new Sections(xml);
        CustomParametersXml parameters = new CustomParametersXml(xml, "Particle", sections)
                .derivatives(sections, version >= DERIVATIVES_SINCE)
                .functions(sections);
        if (version >= COMPUTED_VALUES_SINCE) {
            sections.add("ComputedValues", true, () -> {
                if (xml.child()) {
                    throw xml.error("computed values of CustomNonbondedForce (from OpenMM 8.0 on) are not supported");
                }
            });
        }
        List<List<Double>> particles = ParticlesXml.particles(xml, sections, parameters);
        List<ParticlePair> exclusions = ParticlesXml.exclusions(xml, sections);
        List<CustomNonbondedForce.InteractionGroup> groups =
                sections.list("InteractionGroups", "InteractionGroup", false, () -> group(xml));
        sections.read();
        return new CustomNonbondedForce(
                energy,
                parameters.parameters(),
                method,
                cutoff,
                switchingDistance,
                correction,
                particles,
                exclusions,
                groups);
    }

    private static CustomNonbondedForce.InteractionGroup group(XmlCursor xml) {
        Sections sections = new Sections(xml);
        List<Integer> set1 = sections.list("Set1", "Particle", () -> xml.leaf(xml.integer("index")));
        List<Integer> set2 = sections.list("Set2", "Particle", () -> xml.leaf(xml.integer("index")));
        sections.read();
        return new CustomNonbondedForce.InteractionGroup(set1, set2);
    }

    @Override
    public void write(CustomNonbondedForce force, XmlOutput out) {
        out.attribute("version", WRITTEN_VERSION)
                .attribute("energy", force.energy())
                .attribute("method", force.method().number())
                .attribute("cutoff", force.cutoff())
                .attribute("useSwitchingFunction", force.switchingDistance() >= 0)
                .attribute("switchingDistance", force.switchingDistance())
                .attribute("useLongRangeCorrection", force.longRangeCorrection());
        CustomParametersXml.write("Particle", force.parameters(), out);
        CustomParametersXml.writeDerivatives(force.parameters(), out);
        ParticlesXml.write(force.particles(), force.exclusions(), out);
        CustomParametersXml.writeFunctions(force.parameters(), out);
        out.open("InteractionGroups");
        for (CustomNonbondedForce.InteractionGroup group : force.groups()) {
            out.open("InteractionGroup");
            writeSet("Set1", group.set1(), out);
            writeSet("Set2", group.set2(), out);
            out.close();
        }
        out.close();
    }

    private static void writeSet(String name, List<Integer> set, XmlOutput out) {
        out.open(name);
        for (int particle : set) {
            out.open("Particle").attribute("index", particle).close();
        }
        out.close();
    }
}
