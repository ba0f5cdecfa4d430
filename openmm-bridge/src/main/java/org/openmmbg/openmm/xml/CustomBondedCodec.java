package org.openmmbg.openmm.xml;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openmmbg.openmm.system.CustomAngleForce;
import org.openmmbg.openmm.system.CustomBondForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.CustomTorsionForce;
import org.openmmbg.openmm.system.Force;

/**
 * Custom bonds, angles and torsions in System XML, which differ by names alone.
 *
 * @param item what the terms are called
 * @param size number of particles of each
 */
record CustomBondedCodec<F extends Force>(
        String item,
        int size,
        Maker<F> maker,
        Function<F, String> energy,
        Function<F, CustomParameters> parameters,
        Function<F, List<CustomTerm>> terms,
        Predicate<F> periodic)
        implements ForceCodec<F> {

    private static final int VERSION = 3;
    private static final int DERIVATIVES_SINCE = 3;

    static final CustomBondedCodec<CustomBondForce> BOND = new CustomBondedCodec<>(
            "Bond",
            2,
            CustomBondForce::new,
            CustomBondForce::energy,
            CustomBondForce::parameters,
            CustomBondForce::bonds,
            CustomBondForce::periodic);
    static final CustomBondedCodec<CustomAngleForce> ANGLE = new CustomBondedCodec<>(
            "Angle",
            3,
            CustomAngleForce::new,
            CustomAngleForce::energy,
            CustomAngleForce::parameters,
            CustomAngleForce::angles,
            CustomAngleForce::periodic);
    static final CustomBondedCodec<CustomTorsionForce> TORSION = new CustomBondedCodec<>(
            "Torsion",
            4,
            CustomTorsionForce::new,
            CustomTorsionForce::energy,
            CustomTorsionForce::parameters,
            CustomTorsionForce::torsions,
            CustomTorsionForce::periodic);

    /** Makes the force of what was read. */
    interface Maker<F> {
        F make(String energy, CustomParameters parameters, List<CustomTerm> terms, boolean periodic);
    }

    @Override
    public String type() {
        return "Custom" + item + "Force";
    }

    @Override
    public F read(XmlCursor xml) {
        int version = xml.version(type(), VERSION);
        boolean isPeriodic = version > 1 && xml.flag("usesPeriodic");
        String expression = xml.text("energy");
        Sections sections = new Sections(xml);
        CustomParametersXml named =
                new CustomParametersXml(xml, item, sections).derivatives(sections, version >= DERIVATIVES_SINCE);
        List<CustomTerm> items = sections.list(
                item + "s", item, () -> xml.leaf(new CustomTerm(xml.integers("p", size), named.values())));
        sections.read();
        return maker.make(expression, named.parameters(), items, isPeriodic);
    }

    @Override
    public void write(F force, XmlOutput out) {
        out.attribute("version", VERSION)
                .attribute("usesPeriodic", periodic.test(force))
                .attribute("energy", energy.apply(force));
        CustomParameters named = parameters.apply(force);
        CustomParametersXml.write(item, named, out);
        CustomParametersXml.writeDerivatives(named, out);
        out.open(item + "s");
        for (CustomTerm term : terms.apply(force)) {
            out.open(item)
                    .integers("p", term.particles())
                    .numbers("param", term.parameters())
                    .close();
        }
        out.close();
    }
}
