package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parameters of single atoms: by type or class, or from the residue's template where the file says so. */
final class AtomParameters {
    private final String force;
    private final List<String> names;
    private final Map<AtomType, Map<String, Double>> byType = new HashMap<>();

    /**
     * Makes an empty table.
     *
     * @param force the force, for messages
     * @param names the parameters' names, in order
     */
    AtomParameters(String force, List<String> names) {
        this.force = force;
        this.names = List.copyOf(names);
    }

    /** Reads the {@code UseAttributeFromResidue} and {@code Atom} children of an element. */
    void read(XmlElement element, AtomTypes types) {
        Set<String> fromResidue = new HashSet<>();
        for (XmlElement use : element.children("UseAttributeFromResidue")) {
            String name = use.attribute("name");
            if (!names.contains(name)) {
                throw use.bad("name", name, "one of " + String.join(", ", names));
            }
            fromResidue.add(name);
        }
        for (XmlElement atom : element.children("Atom")) {
            Map<String, Double> values = new HashMap<>();
            for (String name : names) {
                if (!fromResidue.contains(name)) {
                    values.put(name, atom.number(name));
                } else if (atom.has(name)) {
                    throw atom.error("<Atom> gives " + name + ", which <UseAttributeFromResidue> takes from residues");
                }
            }
            TypePattern pattern = types.find(atom, 1);
            if (pattern != null) {
                pattern.sets().get(0).types().stream().forEach(index -> byType.put(types.get(index), values));
            }
        }
    }

    /** Returns the values for an atom of a molecule, in the order of the names. */
    List<Double> of(TypedMolecule molecule, int atom) {
        Map<String, Double> values = byType.get(molecule.type(atom));
        if (values == null) {
            throw new ForceFieldException(force + " has no parameters for atom type "
                    + molecule.type(atom).name() + ", which "
                    + molecule.topology().describe(atom) + " has");
        }
        List<Double> list = new ArrayList<>();
        for (String name : names) {
            Double value = values.get(name);
            if (value == null) {
                value = molecule.parameters(atom).get(name);
            }
            if (value == null) {
                throw new ForceFieldException(force + " takes " + name + " from residues, but template "
                        + molecule.template(molecule.residue(atom)).name() + " gives none for "
                        + molecule.topology().describe(atom));
            }
            list.add(value);
        }
        return list;
    }
}
