package org.openmmbg.kernel;

/** The floating-point type of a {@link Matrix}. */
public enum Precision {
    FLOAT32(Float.BYTES),
    FLOAT64(Double.BYTES);

    private final int bytes;

    Precision(int bytes) {
        this.bytes = bytes;
    }

    /** Returns the size of one element. */
    int bytes() {
        return bytes;
    }
}
