package org.openmmbg.kernel;

import java.nio.ByteBuffer;

/**
 * The element-wise work of flows, in two implementations with bitwise equal results: {@link ScalarKernels} and, where the
 * JVM has the Vector API, {@code VectorKernels}.
 *
 * <p>The first group works on whole matrices of float32: the networks. The second works on rows of float64, n cells a
 * row with n a multiple of {@link Matrix#LANES}: the coordinates that a coupling moves. A row is given by its matrix and
 * the index of its first element. Callers see to it that indices are in range; memory is safe in any case.
 */
interface Kernels {
    /** Names the implementation to take: {@code vector} or {@code scalar}; the default is vector where there is one. */
    String PROPERTY = "openmmbg.kernels";

    /** Returns the implementation this JVM uses. */
    static Kernels active() {
        return KernelChoice.ACTIVE;
    }

    /** Returns the implementation for what a network gives: of float64, which exist for comparison only, the scalar one. */
    static Kernels of(Matrix theta) {
        return theta.precision() == Precision.FLOAT32 ? KernelChoice.ACTIVE : KernelChoice.SCALAR;
    }

    /** Returns how this implementation wants to be given memory. */
    Object storage(ByteBuffer bytes);

    // Networks, float32.

    /** Adds bias f, of [1, features], to row f of a [features, n]. */
    void addBias(Matrix matrix, Matrix bias);

    /** Adds the bias to {@code in}, and sets {@code out}, which may be the same matrix, to the activation of that. */
    void activate(Activation activation, Matrix in, Matrix bias, Matrix out);

    /** Multiplies a cotangent by the activation's derivative, given what {@link #activate} left. */
    void activateVjp(Activation activation, Matrix in, Matrix out, Matrix bar);

    /** Adds a matrix to another. */
    void add(Matrix from, Matrix to);

    /** Returns the sum of squares: of 16 interleaved parts first, which it leaves in parts, then of these in a tree. */
    double squaredNorm(Matrix matrix, double[] parts);

    /** One step of Adam on one parameter. */
    void adam(AdamStep step, Matrix value, Matrix gradient, Matrix first, Matrix second, Matrix average);

    // Coordinates, float64.

    /** Converts count elements from float32. */
    void widen(Matrix from, int fromIndex, Matrix to, int toIndex, int count);

    /** Converts count elements to float32. */
    void narrow(Matrix from, int fromIndex, Matrix to, int toIndex, int count);

    /** Sets row j of {@code to}, of n cells, to row rows[j] of {@code from}. */
    void takeRows(Matrix from, int[] rows, Matrix to, int n);

    /** Likewise, to float32. */
    void narrowRows(Matrix from, int[] rows, Matrix to, int n);

    /** Sets row rows[j] of {@code to}, of n cells, to row j of {@code from}. */
    void putRows(Matrix from, int[] rows, Matrix to, int n);

    /** Adds row j of {@code from}, of n cells, to row rows[j] of {@code to}. */
    void addRows(Matrix from, int[] rows, Matrix to, int n);

    /** Likewise, from float32. */
    void addWidenedRows(Matrix from, int[] rows, Matrix to, int n);

    /** Adds a row of n cells to another. */
    void addRow(Matrix from, int fromIndex, Matrix to, int toIndex, int n);

    /** Sets count elements of float64 to the exponentials of others of float32, or of float64 for the scalar kernels. */
    void exp(Matrix from, int fromIndex, Matrix to, int toIndex, int count);

    /** Sets sine and cosine of n angles. */
    void sinCos(Matrix angles, int index, Matrix sin, int sinIndex, Matrix cos, int cosIndex, int n);

    /**
     * Sets rows index and index + n to cosine and sine of the next multiple, from those of the last in the two rows before
     * and those of the angle itself in rows 0 and n.
     */
    void nextHarmonic(Matrix rows, int index, int n);

    /** Sets the angles' cotangents to Σ k·(sinBarₖ·cosₖ − cosBarₖ·sinₖ), cosines and sines of each k in two rows. */
    void harmonicsVjp(Matrix values, Matrix bars, int harmonics, Matrix angleBars, int index, int n);

