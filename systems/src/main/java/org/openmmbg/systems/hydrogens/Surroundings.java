package org.openmmbg.systems.hydrogens;

import java.util.List;
import org.openmmbg.systems.Topology;

/** How well a place suits a hydrogen that can make a hydrogen bond: enough to choose between rotamers. */
final class Surroundings {
    private static final double REACH = 0.6;

    /** Where repulsion is as strong as the attraction of an oxygen, nm. */
    private static final double CONTACT = 0.17;

    private static final int STEEPNESS = 12;

    private final List<Topology.Atom> atoms;
    private final double[] charges;

    Surroundings(Topology topology, List<List<Integer>> neighbours) {
        atoms = topology.atoms();
        charges = new double[atoms.size()];
        for (int i = 0; i < charges.length; i++) {
            charges[i] = switch (atoms.get(i).element()) {
                case "O" -> -1;
                case "N" -> -0.5;
                case "H" ->
                    neighbours.get(i).stream()
                                    .allMatch(j -> atoms.get(j).element().equals("C"))
                            ? 0
                            : 0.5;
                default -> 0;
            };
        }
    }

    /**
     * Returns what a place costs: low beside acceptors, high in contact with anything.
     *
     * @param parent the atom that the hydrogen is bonded to
     * @param siblings the other atoms bonded to that one
     * @param positions nm, [3N], NaN where an atom has no place yet. Not modified.
     */
    double cost(Vector3 place, int parent, List<Integer> siblings, double[] positions) {
        double cost = 0;
        for (int i = 0; i < charges.length; i++) {
            // False for atoms without a place.
            if (Math.abs(positions[3 * i] - place.x()) < REACH && i != parent && !siblings.contains(i)) {
                double distance = place.distance(Vector3.of(positions, i));
                if (distance < REACH) {
                    double ratio = CONTACT / distance;
                    cost += charges[i] * ratio + Math.pow(ratio, STEEPNESS);
                }
            }
        }
        return cost;
    }
}
