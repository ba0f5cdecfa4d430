package org.openmmbg.systems.forcefield;

import java.util.List;
import java.util.Locale;
import org.openmmbg.systems.Elements;

/**
 * In which order the atoms of an improper torsion are taken, where its definition leaves that open. OpenMM's rules, which
 * follow those of the programs that the force fields come from.
 */
enum ImproperOrdering {
    /** The centre third; the two before it by element, carbon first, then heavier ones, then by index. */
    DEFAULT,
    /** The centre first; with wildcards as {@link #DEFAULT}. */
    CHARMM,
    /** The centre third; the others by type (by element with wildcards), residue and place in the template. */
    AMBER,
    /** The centre first; stands for three torsions, with the others in cyclic order. */
    SMIRNOFF;

    static ImproperOrdering read(XmlElement element, String attribute) {
        String value = element.attribute(attribute);
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "default" -> DEFAULT;
            case "charmm" -> CHARMM;
            case "amber" -> AMBER;
            case "smirnoff" -> SMIRNOFF;
            default -> throw element.bad(attribute, value, "default, charmm, amber or smirnoff");
        };
    }

    /** Refuses, for a force that knows it not, the ordering that stands for three torsions. */
    static void requireSingle(XmlElement element) {
        if (element.has("ordering") && read(element, "ordering") == SMIRNOFF) {
            throw element.bad("ordering", element.attribute("ordering"), "default, charmm or amber");
        }
    }

    /**
     * Orders the atoms of a match.
     *
     * @param matched the centre, and the others in the order that fits the definition's types
     * @param wildcard whether the definition has wildcards
     * @return the atoms in the order of the torsion
     */
    List<Integer> order(TypedMolecule molecule, List<Integer> matched, boolean wildcard) {
        return switch (this) {
            case DEFAULT -> byElement(molecule, matched);
            case CHARMM -> wildcard ? byElement(molecule, matched) : matched;
            case AMBER -> byPlace(molecule, matched, wildcard);
            case SMIRNOFF -> matched;
        };
    }

    private static List<Integer> byElement(TypedMolecule molecule, List<Integer> matched) {
        int first = matched.get(1);
        int second = matched.get(2);
        String e1 = molecule.element(first);
        String e2 = molecule.element(second);
        boolean swap = e1.equals(e2)
                ? first > second
                : !e1.equals("C") && (e2.equals("C") || Elements.number(e1) < Elements.number(e2));
        return swap
                ? List.of(second, first, matched.get(0), matched.get(3))
                : List.of(first, second, matched.get(0), matched.get(3));
    }

    private static List<Integer> byPlace(TypedMolecule molecule, List<Integer> matched, boolean wildcard) {
        int[] atoms = {matched.get(1), matched.get(2), matched.get(3)};
        // What the definition's places two, three and four stand for does not move along with the atoms.
        boolean[][] alike = new boolean[3][3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                alike[i][j] = wildcard
                        ? molecule.element(atoms[i]).equals(molecule.element(atoms[j]))
                        : molecule.type(atoms[i]).equals(molecule.type(atoms[j]));
            }
        }
        swapIfLater(molecule, atoms, 0, 2, alike[0][2]);
        swapIfLater(molecule, atoms, 1, 2, alike[1][2]);
        swapIfLater(molecule, atoms, 0, 1, wildcard || alike[0][1]);
        return List.of(atoms[0], atoms[1], matched.get(0), atoms[2]);
    }

    private static void swapIfLater(TypedMolecule molecule, int[] atoms, int i, int j, boolean allowed) {
        if (allowed && comesLater(molecule, atoms[i], atoms[j])) {
            int swap = atoms[i];
            atoms[i] = atoms[j];
            atoms[j] = swap;
        }
    }

    private static boolean comesLater(TypedMolecule molecule, int a, int b) {
        int residueA = molecule.residue(a);
        int residueB = molecule.residue(b);
        return residueA > residueB || (residueA == residueB && molecule.templateIndex(a) > molecule.templateIndex(b));
    }
}
