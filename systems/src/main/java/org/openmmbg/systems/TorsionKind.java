package org.openmmbg.systems;

/** How far a torsion coordinate travels in the ensemble. */
public enum TorsionKind {
    /** Turns freely enough to visit the whole circle: about a single bond outside rings. */
    PERIODIC,
    /** Stays around one value: about a partial double bond, in a ring, or relative to another atom on the same axis. */
    CONFINED
}
