package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Topology;

/**
 * The atoms and bonds of one residue, to be matched with templates: elements and bonds count, names do not.
 *
 * <p>Where several assignments fit, as for the hydrogens of a methyl group, OpenMM's is found: it begins with the atom
 * of fewest candidates, goes on along bonds, and takes candidates in the order of the template's bonds. The order in
 * which impropers list their atoms depends on it.
 */
final class ResidueGraph {
    /** Far beyond what any molecule needs; ends the search in a residue made to have no end of symmetries. */
    private static final int MOST_STEPS = 1_000_000;

    private final List<String> elements = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<List<Integer>> neighbours = new ArrayList<>();
    private final List<Integer> externalBonds = new ArrayList<>();
    private final boolean ignoreExternalBonds;

    /**
     * Takes one residue out of a molecule.
     *
     * @param allNeighbours the bonds of all atoms, each list ascending
     * @param ignoreExternalBonds whether bonds to other residues need not fit
     */
    ResidueGraph(Topology topology, int residue, List<List<Integer>> allNeighbours, boolean ignoreExternalBonds) {
        this.ignoreExternalBonds = ignoreExternalBonds;
        List<Integer> atoms = topology.residues().get(residue).atoms();
        Map<Integer, Integer> local = new HashMap<>();
        for (int i = 0; i < atoms.size(); i++) {
            local.put(atoms.get(i), i);
        }
        for (int atom : atoms) {
            elements.add(topology.atoms().get(atom).element());
            names.add(topology.atoms().get(atom).name());
            List<Integer> inside = new ArrayList<>();
            for (int neighbour : allNeighbours.get(atom)) {
                Integer index = local.get(neighbour);
                if (index != null) {
                    inside.add(index);
                }
            }
            neighbours.add(inside);
            externalBonds.add(ignoreExternalBonds ? 0 : allNeighbours.get(atom).size() - inside.size());
        }
    }

    int size() {
        return elements.size();
    }

    /** Returns the number of bonds to other residues. */
    int externalBondCount() {
        return externalBonds.stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns how many atoms of each element there are; particles that are no atoms do not count. */
    Map<String, Integer> signature() {
        return signature(elements);
    }

    static Map<String, Integer> signature(ResidueTemplate template) {
        return signature(
                template.atoms().stream().map(atom -> atom.type().element()).toList());
    }

    private static Map<String, Integer> signature(List<String> elements) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String element : elements) {
            if (!element.isEmpty()) {
                counts.merge(element, 1, Integer::sum);
            }
        }
        return counts;
    }

    /**
     * Matches the residue with a template.
     *
     * @return for each atom of the residue its index in the template, or null if they do not match
     */
    @Nullable
    List<Integer> match(ResidueTemplate template) {
        if (template.atoms().size() != size() || !sameKinds(template)) {
            return null;
        }
        List<List<Integer>> candidates = candidates(template);
        return new Search(template, candidates, searchOrder(candidates)).run();
    }

    /** An atom by what matching looks at. */
    private record Kind(String element, int bonds, int externalBonds) {}

    private boolean sameKinds(ResidueTemplate template) {
        Map<Kind, Integer> own = new HashMap<>();
        Map<Kind, Integer> theirs = new HashMap<>();
        for (int i = 0; i < size(); i++) {
            own.merge(new Kind(elements.get(i), neighbours.get(i).size(), externalBonds.get(i)), 1, Integer::sum);
            theirs.merge(
                    new Kind(
                            template.atoms().get(i).type().element(),
                            template.neighbours().get(i).size(),
                            ignoreExternalBonds ? 0 : template.externalBonds().get(i)),
                    1,
                    Integer::sum);
        }
        return own.equals(theirs);
    }

    private List<List<Integer>> candidates(ResidueTemplate template) {
        List<List<Integer>> all = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            String element = elements.get(i);
            String name = names.get(i);
            boolean byName = element.isEmpty()
                    && template.atoms().stream()
                            .anyMatch(a ->
                                    a.type().element().isEmpty() && a.name().equals(name));
            List<Integer> own = new ArrayList<>();
            for (int j = 0; j < size(); j++) {
                ResidueTemplate.Atom atom = template.atoms().get(j);
                String wanted = atom.type().element();
                if ((wanted.isEmpty() || wanted.equals(element))
                        && (!byName || atom.name().equals(name))
                        && template.neighbours().get(j).size()
                                == neighbours.get(i).size()
                        && (ignoreExternalBonds
                                || template.externalBonds().get(j).equals(externalBonds.get(i)))) {
                    own.add(j);
                }
            }
            all.add(own);
        }
        return all;
    }

    private int[] searchOrder(List<List<Integer>> candidates) {
        Comparator<Integer> fewest =
                Comparator.<Integer>comparingInt(i -> candidates.get(i).size()).thenComparing(i -> i);
        PriorityQueue<Integer> reached = new PriorityQueue<>(fewest);
        boolean[] seen = new boolean[size()];
        int[] order = new int[size()];
        for (int placed = 0; placed < size(); placed++) {
            Integer next = reached.poll();
            if (next == null) {
                for (int i = 0; i < size(); i++) {
                    if (!seen[i] && (next == null || fewest.compare(i, next) < 0)) {
                        next = i;
                    }
                }
            }
            int atom = Objects.requireNonNull(next);
            seen[atom] = true;
            order[placed] = atom;
            for (int neighbour : neighbours.get(atom)) {
                if (!seen[neighbour]) {
                    seen[neighbour] = true;
                    reached.add(neighbour);
                }
            }
        }
        return order;
    }

    private final class Search {
        private final ResidueTemplate template;
        private final List<List<Integer>> candidates;
        private final int[] order;
        private final int[] match = new int[size()];
        private final boolean[] used = new boolean[size()];
        private int steps;

        Search(ResidueTemplate template, List<List<Integer>> candidates, int[] order) {
            this.template = template;
            this.candidates = candidates;
            this.order = order;
            Arrays.fill(match, -1);
        }

        @Nullable
        List<Integer> run() {
            return place(0) ? Arrays.stream(match).boxed().toList() : null;
        }

        private boolean place(int position) {
            if (position == size()) {
                return true;
            }
            int atom = order[position];
            for (int candidate : choices(atom)) {
                if (++steps > MOST_STEPS) {
                    return false;
                }
                if (!used[candidate] && candidates.get(atom).contains(candidate) && bondsFit(atom, candidate)) {
                    match[atom] = candidate;
                    used[candidate] = true;
                    if (place(position + 1)) {
                        return true;
                    }
                    match[atom] = -1;
                    used[candidate] = false;
                }
            }
            return false;
        }

        /** Next to an atom that is placed only its template's neighbours come into question. */
        private List<Integer> choices(int atom) {
            for (int neighbour : neighbours.get(atom)) {
                if (match[neighbour] >= 0) {
                    return template.neighbours().get(match[neighbour]);
                }
            }
            return candidates.get(atom);
        }

        private boolean bondsFit(int atom, int candidate) {
            for (int neighbour : neighbours.get(atom)) {
                if (match[neighbour] >= 0
                        && !template.neighbours().get(candidate).contains(match[neighbour])) {
                    return false;
                }
            }
            return true;
        }
    }
}
