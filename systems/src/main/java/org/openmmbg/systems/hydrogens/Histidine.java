package org.openmmbg.systems.hydrogens;

import java.util.List;
import org.openmmbg.systems.Topology;

/** Which nitrogen of a histidine carries the hydrogen. */
final class Histidine {
    private static final double LENGTH = 0.1;
    private static final double FARTHEST = 0.35;
    private static final double WIDEST = Math.toRadians(50);

    private final Topology topology;
    private final double[] positions;
    private final List<List<Integer>> neighbours;

    Histidine(Topology topology, double[] positions, List<List<Integer>> neighbours) {
        this.topology = topology;
        this.positions = positions;
        this.neighbours = neighbours;
    }

    /**
     * HIP, HID or HIE where hydrogens say so; else HIE if only a hydrogen at NE2 makes a hydrogen bond, and HID in
     * all other cases, as OpenMM's Modeller has it.
     */
    String form(int residue) {
        int delta = topology.find(residue, "ND1");
        int epsilon = topology.find(residue, "NE2");
        boolean deltaHydrogen = hasHydrogen(delta);
        boolean epsilonHydrogen = hasHydrogen(epsilon);
        if (deltaHydrogen || epsilonHydrogen) {
            return deltaHydrogen && epsilonHydrogen ? "HIP" : deltaHydrogen ? "HID" : "HIE";
        }
        return bonds(epsilon) && !bonds(delta) ? "HIE" : "HID";
    }

    private boolean hasHydrogen(int atom) {
        return atom >= 0
                && neighbours.get(atom).stream()
                        .anyMatch(i -> topology.atoms().get(i).isHydrogen());
    }

    private boolean bonds(int donor) {
        if (donor < 0) {
            return false;
        }
        Vector3 nitrogen = Vector3.of(positions, donor);
        Vector3 away = new Vector3(0, 0, 0);
        for (int i : neighbours.get(donor)) {
            away = away.plus(nitrogen.minus(Vector3.of(positions, i)));
        }
        Vector3 hydrogen = nitrogen.plus(away.unit().times(LENGTH));
        for (int i = 0; i < topology.atomCount(); i++) {
            Topology.Atom atom = topology.atoms().get(i);
            if (atom.residue() == topology.atoms().get(donor).residue() || !isAcceptor(atom)) {
                continue;
            }
            Vector3 acceptor = Vector3.of(positions, i);
            double cosine = away.unit().dot(acceptor.minus(hydrogen).unit());
            if (acceptor.distance(nitrogen) <= FARTHEST && cosine > Math.cos(WIDEST)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAcceptor(Topology.Atom atom) {
        return atom.element().equals("O") || atom.element().equals("N");
    }
}
