package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The angles, torsions and centres of impropers that follow from the bonds of a molecule, each once. Angles and proper
 * torsions are listed from their end of lower index and sorted; impropers have their centre first.
 *
 * @param angles [i, j, k] with j in the middle
 * @param propers [i, j, k, l] along a chain of bonds
 * @param impropers [centre, a, b, c] with a, b and c bonded to the centre, ascending
 */
record BondedTerms(List<List<Integer>> angles, List<List<Integer>> propers, List<List<Integer>> impropers) {

    /** Finds the terms of a molecule. */
    static BondedTerms of(List<List<Integer>> neighbours) {
        Set<List<Integer>> angles = new TreeSet<>(BondedTerms::compare);
        Set<List<Integer>> propers = new TreeSet<>(BondedTerms::compare);
        List<List<Integer>> impropers = new ArrayList<>();
        for (int centre = 0; centre < neighbours.size(); centre++) {
            List<Integer> around = neighbours.get(centre);
            for (int a = 0; a < around.size(); a++) {
                for (int b = a + 1; b < around.size(); b++) {
                    angles.add(List.of(around.get(a), centre, around.get(b)));
                    for (int c = b + 1; c < around.size(); c++) {
                        impropers.add(List.of(centre, around.get(a), around.get(b), around.get(c)));
                    }
                }
            }
        }
        for (List<Integer> angle : angles) {
            extend(propers, angle.get(0), angle.get(1), angle.get(2), neighbours);
            extend(propers, angle.get(2), angle.get(1), angle.get(0), neighbours);
        }
        return new BondedTerms(List.copyOf(angles), List.copyOf(propers), impropers);
    }

    /** Adds the torsions that begin at a neighbour of the first atom. */
    private static void extend(Set<List<Integer>> propers, int j, int k, int l, List<List<Integer>> neighbours) {
        for (int i : neighbours.get(j)) {
            if (i != k && i != l) {
                propers.add(i < l ? List.of(i, j, k, l) : List.of(l, k, j, i));
            }
        }
    }

    /** Returns the chains of five atoms, such as pairs of torsions that share three atoms, sorted. */
    static List<List<Integer>> chainsOfFive(List<List<Integer>> propers, List<List<Integer>> neighbours) {
        Set<List<Integer>> chains = new TreeSet<>(BondedTerms::compare);
        for (List<Integer> t : propers) {
            for (int atom : neighbours.get(t.get(0))) {
                if (atom != t.get(1)) {
                    chains.add(List.of(atom, t.get(0), t.get(1), t.get(2), t.get(3)));
                }
            }
            for (int atom : neighbours.get(t.get(3))) {
                if (atom != t.get(2)) {
                    chains.add(List.of(t.get(0), t.get(1), t.get(2), t.get(3), atom));
                }
            }
        }
        return List.copyOf(chains);
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = Integer.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
