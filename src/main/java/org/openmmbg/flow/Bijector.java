package org.openmmbg.flow;

import org.jspecify.annotations.Nullable;

/**
 * An invertible map between latent z and x, both [rows, dimension], row-major, in double precision.
 *
 * <p>A bijector holds parameters only and may be used by several threads, each with a {@link Tape} of its own. A vector-
 * Jacobian product belongs to the last pass on its tape. That pass may have gone either way: it leaves a pair (z, x), at
 * which both products can be taken, any number of times.
 */
public interface Bijector {

    /** Returns the number of columns of z and of x. */
    int dimension();

    /**
     * Makes working memory for passes of up to {@code capacity} rows.
     *
     * @param capacity at least 1
     */
    Tape newTape(int capacity);

    /**
     * Maps z → x.
     *
     * @param tape working memory. Modified.
     * @param rows number of rows
     * @param z [rows, dimension]. Not modified.
     * @param x [rows, dimension]. Modified. Must not be z.
     * @param logDet log|det ∂x/∂z| is added, [rows]. Modified.
     */
    void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet);

    /**
     * The vector-Jacobian product of z → x at the pair of the last pass on this tape.
     *
     * @param tape the tape of that pass. Its scratch is modified.
     * @param rows number of rows
     * @param xBar cotangent of x, [rows, dimension]. Not modified.
     * @param logDetBar cotangent of the log-determinant, [rows]. Not modified.
     * @param zBar cotangent of z, [rows, dimension]. Modified. Must not be xBar.
     * @param gradients the parameters' cotangents are added; null when they are not wanted
     */
    void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients);

    /**
     * Maps x → z.
     *
     * @param tape working memory. Modified.
     * @param rows number of rows
     * @param x [rows, dimension]. Not modified.
     * @param z [rows, dimension]. Modified. Must not be x.
     * @param logDet log|det ∂z/∂x| is added, [rows]. Modified.
     */
    void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet);

    /**
     * The vector-Jacobian product of x → z at the pair of the last pass on this tape.
     *
     * @param tape the tape of that pass. Its scratch is modified.
     * @param rows number of rows
     * @param zBar cotangent of z, [rows, dimension]. Not modified.
     * @param logDetBar cotangent of the log-determinant, [rows]. Not modified.
     * @param xBar cotangent of x, [rows, dimension]. Modified. Must not be zBar.
     * @param gradients the parameters' cotangents are added; null when they are not wanted
     */
    void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients);
}
