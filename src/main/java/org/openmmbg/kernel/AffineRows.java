package org.openmmbg.kernel;

/**
 * x = z·eˢ + t, the transformer of RealNVP (Dinh et al. 2017, arXiv 1605.08803, eq. 7), with s = c·r/√(c² + r²) from a raw
 * r, so that no scale leaves (e⁻ᶜ, eᶜ). Each call does all variables of all cells: matrices [variables, n] of float64, n a
 * multiple of {@link Matrix#LANES}.
 *
 * <p>Everywhere θ is {@link #PARTS} such blocks in one matrix, modified: r, t, and two of working memory. {@code logDet}
 * and {@code detBar} are [1, n].
 */
public final class AffineRows {
    /** Number of blocks of θ with its working memory. */
    public static final int PARTS = 4;

    static final double LIMIT = 1.5;
    static final double LIMIT_SQUARED = LIMIT * LIMIT;
    static final double LIMIT_CUBED = LIMIT * LIMIT * LIMIT;

    private AffineRows() {}

    /**
     * Computes x from z.
     *
     * @param logDet the sum of s over the variables is added. Modified.
     */
    public static void forward(Matrix theta, Matrix z, Matrix x, Matrix logDet) {
        Kernels.active().affineScale(theta, z.size());
        Kernels.active().affineForward(theta, z, x, logDet, z.rows(), z.columns());
    }

    /**
     * Computes z from x.
     *
     * @param logDet the sum of s over the variables is subtracted. Modified.
     */
    public static void inverse(Matrix theta, Matrix x, Matrix z, Matrix logDet) {
        Kernels.active().affineScale(theta, x.size());
        Kernels.active().affineInverse(theta, x, z, logDet, x.rows(), x.columns());
    }

    /**
     * The vector-Jacobian product of either direction at a pair with a given z.
     *
     * @param inverse whether of x → z
     * @param theta r and t on entry, their cotangents on return. Modified.
     * @param toBar cotangent of the result. Not modified.
     * @param detBar cotangent of the log-determinant. Not modified.
     * @param fromBar cotangent of the argument. Modified.
     */
    public static void vjp(boolean inverse, Matrix theta, Matrix z, Matrix toBar, Matrix detBar, Matrix fromBar) {
        Kernels.active().affineScale(theta, z.size());
        Kernels.active().affineVjp(inverse, theta, z, toBar, detBar, fromBar, z.rows(), z.columns());
    }
}
