package org.openmmbg.systems;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.TorsionRange;
import org.openmmbg.coordinates.ZMatrix;

/**
 * Chooses internal coordinates: a Z-matrix along a spanning tree of the bond graph.
 *
 * <p>Every atom is placed by a real bond and a real angle. About each axis one atom has a proper torsion and every other
 * one an improper relative to it, so that turning about a bond changes one coordinate only. In a peptide the tree begins
 * at the Cα, N and C of the middle residue and the proper torsions of the backbone are φ, ψ and ω themselves; in any other
 * molecule it begins at the atom closest to all others. The layout for alanine dipeptide is that of Midgley et al. (Flow
 * annealed importance sampling bootstrap, 2022), save that Hα and Cβ are placed relative to C.
 *
 * <p>The molecule's reference structure tells the interval of each torsion that does not turn freely, so that the domain
 * is that of the molecule and not of some sample of it: see {@link Confinement}.
 */
public final class ZMatrixBuilder {
    private static final int NONE = ZMatrix.NONE;
    private static final double SMALLEST_BOND = 0.01;
    private static final double SMALLEST_SINE = 0.05;

    private final Topology topology;
    private final double[] reference;
    private final BondGraph graph;
    private final Set<Topology.Bond> cisBonds;
    private final boolean[] backbone;
    private final int[] parent;
    private final int[] descendants;
    private final List<ZMatrix.Row> rows = new ArrayList<>();
    private final List<Confinement> confinements = new ArrayList<>();

    private ZMatrixBuilder(Topology topology, double[] reference, boolean allowCis) {
        this.topology = topology;
        this.reference = reference;
        this.graph = new BondGraph(topology);
        this.cisBonds = new HashSet<>();
        for (PeptideBond bond : PeptideBond.of(topology)) {
            if (allowCis || bond.beforeProline()) {
                cisBonds.add(new Topology.Bond(bond.carbonyl(), bond.nitrogen()));
            }
        }
        this.backbone = new boolean[topology.atomCount()];
        this.parent = new int[topology.atomCount()];
        this.descendants = new int[topology.atomCount()];
    }

    /**
     * Builds the layout of a molecule.
     *
     * @param topology with its bonds; one connected molecule of at least three atoms
     * @param reference positions that are of the right handedness and isomer, nm, [3N]. Not modified.
     * @param allowCis whether ω may visit both cis and trans, so that it is periodic; before a proline it always is
     * @throws IllegalArgumentException if the atoms are too few, the bonds do not connect them all, or atoms that make a
     *     coordinate coincide or lie in a line in the reference
     */
    public static InternalLayout build(Topology topology, double[] reference, boolean allowCis) {
        if (topology.atomCount() < 3) {
            throw new IllegalArgumentException(
                    "internal coordinates need at least three atoms, not " + topology.atomCount());
        }
        return new ZMatrixBuilder(topology, reference, allowCis).build();
    }

    private InternalLayout build() {
        int[] start = start();
        growTree(start[0]);
        rows.add(new ZMatrix.Row(start[0], NONE, NONE, NONE));
        rows.add(new ZMatrix.Row(start[1], start[0], NONE, NONE));
        rows.add(new ZMatrix.Row(start[2], start[0], start[1], NONE));
        for (int child : children(start[0])) {
            if (child != start[1] && child != start[2]) {
                place(child, start[0], start[1], start[2], atCentre(start[0]));
            }
        }
        // Placed atoms are appended while the loop walks over them: breadth first.
        for (int next = 1; next < rows.size(); next++) {
            int atom = rows.get(next).atom();
            int before = parent[atom];
            int beforeThat;
            if (before == start[0]) {
                beforeThat = atom == start[1] ? start[2] : start[1];
            } else {
                beforeThat = parent[before];
            }
            placeChildren(atom, before, beforeThat);
        }
        if (rows.size() != topology.atomCount()) {
            throw new IllegalStateException(rows.size() + " rows for " + topology.atomCount() + " atoms");
        }
        return layout(new ZMatrix(rows));
    }

    private InternalLayout layout(ZMatrix zMatrix) {
        InternalCoordinates coordinates = new InternalCoordinates(zMatrix);
        double[] q = new double[coordinates.dimension()];
        coordinates.toInternal(0, 1, reference, q, null);
        requireOpenAngles(coordinates, q);
        List<TorsionRange> ranges = new ArrayList<>();
        for (int torsion = 0; torsion < coordinates.torsionCount(); torsion++) {
            ranges.add(confinements.get(torsion).range(q[coordinates.torsionOffset() + torsion]));
        }
        return new InternalLayout(zMatrix, ranges);
    }

    /** Where atoms coincide or three of them lie in a line, torsions have no meaning. */
    private void requireOpenAngles(InternalCoordinates coordinates, double[] q) {
        for (int i = 1; i < rows.size(); i++) {
            ZMatrix.Row row = rows.get(i);
            if (!(q[i - 1] > SMALLEST_BOND)) {
                throw new IllegalArgumentException(topology.describe(row.atom()) + " and "
                        + topology.describe(row.bondAtom()) + " are at the same place; expected real positions");
            }
            if (i >= 2 && !(Math.sin(q[coordinates.angleOffset() + i - 2]) > SMALLEST_SINE)) {
                throw new IllegalArgumentException(
                        topology.describe(row.atom()) + ", " + topology.describe(row.bondAtom()) + " and "
                                + topology.describe(row.angleAtom())
                                + " lie in a line; internal coordinates need every angle away from 0 and 180 degrees");
            }
        }
    }

