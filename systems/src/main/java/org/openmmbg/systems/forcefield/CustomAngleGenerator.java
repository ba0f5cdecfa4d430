package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CustomAngleForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.Force;

/** Angles by a formula. */
final class CustomAngleGenerator implements ForceGenerator {
    private final Definitions<List<Double>> definitions = new Definitions<>(3);
    private String energy = "";
    private CustomParameters parameters = CustomParameters.NONE;

    @Override
    public void read(XmlElement element, AtomTypes types) {
        energy = element.attribute("energy");
        parameters = CustomSection.parameters(element, "PerAngleParameter");
        for (XmlElement angle : element.children("Angle")) {
            definitions.read(angle, types, a -> CustomSection.values(a, parameters));
        }
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<CustomTerm> angles = new ArrayList<>();
        for (List<Integer> angle : molecule.terms().angles()) {
            List<Double> values = definitions.find(molecule.types(angle));
            if (values != null) {
                angles.add(new CustomTerm(angle, values));
            }
        }
        return new CustomAngleForce(energy, parameters, angles, false);
    }
}
