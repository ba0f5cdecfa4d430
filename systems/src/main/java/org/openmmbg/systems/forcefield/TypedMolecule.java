package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openmmbg.openmm.system.VirtualSite;
import org.openmmbg.systems.Topology;

/** A molecule whose atoms have types: what generators make forces from. */
final class TypedMolecule {
    private final Topology topology;
    private final List<List<Integer>> neighbours;
    private final List<TemplateLibrary.Match> matches;
    private final BondedTerms terms;
    private final AtomType[] types;
    private final int[] templateIndices;
    private final List<VirtualSite> sites = new ArrayList<>();
    private final List<List<Integer>> sharingExclusions = new ArrayList<>();

    /**
     * @param neighbours the bonds of all atoms, each list ascending
     * @param matches the template of each residue
     */
    TypedMolecule(Topology topology, List<List<Integer>> neighbours, List<TemplateLibrary.Match> matches) {
        this.topology = topology;
        this.neighbours = neighbours;
        this.matches = matches;
        this.terms = BondedTerms.of(neighbours);
        this.types = new AtomType[topology.atomCount()];
        this.templateIndices = new int[topology.atomCount()];
        for (int i = 0; i < topology.atomCount(); i++) {
            sharingExclusions.add(new ArrayList<>());
        }
        for (int r = 0; r < matches.size(); r++) {
            assign(topology.residues().get(r), matches.get(r));
        }
    }

    private void assign(Topology.Residue residue, TemplateLibrary.Match match) {
        int[] particles = new int[match.atoms().size()];
        for (int i = 0; i < particles.length; i++) {
            int atom = residue.atoms().get(i);
            int index = match.atoms().get(i);
            particles[index] = atom;
            templateIndices[atom] = index;
            types[atom] = match.template().atoms().get(index).type();
        }
        for (SiteTemplate site : match.template().sites()) {
            VirtualSite placed = site.of(index -> particles[index]);
            sites.add(placed);
            sharingExclusions.get(particles[site.excludeWith()]).add(placed.particle());
        }
    }

    Topology topology() {
        return topology;
    }

    int atomCount() {
        return types.length;
    }

    List<List<Integer>> neighbours() {
        return neighbours;
    }

    BondedTerms terms() {
        return terms;
    }

    List<VirtualSite> sites() {
        return sites;
    }

    AtomType type(int atom) {
        return types[atom];
    }

    List<AtomType> types(List<Integer> atoms) {
        return atoms.stream().map(this::type).toList();
    }

    /** Returns the index of an atom in the template of its residue. */
    int templateIndex(int atom) {
        return templateIndices[atom];
    }

    ResidueTemplate template(int residue) {
        return matches.get(residue).template();
    }

    /** Returns what the template gives an atom beside its type. */
    Map<String, Double> parameters(int atom) {
        return template(topology.atoms().get(atom).residue())
                .atoms()
                .get(templateIndices[atom])
                .parameters();
    }

    String element(int atom) {
        return topology.atoms().get(atom).element();
    }

    int residue(int atom) {
        return topology.atoms().get(atom).residue();
    }

    /**
     * Returns which particles count as bonded where pairs near each other along bonds are left out: the bonds, and
     * those that virtual sites take over from the atom they share exclusions with.
     */
    List<List<Integer>> exclusionGraph() {
        List<List<Integer>> graph = new ArrayList<>();
        for (int i = 0; i < atomCount(); i++) {
            graph.add(new ArrayList<>());
        }
        for (Topology.Bond bond : topology.bonds()) {
            for (int first : withSites(bond.first())) {
                for (int second : withSites(bond.second())) {
                    join(graph, first, second);
                }
            }
        }
        for (int atom = 0; atom < atomCount(); atom++) {
            for (int site : sharingExclusions.get(atom)) {
                join(graph, atom, site);
            }
        }
        return graph;
    }

    private List<Integer> withSites(int atom) {
        List<Integer> all = new ArrayList<>();
        all.add(atom);
        for (int i = 0; i < all.size(); i++) {
            all.addAll(sharingExclusions.get(all.get(i)));
        }
        return all;
    }

    private static void join(List<List<Integer>> graph, int first, int second) {
        if (first != second && !graph.get(first).contains(second)) {
            graph.get(first).add(second);
            graph.get(second).add(first);
        }
    }

    /**
     * Returns how many bonds lie between a particle and each other one in a graph, up to a limit; −1 where it is
     * farther.
     */
    static int[] separations(List<List<Integer>> graph, int from, int limit) {
        int[] distance = new int[graph.size()];
        Arrays.fill(distance, -1);
        distance[from] = 0;
        List<Integer> reached = new ArrayList<>(List.of(from));
        for (int i = 0; i < reached.size(); i++) {
            int atom = reached.get(i);
            if (distance[atom] == limit) {
                break;
            }
            for (int next : graph.get(atom)) {
                if (distance[next] < 0) {
                    distance[next] = distance[atom] + 1;
                    reached.add(next);
                }
            }
        }
        return distance;
    }
}
