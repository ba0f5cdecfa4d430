package org.openmmbg.plugin.pipeline;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.openmmbg.systems.Topology;

/**
 * Atoms that stand in each other: pairs more than three bonds apart and closer than any contact in a folded protein, 0.25
 * nm, or 0.15 nm where one is a hydrogen (hydrogen bonds go down to 0.16 nm).
 */
final class Clashes {
    private static final double HEAVY_NM = 0.25;
    private static final double HYDROGEN_NM = 0.15;

    /** Pairs at least this many bonds apart can clash. */
    private static final int APART = 4;

    /** Of each atom, the later ones that it can clash with, and the squared distances below which it does, nm². */
    private final int[][] partners;

    private final double[][] limits;

    Clashes(Topology topology) {
        int count = topology.atomCount();
        List<List<Integer>> neighbours = topology.neighbours();
        partners = new int[count][];
        limits = new double[count][];
        for (int i = 0; i < count; i++) {
            int[] bonds = bondsFrom(i, neighbours);
            int[] far = new int[count];
            double[] squares = new double[count];
            int found = 0;
            for (int j = i + 1; j < count; j++) {
                if (bonds[j] >= APART) {
                    boolean hydrogen = topology.atoms().get(i).isHydrogen()
                            || topology.atoms().get(j).isHydrogen();
                    double limit = hydrogen ? HYDROGEN_NM : HEAVY_NM;
                    far[found] = j;
                    squares[found++] = limit * limit;
                }
            }
            partners[i] = Arrays.copyOf(far, found);
            limits[i] = Arrays.copyOf(squares, found);
        }
    }

    /** Returns the number of bonds to each atom, at most {@link #APART}. */
    private static int[] bondsFrom(int start, List<List<Integer>> neighbours) {
        int[] bonds = new int[neighbours.size()];
        Arrays.fill(bonds, APART);
        bonds[start] = 0;
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            int atom = open.remove();
            for (int next : neighbours.get(atom)) {
                if (bonds[atom] + 1 < bonds[next]) {
                    bonds[next] = bonds[atom] + 1;
                    open.add(next);
                }
            }
        }
        return bonds;
    }

    /** Returns the number of clashes in a configuration. */
    int count(double[] positions, int offset) {
        int clashes = 0;
        for (int i = 0; i < partners.length; i++) {
            double x = positions[offset + 3 * i];
            double y = positions[offset + 3 * i + 1];
            double z = positions[offset + 3 * i + 2];
            for (int k = 0; k < partners[i].length; k++) {
                int at = offset + 3 * partners[i][k];
                double dx = x - positions[at];
                double dy = y - positions[at + 1];
                double dz = z - positions[at + 2];
                clashes += dx * dx + dy * dy + dz * dz < limits[i][k] ? 1 : 0;
            }
        }
        return clashes;
    }
}
