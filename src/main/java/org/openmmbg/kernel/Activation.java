package org.openmmbg.kernel;

/** The non-linear function between the layers of a network. */
public enum Activation {
    /**
     * x·(1 + x/√(1 + x²))/2, the shape of SiLU with an algebraic sigmoid (the inverse square root units of Carlile et al.
     * 2017, arXiv 1710.09967): smooth everywhere.
     */
    ALGEBRAIC_SILU,

    /** The hyperbolic tangent. */
    TANH;

    /** Returns whether the derivative is computed from the result, so that the argument need not be kept. */
    public boolean keepsResultOnly() {
        return this == TANH;
    }
}