    private void placeChildren(int atom, int before, int beforeThat) {
        int first = NONE;
        for (int child : children(atom)) {
            if (first == NONE) {
                first = child;
                place(child, atom, before, beforeThat, aboutBond(atom, before));
            } else {
                place(child, atom, before, first, atCentre(atom));
            }
        }
    }

    private void place(int atom, int bond, int angle, int torsion, Confinement confinement) {
        rows.add(new ZMatrix.Row(atom, bond, angle, torsion));
        confinements.add(confinement);
    }

    private Confinement aboutBond(int i, int j) {
        return cisBonds.contains(new Topology.Bond(i, j))
                ? Confinement.free()
                : Confinement.about(i, j, graph, reference);
    }

    private Confinement atCentre(int centre) {
        return Confinement.at(centre, graph);
    }

    /** Children in the tree, the one that gets the proper torsion first: backbone, then heavy, then the longest branch. */
    private List<Integer> children(int atom) {
        return graph.neighbours(atom).stream()
                .filter(i -> parent[i] == atom)
                .sorted(importance())
                .toList();
    }

    private Comparator<Integer> importance() {
        return Comparator.comparing((Integer i) -> !backbone[i])
                .thenComparing(i -> topology.atoms().get(i).isHydrogen())
                .thenComparing(i -> -descendants[i])
                .thenComparing(i -> i);
    }

    /** The first three atoms, the first of them bonded to the other two. */
    private int[] start() {
        List<int[]> candidates = new ArrayList<>();
        for (int r = 0; r < topology.residues().size(); r++) {
            int ca = topology.find(r, "CA");
            int n = topology.find(r, "N");
            int c = topology.find(r, "C");
            if (ca >= 0 && n >= 0 && c >= 0 && graph.neighbours(ca).containsAll(List.of(n, c))) {
                backbone[ca] = true;
                backbone[n] = true;
                backbone[c] = true;
                candidates.add(new int[] {ca, n, c});
            }
        }
        if (!candidates.isEmpty()) {
            return candidates.get((candidates.size() - 1) / 2);
        }
        int centre = centre();
        List<Integer> branches = graph.neighbours(centre).stream()
                .sorted(Comparator.comparing(
                                (Integer i) -> topology.atoms().get(i).isHydrogen())
                        .thenComparing(i -> -graph.neighbours(i).size())
                        .thenComparing(i -> i))
                .toList();
        return new int[] {centre, branches.get(0), branches.get(1)};
    }

    /** The atom with at least two neighbours whose farthest atom is nearest. */
    private int centre() {
        int best = NONE;
        int bestReach = Integer.MAX_VALUE;
        for (int i = 0; i < topology.atomCount(); i++) {
            int[] distances = graph.distances(i);
            requireConnected(distances, i);
            int reach = Arrays.stream(distances).max().orElse(0);
            if (graph.neighbours(i).size() >= 2 && reach < bestReach) {
                best = i;
                bestReach = reach;
            }
        }
        return best;
    }

    /**
     * Fills parents and numbers of descendants: breadth first, so that rings are entered from their near side, and over a
     * disulfide bridge only where no other way leads, so that the backbone's torsions are coordinates.
     */
    private void growTree(int root) {
        requireConnected(graph.distances(root), root);
        Arrays.fill(parent, NONE);
        List<Integer> order = new ArrayList<>(List.of(root));
        Set<Topology.Bond> bridges = new HashSet<>(topology.disulfides());
        Deque<int[]> crossings = new ArrayDeque<>();
        for (int next = 0; next < order.size(); next++) {
            int i = order.get(next);
            for (int j : graph.neighbours(i)) {
                if (bridges.contains(new Topology.Bond(i, j))) {
                    crossings.add(new int[] {i, j});
                } else if (j != root && parent[j] == NONE) {
                    parent[j] = i;
                    order.add(j);
                }
            }
            while (next + 1 == order.size() && !crossings.isEmpty()) {
                int[] crossing = crossings.remove();
                if (crossing[1] != root && parent[crossing[1]] == NONE) {
                    parent[crossing[1]] = crossing[0];
                    order.add(crossing[1]);
                }
            }
        }
        for (int next = order.size() - 1; next > 0; next--) {
            int i = order.get(next);
            descendants[parent[i]] += descendants[i] + 1;
        }
    }

    private void requireConnected(int[] distances, int from) {
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] < 0) {
                throw new IllegalArgumentException(
                        "no bonds join " + topology.describe(i) + " (atom " + (i + 1) + ") to "
                                + topology.describe(from) + " (atom " + (from + 1)
                                + "); internal coordinates need one connected molecule");
            }
        }
    }
}
