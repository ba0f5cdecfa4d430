package org.openmmbg.systems;

import java.util.ArrayList;
import java.util.List;

/**
 * Hydrogens that only their labels tell apart: the three of a methyl or ammonium group, the two of a CH₂ group, the
 * two of a planar NH₂ group that does not turn.
 *
 * <p>A configuration with two such labels swapped is the same molecule, but lies in another domain of the internal
 * coordinates, where a generator built on one domain has no density. {@link #canonicalise} brings it back.
 */
public final class EquivalentHydrogens {
    private final List<Group> groups;

    private EquivalentHydrogens(List<Group> groups) {
        this.groups = groups;
    }

    /** How the order of a group's labels is told. */
    private enum Order {
        /** By the handedness of three bonds as seen from the centre. */
        HANDEDNESS,
        /** By which side of a plane's axis the first hydrogen lies on: a dihedral nearer to 0 or to π. */
        SIDE
    }

    /**
     * One group.
     *
     * @param order how its labels' order is told
     * @param atoms the four atoms whose geometry tells it; all but the swapped pair stay fixed
     * @param first one of the two hydrogens to swap
     * @param second the other
     * @param positive whether the measure is positive in the reference structure
     */
    private record Group(Order order, List<Integer> atoms, int first, int second, boolean positive) {
        Group(Order order, List<Integer> atoms, int first, int second, double[] reference) {
            this(order, atoms, first, second, measure(order, atoms, reference, 0) > 0);
        }

        boolean isSwapped(double[] positions, int offset) {
            return measure(order, atoms, positions, offset) > 0 != positive;
        }

        private static double measure(Order order, List<Integer> a, double[] x, int offset) {
            return order == Order.HANDEDNESS
                    ? Dihedrals.handedness(x, offset, a.get(0), a.get(1), a.get(2), a.get(3))
                    : Math.cos(Dihedrals.dihedral(x, offset, a.get(0), a.get(1), a.get(2), a.get(3)));
        }
    }

    /**
     * Finds the groups of a molecule.
     *
     * @param topology with its bonds
     * @param reference positions whose labelling is the right one, nm, [3N]. Not modified.
     */
    public static EquivalentHydrogens of(Topology topology, double[] reference) {
        BondGraph graph = new BondGraph(topology);
        List<Group> groups = new ArrayList<>();
        for (int centre = 0; centre < topology.atomCount(); centre++) {
            List<Integer> hydrogens = new ArrayList<>();
            List<Integer> others = new ArrayList<>();
            for (int i : graph.neighbours(centre)) {
                (topology.atoms().get(i).isHydrogen() ? hydrogens : others).add(i);
            }
            int h = hydrogens.size();
            if (h == 3 && others.size() == 1) {
                int last = hydrogens.get(2);
                List<Integer> atoms = List.of(centre, hydrogens.get(0), hydrogens.get(1), last);
                groups.add(new Group(Order.HANDEDNESS, atoms, hydrogens.get(1), last, reference));
            } else if (h == 2 && others.size() == 2) {
                List<Integer> atoms = List.of(centre, others.get(0), others.get(1), hydrogens.get(0));
                groups.add(new Group(Order.HANDEDNESS, atoms, hydrogens.get(0), hydrogens.get(1), reference));
            } else if (h == 2 && others.size() == 1 && !graph.isRotatable(centre, others.get(0))) {
                int axis = others.get(0);
                int side = firstOther(graph.neighbours(axis), centre);
                List<Integer> atoms = List.of(side, axis, centre, hydrogens.get(0));
                groups.add(new Group(Order.SIDE, atoms, hydrogens.get(0), hydrogens.get(1), reference));
            }
        }
        return new EquivalentHydrogens(groups);
    }

    private static int firstOther(List<Integer> atoms, int not) {
        return atoms.get(atoms.get(0) == not ? 1 : 0);
    }

    /** Returns the groups, each the two hydrogens that are swapped to restore its order. */
    public List<List<Integer>> swappablePairs() {
        return groups.stream().map(g -> List.of(g.first(), g.second())).toList();
    }

    /**
     * Swaps labels wherever a group's order differs from that of the reference structure. An even permutation of three
     * hydrogens is a rotation and stays as it is.
     *
     * @param positions row-major [.., 3], nm. Modified.
     * @param offset index in {@code positions} of the configuration's first coordinate
     * @return how many groups were put right
     */
    public int canonicalise(double[] positions, int offset) {
        int swaps = 0;
        for (Group group : groups) {
            if (group.isSwapped(positions, offset)) {
                for (int axis = 0; axis < 3; axis++) {
                    int a = offset + 3 * group.first() + axis;
                    int b = offset + 3 * group.second() + axis;
                    double kept = positions[a];
                    positions[a] = positions[b];
                    positions[b] = kept;
                }
                swaps++;
            }
        }
        return swaps;
    }
}
