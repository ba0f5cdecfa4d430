package org.openmmbg.openmm.xml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openmmbg.openmm.system.CmMotionRemover;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.CustomAngleForce;
import org.openmmbg.openmm.system.CustomBondForce;
import org.openmmbg.openmm.system.CustomCentroidBondForce;
import org.openmmbg.openmm.system.CustomCompoundBondForce;
import org.openmmbg.openmm.system.CustomExternalForce;
import org.openmmbg.openmm.system.CustomGbForce;
import org.openmmbg.openmm.system.CustomNonbondedForce;
import org.openmmbg.openmm.system.CustomTorsionForce;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.ForceVisitor;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.RbTorsionForce;

/** The codec of every kind of force: by its name for reading, by the force itself for writing. */
final class ForceCodecs {
    private static final HarmonicBondCodec HARMONIC_BOND = new HarmonicBondCodec();
    private static final HarmonicAngleCodec HARMONIC_ANGLE = new HarmonicAngleCodec();
    private static final PeriodicTorsionCodec PERIODIC_TORSION = new PeriodicTorsionCodec();
    private static final RbTorsionCodec RB_TORSION = new RbTorsionCodec();
    private static final CmapTorsionCodec CMAP_TORSION = new CmapTorsionCodec();
    private static final NonbondedCodec NONBONDED = new NonbondedCodec();
    private static final GbsaObcCodec GBSA_OBC = new GbsaObcCodec();
    private static final CustomExternalCodec CUSTOM_EXTERNAL = new CustomExternalCodec();
    private static final CustomNonbondedCodec CUSTOM_NONBONDED = new CustomNonbondedCodec();
    private static final CustomGbCodec CUSTOM_GB = new CustomGbCodec();
    private static final CustomCompoundBondCodec CUSTOM_COMPOUND_BOND = new CustomCompoundBondCodec();
    private static final CustomCentroidBondCodec CUSTOM_CENTROID_BOND = new CustomCentroidBondCodec();
    private static final CmMotionRemoverCodec CM_MOTION_REMOVER = new CmMotionRemoverCodec();

    private static final Map<String, ForceCodec<?>> BY_TYPE = byType(List.of(
            HARMONIC_BOND,
            HARMONIC_ANGLE,
            PERIODIC_TORSION,
            RB_TORSION,
            CMAP_TORSION,
            NONBONDED,
            GBSA_OBC,
            CustomBondedCodec.BOND,
            CustomBondedCodec.ANGLE,
            CustomBondedCodec.TORSION,
            CUSTOM_EXTERNAL,
            CUSTOM_NONBONDED,
            CUSTOM_GB,
            CUSTOM_COMPOUND_BOND,
            CUSTOM_CENTROID_BOND,
            CM_MOTION_REMOVER));

    private ForceCodecs() {}

    private static Map<String, ForceCodec<?>> byType(List<ForceCodec<?>> codecs) {
        Map<String, ForceCodec<?>> byType = new LinkedHashMap<>();
        for (ForceCodec<?> codec : codecs) {
            byType.put(codec.type(), codec);
        }
        return byType;
    }

    /** Reads the force whose element the cursor is at the start of, and moves to its end. */
    static Force read(XmlCursor xml) {
        String type = xml.text("type");
        ForceCodec<?> codec = BY_TYPE.get(type);
        if (codec == null) {
            throw xml.error("the force " + XmlCursor.shorten(type) + " is not supported; "
                    + (type.endsWith("Barostat") || type.endsWith("Thermostat")
                            ? "it acts in OpenMM's own integrators alone: take it out of the System before saving it"
                            : "supported are " + String.join(", ", BY_TYPE.keySet())));
        }
        return codec.read(xml);
    }

    static void write(Force force, int group, XmlOutput out) {
        out.open("Force").attribute("type", force.openMmName()).attribute("forceGroup", group);
        force.accept(new Writer(out));
        out.close();
    }

    private record Writer(XmlOutput out) implements ForceVisitor<XmlOutput> {
        private <F extends Force> XmlOutput write(ForceCodec<F> codec, F force) {
            codec.write(force, out);
            return out;
        }

        @Override
        public XmlOutput visit(HarmonicBondForce force) {
            return write(HARMONIC_BOND, force);
        }

        @Override
        public XmlOutput visit(HarmonicAngleForce force) {
            return write(HARMONIC_ANGLE, force);
        }

        @Override
        public XmlOutput visit(PeriodicTorsionForce force) {
            return write(PERIODIC_TORSION, force);
        }

        @Override
        public XmlOutput visit(RbTorsionForce force) {
            return write(RB_TORSION, force);
        }

        @Override
        public XmlOutput visit(CmapTorsionForce force) {
            return write(CMAP_TORSION, force);
        }

        @Override
        public XmlOutput visit(NonbondedForce force) {
            return write(NONBONDED, force);
        }

        @Override
        public XmlOutput visit(GbsaObcForce force) {
            return write(GBSA_OBC, force);
        }

        @Override
        public XmlOutput visit(CustomBondForce force) {
            return write(CustomBondedCodec.BOND, force);
        }

        @Override
        public XmlOutput visit(CustomAngleForce force) {
            return write(CustomBondedCodec.ANGLE, force);
        }

        @Override
        public XmlOutput visit(CustomTorsionForce force) {
            return write(CustomBondedCodec.TORSION, force);
        }

        @Override
        public XmlOutput visit(CustomExternalForce force) {
            return write(CUSTOM_EXTERNAL, force);
        }

        @Override
        public XmlOutput visit(CustomNonbondedForce force) {
            return write(CUSTOM_NONBONDED, force);
        }

        @Override
        public XmlOutput visit(CustomGbForce force) {
            return write(CUSTOM_GB, force);
        }

        @Override
        public XmlOutput visit(CustomCompoundBondForce force) {
            return write(CUSTOM_COMPOUND_BOND, force);
        }

        @Override
        public XmlOutput visit(CustomCentroidBondForce force) {
            return write(CUSTOM_CENTROID_BOND, force);
        }

        @Override
        public XmlOutput visit(CmMotionRemover force) {
            return write(CM_MOTION_REMOVER, force);
        }
    }
}
