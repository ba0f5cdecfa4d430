package org.openmmbg.kernel;

/**
 * x = z·eˢ + t, the transformer of RealNVP (Dinh et al. 2017, arXiv 1605.08803, eq. 7), with s = c·r/√(c² + r²) from a raw
 * r, so that no scale leaves (e⁻ᶜ, eᶜ). Each call does all variables of all cells: matrices [variables, n] of float64, n a
 * multiple of {@link Matrix#LANES}; {@code logDet} and {@code detBar} are [1, n].
 *
 * <p>r and t are rows of what networks give, of either precision: of variable j the row step·j of r's matrix and the row
 * step·(j + 1) − 1 of t's. So they may come in a matrix each (step 1), or in turn in one (step 2).
 */
public final class AffineRows {
    private final int variables;
    private final Matrix kept;
    private final Matrix scale;

    /** Number of blocks of [variables, n] that a pass leaves: eˢ and ds/dr. */
    private static final int KEPT = 2;

    static final double LIMIT = 1.5;
    static final double LIMIT_SQUARED = LIMIT * LIMIT;
    static final double LIMIT_CUBED = LIMIT * LIMIT * LIMIT;

    /**
     * Makes the memory of one thread.
     *
     * @param variables number of variables
     * @param capacity most cells
     * @param work [variables, capacity] of float64. Modified by every pass; holds nothing in between.
     */
    public AffineRows(int variables, int capacity, Matrix work) {
        this.variables = variables;
        kept = new Matrix(Precision.FLOAT64, KEPT * variables, capacity);
        scale = work;
    }

    private void computeScale(Matrix r, int step, int n) {
        kept.reshape(KEPT * variables, n);
        scale.reshape(variables, n);
        Kernels.of(r).affineScale(r, step, scale, kept, variables, n);
    }

    /**
     * Computes x from z.
     *
     * @param r Not modified.
     * @param t Not modified.
     * @param z Not modified.
     * @param x Modified.
     * @param logDet the sum of s over the variables is added. Modified.
     */
    public void forward(Matrix r, Matrix t, int step, Matrix z, Matrix x, Matrix logDet) {
        computeScale(r, step, z.columns());
        Kernels.of(t).affineForward(t, step, scale, kept, z, x, logDet, variables, z.columns());
    }

    /**
     * Computes z from x.
     *
     * @param r Not modified.
     * @param t Not modified.
     * @param x Not modified.
     * @param z Modified.
     * @param logDet the sum of s over the variables is subtracted. Modified.
     */
    public void inverse(Matrix r, Matrix t, int step, Matrix x, Matrix z, Matrix logDet) {
        computeScale(r, step, x.columns());
        Kernels.of(t).affineInverse(t, step, scale, kept, x, z, logDet, variables, x.columns());
    }

    /**
     * The vector-Jacobian product of either direction at the pair of the last pass.
     *
     * @param inverse whether of x → z
     * @param z what that pass began or ended with. Not modified.
     * @param toBar cotangent of the result. Not modified.
     * @param detBar cotangent of the log-determinant. Not modified.
     * @param fromBar cotangent of the argument. Modified.
     * @param rBar cotangent of r. Modified.
     * @param tBar cotangent of t. Modified.
     */
    public void vjp(
            boolean inverse,
            Matrix z,
            Matrix toBar,
            Matrix detBar,
            Matrix fromBar,
            Matrix rBar,
            Matrix tBar,
            int step) {
        Kernels.of(rBar).affineVjp(inverse, kept, z, toBar, detBar, fromBar, rBar, tBar, step, variables, z.columns());
    }
}
