package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a residue of a force field is made of.
 *
 * @param name name of the template
 * @param atoms its atoms
 * @param neighbours for each atom, the atoms bonded to it, in the order of the file's bonds
 * @param externalBonds for each atom, the number of its bonds to other residues
 * @param sites its virtual sites
 * @param overrideLevel of templates of one name, that of the highest level counts
 * @param rigidWater whether it is a water model that is rigid unless asked otherwise
 */
record ResidueTemplate(
        String name,
        List<Atom> atoms,
        List<List<Integer>> neighbours,
        List<Integer> externalBonds,
        List<SiteTemplate> sites,
        int overrideLevel,
        boolean rigidWater) {

    /**
     * An atom of a template.
     *
     * @param name its name
     * @param type its type
     * @param parameters values that forces may take from here, by name
     */
    record Atom(String name, AtomType type, Map<String, Double> parameters) {}

    /** Matching goes as deep as a residue has atoms. */
    private static final int MOST_ATOMS = 5000;

    private static final Set<String> PARTS = Set.of("Atom", "Bond", "ExternalBond", "VirtualSite");

    ResidueTemplate {
        atoms = List.copyOf(atoms);
        neighbours = neighbours.stream().map(List::copyOf).toList();
        externalBonds = List.copyOf(externalBonds);
        sites = List.copyOf(sites);
    }

    /** Reads a {@code Residue} element. */
    static ResidueTemplate read(XmlElement element, AtomTypes types) {
        String name = element.attribute("name");
        for (XmlElement child : element.children()) {
            if (!PARTS.contains(child.name())) {
                throw child.error("<" + XmlElement.shorten(child.name()) + "> is not supported");
            }
        }
        List<Atom> atoms = new ArrayList<>();
        Map<String, Integer> indices = new HashMap<>();
        for (XmlElement child : element.children("Atom")) {
            if (indices.putIfAbsent(child.attribute("name"), atoms.size()) != null) {
                throw child.error("residue " + name + " has two atoms named " + child.attribute("name"));
            }
            atoms.add(readAtom(child, types));
        }
        if (atoms.size() > MOST_ATOMS) {
            throw element.error("residue " + name + " has more than " + MOST_ATOMS + " atoms");
        }
        List<List<Integer>> neighbours = new ArrayList<>();
        List<Integer> external = new ArrayList<>();
        for (int i = 0; i < atoms.size(); i++) {
            neighbours.add(new ArrayList<>());
            external.add(0);
        }
        for (XmlElement bond : element.children("Bond")) {
            boolean named = bond.has("atomName1");
            int first = index(bond, named ? "atomName1" : "from", indices);
            int second = index(bond, named ? "atomName2" : "to", indices);
            neighbours.get(first).add(second);
            neighbours.get(second).add(first);
        }
        for (XmlElement bond : element.children("ExternalBond")) {
            int atom = index(bond, bond.has("atomName") ? "atomName" : "from", indices);
            external.set(atom, external.get(atom) + 1);
        }
        List<SiteTemplate> sites = element.children("VirtualSite").stream()
                .map(site -> SiteTemplate.read(site, indices))
                .toList();
        return new ResidueTemplate(
                name,
                atoms,
                neighbours,
                external,
                sites,
                element.integer("override", 0),
                element.flag("rigidWater", true));
    }

    private static Atom readAtom(XmlElement element, AtomTypes types) {
        AtomType type = types.find(element.attribute("type"));
        if (type == null) {
            throw element.error("unknown atom type \"" + XmlElement.shorten(element.attribute("type")) + "\"");
        }
        Map<String, Double> parameters = new LinkedHashMap<>();
        for (String key : element.attributes().keySet()) {
            if (!key.equals("name") && !key.equals("type")) {
                parameters.put(key, element.number(key));
            }
        }
        return new Atom(element.attribute("name"), type, parameters);
    }

    /** The atom that an attribute names, or numbers from 0 if the attribute's name speaks of no name. */
    static int index(XmlElement element, String attribute, Map<String, Integer> indices) {
        Integer index = attribute.contains("Name")
                ? indices.get(element.attribute(attribute))
                : Integer.valueOf(element.integer(attribute));
        if (index == null || index < 0 || index >= indices.size()) {
            throw element.bad(attribute, element.attribute(attribute), "an atom of the residue");
        }
        return index;
    }

    /** Returns whether both templates give each atom of a residue the same type and parameters. */
    boolean sameParameters(List<Integer> matches, ResidueTemplate other, List<Integer> otherMatches) {
        for (int i = 0; i < matches.size(); i++) {
            Atom a = atoms.get(matches.get(i));
            Atom b = other.atoms.get(otherMatches.get(i));
            if (!a.type().equals(b.type()) || !a.parameters().equals(b.parameters())) {
                return false;
            }
        }
        return sites.equals(other.sites);
    }
}
