package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.HarmonicAngleForce;

/** Harmonic angles, and the constraints in their place. */
final class HarmonicAngleGenerator implements ForceGenerator {
    private record Spring(double angle, double k) {}

    private final Definitions<Spring> definitions = new Definitions<>(3);

    @Override
    public void read(XmlElement element, AtomTypes types) {
        for (XmlElement angle : element.children("Angle")) {
            definitions.read(angle, types, a -> new Spring(a.number("angle"), a.number("k")));
        }
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<HarmonicAngleForce.Angle> angles = new ArrayList<>();
        for (List<Integer> angle : molecule.terms().angles()) {
            Spring spring = definitions.find(molecule.types(angle));
            if (spring != null && assembly.constraints().constrainAngle(angle, spring.angle()) && spring.k() != 0) {
                angles.add(new HarmonicAngleForce.Angle(
                        angle.get(0), angle.get(1), angle.get(2), spring.angle(), spring.k()));
            }
        }
        return new HarmonicAngleForce(angles);
    }
}
