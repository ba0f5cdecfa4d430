package org.openmmbg.kernel;

/** The floating-point type of a {@link Matrix}. */
public enum Precision {
    FLOAT32,
    FLOAT64
}
