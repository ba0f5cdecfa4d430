package org.openmmbg.kernel;

/**
 * x = z·eˢ + t, the transformer of RealNVP (Dinh et al. 2017, arXiv 1605.08803, eq. 7), with s = c·r/√(c² + r²) from a raw
 * r, so that no scale leaves (e⁻ᶜ, eᶜ). Each call does all variables of all cells: matrices [variables, n] of float64, n a
 * multiple of {@link Matrix#LANES}.
 *
 * <p>Everywhere θ is {@link #PARTS} such blocks in one matrix, r and t, modified; and {@code kept}, {@link #KEPT} blocks, is
 * what a pass leaves for its products. {@code logDet} and {@code detBar} are [1, n].
 */
public final class AffineRows {
    /** Number of blocks of θ. */
    public static final int PARTS = 2;

    /** Number of blocks that a pass leaves. */
    public static final int KEPT = 2;

    static final double LIMIT = 1.5;
    static final double LIMIT_SQUARED = LIMIT * LIMIT;
    static final double LIMIT_CUBED = LIMIT * LIMIT * LIMIT;

    private AffineRows() {}

    /**
     * Computes x from z.
     *
     * @param kept Modified.
     * @param logDet the sum of s over the variables is added. Modified.
     */
    public static void forward(Matrix theta, Matrix kept, Matrix z, Matrix x, Matrix logDet) {
        Kernels.active().affineScale(theta, kept, z.size());
        Kernels.active().affineForward(theta, kept, z, x, logDet, z.rows(), z.columns());
    }

    /**
     * Computes z from x.
     *
     * @param kept Modified.
     * @param logDet the sum of s over the variables is subtracted. Modified.
     */
    public static void inverse(Matrix theta, Matrix kept, Matrix x, Matrix z, Matrix logDet) {
        Kernels.active().affineScale(theta, kept, x.size());
        Kernels.active().affineInverse(theta, kept, x, z, logDet, x.rows(), x.columns());
    }

    /**
     * The vector-Jacobian product of either direction at a pair with a given z.
     *
     * @param inverse whether of x → z
     * @param theta receives the cotangents of r and t. Modified.
     * @param kept as a pass of either direction left it. Not modified.
     * @param toBar cotangent of the result. Not modified.
     * @param detBar cotangent of the log-determinant. Not modified.
     * @param fromBar cotangent of the argument. Modified.
     */
    public static void vjp(
            boolean inverse, Matrix theta, Matrix kept, Matrix z, Matrix toBar, Matrix detBar, Matrix fromBar) {
        Kernels.active().affineVjp(inverse, theta, kept, z, toBar, detBar, fromBar, z.rows(), z.columns());
    }
}
