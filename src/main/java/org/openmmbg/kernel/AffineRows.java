package org.openmmbg.kernel;

/**
 * x = z·eˢ + t, the transformer of RealNVP (Dinh et al. 2017, arXiv 1605.08803, eq. 7), with s = c·r/√(c² + r²) from a raw
 * r, so that no scale leaves (e⁻ᶜ, eᶜ). Each call does one row of n cells; n is a multiple of {@link Matrix#LANES}.
 *
 * <p>Everywhere θ is [4, n] in float64, modified: the row of r, the row of t, and two rows of working memory. Other rows are given by a float64 matrix and the
 * index of their first element; {@code logDet} and {@code detBar} are read from index 0.
 */
public final class AffineRows {
    /** Number of rows of θ with its working memory. */
    public static final int ROWS = 4;

    static final double LIMIT = 1.5;
    static final double LIMIT_SQUARED = LIMIT * LIMIT;
    static final double LIMIT_CUBED = LIMIT * LIMIT * LIMIT;

    private AffineRows() {}

    /**
     * Computes x from z.
     *
     * @param logDet s is added. Modified.
     */
    public static void forward(Matrix theta, Matrix z, int zIndex, Matrix x, int xIndex, Matrix logDet, int n) {
        Kernels.active().affineScale(theta, n);
        Kernels.active().affineForward(theta, z, zIndex, x, xIndex, logDet, n);
    }

    /**
     * Computes z from x.
     *
     * @param logDet s is subtracted. Modified.
     */
    public static void inverse(Matrix theta, Matrix x, int xIndex, Matrix z, int zIndex, Matrix logDet, int n) {
        Kernels.active().affineScale(theta, n);
        Kernels.active().affineInverse(theta, x, xIndex, z, zIndex, logDet, n);
    }

    /**
     * The vector-Jacobian product of either direction at a pair with a given z.
     *
     * @param inverse whether of x → z
     * @param theta r and t on entry, their cotangents on return. Modified.
     * @param zIndex index of the row in z, toBar and fromBar
     * @param toBar cotangent of the result. Not modified.
     * @param detBar cotangent of the log-determinant. Not modified.
     * @param fromBar cotangent of the argument. Modified.
     */
    public static void vjp(
            boolean inverse, Matrix theta, Matrix z, int zIndex, Matrix toBar, Matrix detBar, Matrix fromBar, int n) {
        Kernels.active().affineScale(theta, n);
        Kernels.active().affineVjp(inverse, theta, z, zIndex, toBar, detBar, fromBar, n);
    }
}
