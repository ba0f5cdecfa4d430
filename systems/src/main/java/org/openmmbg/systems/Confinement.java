package org.openmmbg.systems;

import java.util.List;
import org.openmmbg.coordinates.TorsionRange;

/** What keeps a torsion on a part of the circle, and so which part, given its value in the reference structure. */
@FunctionalInterface
interface Confinement {
    double HALF_CIRCLE = Math.PI / 2;

    /** Larger rings fold by more than a right angle. */
    int LARGEST_STIFF_RING = 6;

    /** An improper torsion this far from 0 and π tells the handedness of its centre by its sign. */
    double HANDED_SINE = 0.5;

    /**
     * Returns the interval of the torsion.
     *
     * @param reference its value in the reference structure, radians
     */
    TorsionRange range(double reference);

    /** A bond that turns. */
    static Confinement free() {
        return reference -> TorsionRange.periodic();
    }

    /**
     * A plane: ω, planar groups, trigonal centres. The half circle around cis or around trans, whichever the reference
     * is; |ω| &gt; 90° for a trans peptide bond.
     */
    static Confinement plane() {
        return reference -> TorsionRange.confined(Math.cos(reference) > 0 ? 0 : Math.PI, HALF_CIRCLE);
    }

    /**
     * Two further neighbours of an atom with four: the half circle of one sign, which is that of one handedness. Where
     * more than four neighbours put the two opposite each other, a plane.
     */
    static Confinement handed() {
        return reference -> Math.abs(Math.sin(reference)) > HANDED_SINE
                ? TorsionRange.confined(Math.signum(reference) * HALF_CIRCLE, HALF_CIRCLE)
                : plane().range(reference);
    }

    /**
     * A bond in a ring, which folds to both sides of the flat ring.
     *
     * @param size number of atoms of the ring
     * @param fold the ring's own torsion about the bond in the reference, radians; NaN if it has none
     */
    static Confinement ring(int size, double fold) {
        double known = Double.isNaN(fold) ? 0 : fold;
        return reference ->
                TorsionRange.confined(reference - known, size <= LARGEST_STIFF_RING ? HALF_CIRCLE : Math.PI);
    }

    /** What confines the turning about a bond. */
    static Confinement about(int i, int j, BondGraph graph, double[] reference) {
        if (graph.isRotatable(i, j)) {
            return free();
        }
        if (!graph.inRing(i, j)) {
            return plane();
        }
        List<Integer> ring = graph.ring(i, j);
        int size = ring.size();
        // The two neighbours in a ring of three are one atom.
        double fold = size == 3 ? 0 : Dihedrals.dihedral(reference, 0, ring.get(1), i, j, ring.get(size - 2));
        return ring(size, fold);
    }

    /** What confines the torsion of one neighbour of an atom relative to another. */
    static Confinement at(int centre, BondGraph graph) {
        return graph.isTrigonal(centre) ? plane() : handed();
    }
}
