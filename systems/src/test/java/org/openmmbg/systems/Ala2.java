package org.openmmbg.systems;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The alanine dipeptide of the test data with all its bonds, and ways to bend it. */
final class Ala2 {
    private Ala2() {}

    /** The topology of ala2.pdb; its bonds by atom names. */
    static Topology topology() {
        Topology bare = TestFiles.ala2().topology();
        List<Topology.Bond> bonds = new ArrayList<>();
        bond(bare, bonds, 0, "C O", "C CH3", "CH3 H1", "CH3 H2", "CH3 H3");
        bond(bare, bonds, 1, "N H", "N CA", "CA HA", "CA CB", "CA C", "CB HB1", "CB HB2", "CB HB3", "C O");
        bond(bare, bonds, 2, "N H", "N C", "C H1", "C H2", "C H3");
        bonds.add(new Topology.Bond(bare.find(0, "C"), bare.find(1, "N")));
        bonds.add(new Topology.Bond(bare.find(1, "C"), bare.find(2, "N")));
        return bare.withBonds(bonds);
    }

    private static void bond(Topology topology, List<Topology.Bond> bonds, int residue, String... pairs) {
        for (String pair : pairs) {
            int space = pair.indexOf(' ');
            bonds.add(new Topology.Bond(
                    topology.find(residue, pair.substring(0, space)),
                    topology.find(residue, pair.substring(space + 1))));
        }
    }

    /** Returns positions with everything beyond atom k turned about the bond j–k, clockwise seen from j. */
    static double[] turn(double[] positions, int j, int k, double angle) {
        double[] turned = positions.clone();
        double[] axis = new double[3];
        double norm = 0;
        for (int d = 0; d < 3; d++) {
            axis[d] = positions[3 * k + d] - positions[3 * j + d];
            norm += axis[d] * axis[d];
        }
        norm = Math.sqrt(norm);
        for (int atom : beyond(j, k)) {
            double[] r = new double[3];
            double along = 0;
            for (int d = 0; d < 3; d++) {
                axis[d] = (positions[3 * k + d] - positions[3 * j + d]) / norm;
                r[d] = positions[3 * atom + d] - positions[3 * k + d];
                along += axis[d] * r[d];
            }
            // Rodrigues' formula.
            for (int d = 0; d < 3; d++) {
                int e = (d + 1) % 3;
                int f = (d + 2) % 3;
                double cross = axis[e] * r[f] - axis[f] * r[e];
                turned[3 * atom + d] = positions[3 * k + d]
                        + r[d] * Math.cos(angle)
                        + cross * Math.sin(angle)
                        + axis[d] * along * (1 - Math.cos(angle));
            }
        }
        return turned;
    }

    private static Set<Integer> beyond(int j, int k) {
        List<List<Integer>> neighbours = topology().neighbours();
        Set<Integer> found = new TreeSet<>();
        Deque<Integer> open = new ArrayDeque<>(List.of(k));
        while (!open.isEmpty()) {
            int i = open.remove();
            for (int next : neighbours.get(i)) {
                if (next != j && next != k && found.add(next)) {
                    open.add(next);
                }
            }
        }
        return found;
    }
}
