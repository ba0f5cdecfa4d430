package org.openmmbg.systems.forcefield;

/** Which bonds and angles are held at their equilibrium lengths. */
public enum Constraints {
    /** None. */
    NONE,
    /** Bonds to hydrogens. */
    H_BONDS,
    /** All bonds. */
    ALL_BONDS,
    /** All bonds, and the angles H–X–H and H–O–X. */
    H_ANGLES
}
