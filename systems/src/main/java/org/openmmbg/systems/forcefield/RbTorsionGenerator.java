package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.RbTorsionForce;

/** Ryckaert–Bellemans torsions, proper and improper. */
final class RbTorsionGenerator implements ForceGenerator {
    private static final int COEFFICIENTS = 6;

    private final TorsionDefinitions<List<Double>> definitions = new TorsionDefinitions<>(ImproperOrdering.CHARMM);

    @Override
    public void read(XmlElement element, AtomTypes types) {
        ImproperOrdering.requireSingle(element);
        definitions.read(
                element,
                types,
                torsion -> IntStream.range(0, COEFFICIENTS)
                        .mapToObj(i -> torsion.number("c" + i))
                        .toList());
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<RbTorsionForce.Torsion> torsions = new ArrayList<>();
        for (List<Integer> proper : molecule.terms().propers()) {
            List<Double> c = definitions.proper(molecule, proper);
            if (c != null) {
                torsions.add(torsion(proper, c));
            }
        }
        for (List<Integer> improper : molecule.terms().impropers()) {
            TorsionDefinitions.ImproperMatch<List<Double>> match = definitions.improper(molecule, improper);
            if (match != null) {
                torsions.add(torsion(match.atoms(), match.parameters()));
            }
        }
        return new RbTorsionForce(torsions, false);
    }

    private static RbTorsionForce.Torsion torsion(List<Integer> atoms, List<Double> c) {
        return new RbTorsionForce.Torsion(
                atoms.get(0),
                atoms.get(1),
                atoms.get(2),
                atoms.get(3),
                c.get(0),
                c.get(1),
                c.get(2),
                c.get(3),
                c.get(4),
                c.get(5));
    }
}
