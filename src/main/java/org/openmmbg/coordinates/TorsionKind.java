package org.openmmbg.coordinates;

/** How a torsion is treated, so that each configuration has exactly one internal vector. */
public enum TorsionKind {
    /** Lives on the whole circle: its distribution reaches all around, and the map onto it is circular. */
    PERIODIC,
    /**
     * Lives on an interval: its distribution lies around one value, and the circle is cut opposite that value, or the
     * interval is a half circle where the other half is another molecule or the same one with equivalent hydrogens
     * swapped.
     */
    CONFINED
}
