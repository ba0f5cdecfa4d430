package org.openmmbg.kernel;

/**
 * x = z·eˢ + t, the transformer of RealNVP (Dinh et al. 2017, arXiv 1605.08803, eq. 7), with s = c·r/√(c² + r²) from a raw
 * r, so that no scale leaves (e⁻ᶜ, eᶜ): for one variable of all cells at a time.
 *
 * <p>r and t are rows of networks' outputs, of either precision; z, x and their cotangents rows of matrices [variables, n] of
 * float64, n a multiple of {@link Matrix#LANES}; {@code logDet} and {@code detBar} are [1, n]. {@code kept} is what a pass
 * leaves for its products, {@link #KEPT} times [variables, n] of float64.
 */
public final class AffineRows {
    /** Number of blocks that a pass leaves. */
    public static final int KEPT = 2;

    static final double LIMIT = 1.5;
    static final double LIMIT_SQUARED = LIMIT * LIMIT;
    static final double LIMIT_CUBED = LIMIT * LIMIT * LIMIT;

    private AffineRows() {}

    private static AffineRow row(int variable, int rRow, int tRow, Matrix kept, int n) {
        return new AffineRow(n, rRow * n, tRow * n, variable * n, kept.size() / KEPT + variable * n, variable * n);
    }

    /**
     * Computes x from z.
     *
     * @param r its row rRow is meant. Not modified.
     * @param t its row tRow is meant. Not modified.
     * @param kept Modified.
     * @param variable row in z and x
     * @param logDet s is added. Modified.
     */
    public static void forward(
            Matrix r, int rRow, Matrix t, int tRow, Matrix kept, int variable, Matrix z, Matrix x, Matrix logDet) {
        AffineRow row = row(variable, rRow, tRow, kept, z.columns());
        Kernels.of(r.precision()).affineForward(row, r, t, kept, z, x, logDet);
    }

    /**
     * Computes z from x.
     *
     * @param r its row rRow is meant. Not modified.
     * @param t its row tRow is meant. Not modified.
     * @param kept Modified.
     * @param variable row in z and x
     * @param logDet s is subtracted. Modified.
     */
    public static void inverse(
            Matrix r, int rRow, Matrix t, int tRow, Matrix kept, int variable, Matrix x, Matrix z, Matrix logDet) {
        AffineRow row = row(variable, rRow, tRow, kept, x.columns());
        Kernels.of(r.precision()).affineInverse(row, r, t, kept, x, z, logDet);
    }

    /**
     * The vector-Jacobian product of either direction at the pair of the last pass.
     *
     * @param inverse whether of x → z
     * @param kept as that pass left it. Not modified.
     * @param variable row in z and in both cotangents
     * @param z what that pass began or ended with. Not modified.
     * @param toBar cotangent of the result. Not modified.
     * @param detBar cotangent of the log-determinant. Not modified.
     * @param fromBar cotangent of the argument. Modified.
     * @param rBar cotangent of r, in row rRow. Modified.
     * @param tBar cotangent of t, in row tRow. Modified.
     */
    public static void vjp(
            boolean inverse,
            Matrix kept,
            int variable,
            Matrix z,
            Matrix toBar,
            Matrix detBar,
            Matrix fromBar,
            Matrix rBar,
            int rRow,
            Matrix tBar,
            int tRow) {
        AffineRow row = row(variable, rRow, tRow, kept, z.columns());
        Kernels.of(rBar.precision()).affineVjp(row, inverse, kept, z, toBar, detBar, fromBar, rBar, tBar);
    }
}
