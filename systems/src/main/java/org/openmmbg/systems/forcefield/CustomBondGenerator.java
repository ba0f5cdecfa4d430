package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CustomBondForce;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.systems.Topology;

/** Bonds by a formula. */
final class CustomBondGenerator implements ForceGenerator {
    private final Definitions<List<Double>> definitions = new Definitions<>(2);
    private String energy = "";
    private CustomParameters parameters = CustomParameters.NONE;

    @Override
    public void read(XmlElement element, AtomTypes types) {
        energy = element.attribute("energy");
        parameters = CustomSection.parameters(element, "PerBondParameter");
        for (XmlElement bond : element.children("Bond")) {
            definitions.read(bond, types, b -> CustomSection.values(b, parameters));
        }
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<CustomTerm> bonds = new ArrayList<>();
        for (Topology.Bond bond : molecule.topology().bonds()) {
            List<Double> values = definitions.find(molecule.types(List.of(bond.first(), bond.second())));
            if (values != null) {
                bonds.add(new CustomTerm(List.of(bond.first(), bond.second()), values));
            }
        }
        return new CustomBondForce(energy, parameters, bonds, false);
    }
}
