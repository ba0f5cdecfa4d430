package org.openmmbg.systems;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A molecule's bonds as a graph: distances, rings, and which bonds turn freely. */
final class BondGraph {
    /** In larger rings, such as those that disulfide bridges close, torsions turn nearly as in chains. */
    private static final int LARGEST_RIGID_RING = 8;

    private final Topology topology;
    private final List<List<Integer>> neighbours;
    private final Set<Topology.Bond> ringBonds = new HashSet<>();

    BondGraph(Topology topology) {
        this.topology = topology;
        this.neighbours = topology.neighbours();
        for (Topology.Bond bond : topology.bonds()) {
            int wayRound = distances(bond.first(), bond)[bond.second()];
            if (wayRound > 0 && wayRound < LARGEST_RIGID_RING) {
                ringBonds.add(bond);
            }
        }
    }

    List<Integer> neighbours(int atom) {
        return neighbours.get(atom);
    }

    /** Returns the number of bonds from an atom to each other one; −1 where there is no way. */
    int[] distances(int from) {
        return distances(from, null);
    }

    private int[] distances(int from, Topology.@Nullable Bond without) {
        int[] distance = new int[neighbours.size()];
        Arrays.fill(distance, -1);
        distance[from] = 0;
        Deque<Integer> open = new ArrayDeque<>();
        open.add(from);
        while (!open.isEmpty()) {
            int i = open.remove();
            for (int j : neighbours.get(i)) {
                if (distance[j] < 0 && (without == null || !new Topology.Bond(i, j).equals(without))) {
                    distance[j] = distance[i] + 1;
                    open.add(j);
                }
            }
        }
        return distance;
    }

    /** Returns whether a bond lies in a ring of up to eight atoms. */
    boolean inRing(int i, int j) {
        return ringBonds.contains(new Topology.Bond(i, j));
    }

    /** Returns the atoms of the smallest ring through a ring bond, in order from i the long way round to j. */
    List<Integer> ring(int i, int j) {
        Topology.Bond bond = new Topology.Bond(i, j);
        int[] toGo = distances(j, bond);
        List<Integer> path = new ArrayList<>(List.of(i));
        for (int at = i; at != j; ) {
            int here = at;
            at = neighbours.get(here).stream()
                    .filter(k -> toGo[k] == toGo[here] - 1 && !new Topology.Bond(here, k).equals(bond))
                    .findFirst()
                    .orElseThrow();
            path.add(at);
        }
        return path;
    }

    /**
     * Returns whether a bond turns freely. It does not in a ring of up to eight atoms, nor between two trigonal atoms (amides, guanidinium,
     * C=C), whose planes stay parallel; but it does between two rings.
     */
    boolean isRotatable(int i, int j) {
        if (inRing(i, j)) {
            return false;
        }
        return !isTrigonal(i) || !isTrigonal(j) || (isInAnyRing(i) && isInAnyRing(j));
    }

    private boolean isInAnyRing(int i) {
        return neighbours.get(i).stream().anyMatch(j -> inRing(i, j));
    }

    /** Returns whether an atom's three bonds lie in a plane, or may swing through it (carbon and nitrogen). */
    boolean isTrigonal(int i) {
        int bonds = neighbours.get(i).size();
        return switch (topology.atoms().get(i).element()) {
            case "C" -> bonds == 3;
            case "N" -> bonds == 2 || bonds == 3;
            default -> false;
        };
    }
}
