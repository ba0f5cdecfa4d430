package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.CustomParameters;
import org.openmmbg.openmm.system.CustomTerm;
import org.openmmbg.openmm.system.CustomTorsionForce;
import org.openmmbg.openmm.system.Force;

/** Torsions by a formula, proper and improper. */
final class CustomTorsionGenerator implements ForceGenerator {
    private final TorsionDefinitions<List<Double>> definitions = new TorsionDefinitions<>(ImproperOrdering.CHARMM);
    private String energy = "";
    private CustomParameters parameters = CustomParameters.NONE;

    @Override
    public void read(XmlElement element, AtomTypes types) {
        ImproperOrdering.requireSingle(element);
        energy = element.attribute("energy");
        parameters = CustomSection.parameters(element, "PerTorsionParameter");
        definitions.read(element, types, torsion -> CustomSection.values(torsion, parameters));
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<CustomTerm> torsions = new ArrayList<>();
        for (List<Integer> proper : molecule.terms().propers()) {
            List<Double> values = definitions.proper(molecule, proper);
            if (values != null) {
                torsions.add(new CustomTerm(proper, values));
            }
        }
        for (List<Integer> improper : molecule.terms().impropers()) {
            TorsionDefinitions.ImproperMatch<List<Double>> match = definitions.improper(molecule, improper);
            if (match != null) {
                torsions.add(new CustomTerm(match.atoms(), match.parameters()));
            }
        }
        return new CustomTorsionForce(energy, parameters, torsions, false);
    }
}
