package org.openmmbg.systems;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.openmmbg.coordinates.MixedZMatrix;
import org.openmmbg.coordinates.TorsionRange;
import org.openmmbg.coordinates.ZMatrix;

/**
 * Chooses the mixed coordinates of a protein (Noé, Olsson, Köhler and Wu, Science 2019): the backbone's N, Cα and C and, of
 * cysteines that disulfide bridges join, Cβ and Sγ are placed by their positions. All other atoms hang on them along the
 * bonds, each by a real bond and a real angle: the first ones by an improper torsion between the atom's two neighbours in
 * the backbone, so that nothing but side chains and ends turns.
 */
public final class MixedLayoutBuilder {
    private static final int NONE = ZMatrix.NONE;

    private final Topology topology;
    private final double[] reference;
    private final BondGraph graph;
    private final NavigableSet<Integer> cartesian = new TreeSet<>();
    private final boolean[] found;
    private final List<ZMatrix.Row> rows = new ArrayList<>();
    private final List<TorsionRange> torsions = new ArrayList<>();

    private MixedLayoutBuilder(Topology topology, double[] reference) {
        this.topology = topology;
        this.reference = reference;
        this.graph = new BondGraph(topology);
        this.found = new boolean[topology.atomCount()];
    }

    /**
     * Builds the layout of a protein.
     *
     * @param topology with its bonds; one connected molecule with a backbone
     * @param reference positions that are of the right handedness, nm, [3N]. Not modified.
     * @throws IllegalArgumentException if there is no backbone of at least three atoms, or the bonds do not join an atom
     *     to it
     */
    public static MixedLayout build(Topology topology, double[] reference) {
        return new MixedLayoutBuilder(topology, reference).build();
    }

    private MixedLayout build() {
        chooseCartesian();
        cartesian.forEach(atom -> found[atom] = true);
        // Breadth first: what hangs on the atoms placed so far, in their order.
        cartesian.forEach(this::placeOnCartesian);
        for (int next = 0; next < rows.size(); next++) {
            ZMatrix.Row row = rows.get(next);
            placeInRow(row.atom(), row.bondAtom(), row.angleAtom());
        }
        for (int atom = 0; atom < found.length; atom++) {
            if (!found[atom]) {
                throw new IllegalArgumentException(
                        "no bonds join " + topology.describe(atom) + " (atom " + (atom + 1) + ") to a backbone");
            }
        }
        return new MixedLayout(new MixedZMatrix(List.copyOf(cartesian), rows), torsions);
    }

    private void chooseCartesian() {
        for (int residue = 0; residue < topology.residues().size(); residue++) {
            int nitrogen = topology.find(residue, "N");
            int alpha = topology.find(residue, "CA");
            int carbonyl = topology.find(residue, "C");
            if (nitrogen < 0 || alpha < 0 || carbonyl < 0) {
                continue;
            }
            cartesian.addAll(List.of(nitrogen, alpha, carbonyl));
            int sulfur = topology.find(residue, "SG");
            int beta = topology.find(residue, "CB");
            if (beta >= 0 && sulfur >= 0 && isBridged(sulfur)) {
                cartesian.addAll(List.of(beta, sulfur));
            }
        }
        if (cartesian.isEmpty()) {
            throw new IllegalArgumentException(
                    "mixed coordinates need a protein's backbone: no residue has N, CA and C");
        }
    }

    private boolean isBridged(int sulfur) {
        return graph.neighbours(sulfur).stream()
                .anyMatch(other -> topology.atoms().get(other).element().equals("S"));
    }

    private void placeOnCartesian(int atom) {
        List<Integer> placed =
                graph.neighbours(atom).stream().filter(cartesian::contains).toList();
        if (placed.size() == 1) {
            // An end of the chain.
            int before = placed.get(0);
            int beforeThat = graph.neighbours(before).stream()
                    .filter(other -> other != atom && cartesian.contains(other))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "mixed coordinates need three backbone atoms in a row at " + topology.describe(atom)));
            placeInRow(atom, before, beforeThat);
            return;
        }
        for (int child : children(atom)) {
            place(child, atom, placed.get(0), placed.get(1), Confinement.at(atom, graph));
        }
    }

    /** Places what hangs on an atom: the first by a proper torsion about its bond, the others relative to the first. */
    private void placeInRow(int atom, int before, int beforeThat) {
        int first = NONE;
        for (int child : children(atom)) {
            if (first == NONE) {
                first = child;
                place(child, atom, before, beforeThat, Confinement.about(atom, before, graph, reference));
            } else {
                place(child, atom, before, first, Confinement.at(atom, graph));
            }
        }
    }

    /** Neighbours not placed yet: heavy atoms first, then those with more neighbours. */
    private List<Integer> children(int atom) {
        return graph.neighbours(atom).stream()
                .filter(other -> !found[other])
                .sorted(Comparator.comparing(
                                (Integer other) -> topology.atoms().get(other).isHydrogen())
                        .thenComparing(other -> -graph.neighbours(other).size())
                        .thenComparing(other -> other))
                .toList();
    }

    private void place(int atom, int bond, int angle, int torsion, Confinement confinement) {
        found[atom] = true;
        rows.add(new ZMatrix.Row(atom, bond, angle, torsion));
        torsions.add(confinement.range(Dihedrals.dihedral(reference, 0, atom, bond, angle, torsion)));
    }
}
