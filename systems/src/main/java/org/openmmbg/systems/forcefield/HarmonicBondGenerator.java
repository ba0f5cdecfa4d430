package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.systems.Topology;

/** Harmonic bonds, and the constraints in their place. */
final class HarmonicBondGenerator implements ForceGenerator {
    private record Spring(double length, double k) {}

    private final Definitions<Spring> definitions = new Definitions<>(2);

    @Override
    public void read(XmlElement element, AtomTypes types) {
        for (XmlElement bond : element.children("Bond")) {
            definitions.read(bond, types, b -> new Spring(b.number("length"), b.number("k")));
        }
    }

    @Override
    public Force generate(Assembly assembly) {
        TypedMolecule molecule = assembly.molecule();
        List<HarmonicBondForce.Bond> bonds = new ArrayList<>();
        for (Topology.Bond bond : molecule.topology().bonds()) {
            Spring spring = definitions.find(molecule.types(List.of(bond.first(), bond.second())));
            if (spring != null && assembly.constraints().constrainBond(bond, spring.length()) && spring.k() != 0) {
                bonds.add(new HarmonicBondForce.Bond(bond.first(), bond.second(), spring.length(), spring.k()));
            }
        }
        return new HarmonicBondForce(bonds);
    }
}