    /** Sets out to wrap(a + constant + factor·b), wrap bringing an angle into [−π, π). */
    void wrap(
            Matrix a,
            int aIndex,
            double constant,
            double factor,
            Matrix b,
            int bIndex,
            Matrix out,
            int outIndex,
            int n);

    // Affine couplings: row step·j of r's matrix and row step·(j + 1) − 1 of t's are those of variable j, with n cells
    // each, of
    // float32, or of float64 for the scalar kernels.

    /** Sets {@code scale} to s, and the blocks of {@code kept} to eˢ and ds/dr: see {@link AffineRows}. */
    void affineScale(Matrix r, int step, Matrix scale, Matrix kept, int variables, int n);

    /** {@link AffineRows#forward} after {@link #affineScale}. */
    void affineForward(
            Matrix t, int step, Matrix scale, Matrix kept, Matrix z, Matrix x, Matrix logDet, int variables, int n);

    /** {@link AffineRows#inverse} after {@link #affineScale}. */
    void affineInverse(
            Matrix t, int step, Matrix scale, Matrix kept, Matrix x, Matrix z, Matrix logDet, int variables, int n);

    /** {@link AffineRows#vjp}. */
    void affineVjp(
            boolean inverse,
            Matrix kept,
            Matrix z,
            Matrix toBar,
            Matrix detBar,
            Matrix fromBar,
            Matrix rBar,
            Matrix tBar,
            int step,
            int variables,
            int n);

    /** Sets what one is worth of the exponentials of widths or heights, whose pieces cover the interval. */
    void splineScale(Matrix kept, SplineLayout layout, boolean heights, int n);

    /** Finds the bin of each cell: see {@link SplineRows}. */
    void findBin(Matrix kept, Matrix work, SplineLayout layout, boolean byHeight, int n);

    /** Sets slopes at both ends of each cell's bin from their raw values: see {@link SplineRows}. */
    void slopes(Matrix kept, SplineLayout layout, int n);

    /** Evaluates the spline from left to right: see {@link SplineRows}. */
    void splineForward(Matrix kept, Matrix work, SplineLayout layout, Matrix logDet, int n);

    /** Solves the quadratic equation of the spline's inverse: see {@link SplineRows}. */
    void splineInverse(Matrix kept, Matrix work, SplineLayout layout, int n);

    /**
     * Takes one step of Newton's method from there, against the cancellation in the discriminant where slopes are steep, and
     * evaluates the inverse.
     */
    void splineRefine(Matrix kept, Matrix work, SplineLayout layout, Matrix logDet, int n);

    /** Cotangents of the position and of the bin's edges: see {@link SplineRows}. */
    void splineVjp(
            Matrix kept,
            Matrix work,
            SplineLayout layout,
            boolean inverse,
            Matrix toBar,
            int barIndex,
            Matrix detBar,
            Matrix fromBar,
            int n);

    /** Cotangents of the bin's sizes and slopes, after {@link #splineVjp}: see {@link SplineRows}. */
    void splineBinVjp(Matrix kept, Matrix work, SplineLayout layout, int n);

    /** Sets {@code to} to {@code within} where {@code from} lies in [−half, half], and to {@code from} elsewhere. */
    void splineTails(
            Matrix within, int withinIndex, double half, Matrix from, int fromIndex, Matrix to, int toIndex, int n);

    /** Beyond the bounds, of z: lets toBar pass, and nothing to θ. */
    void splineTailsVjp(Matrix work, SplineLayout layout, Matrix z, Matrix toBar, int index, Matrix fromBar, int n);

    /** Carries cotangents of starts and sizes to the logits: see {@link SplineRows}. */
    void sharesVjp(Matrix kept, Matrix work, SplineLayout layout, boolean heights, int n);

    /** Carries cotangents of slopes to their raw values, which they replace: see {@link SplineRows}. */
    void slopesVjp(Matrix kept, Matrix work, SplineLayout layout, int n);
}
