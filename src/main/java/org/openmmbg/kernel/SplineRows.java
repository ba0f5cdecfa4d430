package org.openmmbg.kernel;

/**
 * Monotone rational-quadratic splines (Durkan et al. 2019, arXiv 1906.04032, eqs. 4 to 8) for one variable of all cells:
 * the memory of one thread. All zeros of θ is the identity.
 *
 * <ul>
 *   <li>Circular: the circle [−π, π) onto itself, followed by a rotation, with the derivatives at the seam tied, as Rezende
 *       et al. 2020 (arXiv 2002.02428) do. θ of a cell holds {@code bins} logits of widths, {@code bins} logits of heights,
 *       {@code bins} raw slopes at the knots (that at the seam once) and one rotation. The whole circle is covered once, so
 *       the map is one-to-one.
 *   <li>With linear tails: [−bound, bound] onto itself, the identity beyond, with slope 1 at both ends. θ holds
 *       {@code bins} logits of widths, {@code bins} logits of heights and {@code bins} − 1 raw slopes at the inner knots.
 * </ul>
 *
 * <p>A pass in either direction leaves what its products need, so these come after it and take nothing of it again.
 *
 * <p>Both directions work in double precision from the same θ, so a round trip is exact to that, whatever the precision of
 * θ.
 */
public final class SplineRows {
    private static final double LEAST_BIN = 1e-3;
    private static final double LEAST_SLOPE = 1e-3;

    /** So many that the least widths fill a tenth of the interval. */
    private static final int MOST_BINS = 100;

    /** Raw slope 0 is slope 1: softplus(this) + least = 1. */
    private static final double SLOPE_SHIFT = StrictMath.log(StrictMath.expm1(1 - LEAST_SLOPE));

    private final SplineLayout layout;
    private final int bins;
    private final boolean circular;
    private final double seam;
    private final Matrix kept;
    private final Matrix work;

    private SplineRows(int bins, boolean circular, double half, double seam, Matrix kept, Matrix work) {
        checkBins(bins);
        this.bins = bins;
        this.circular = circular;
        this.seam = seam;
        layout = layout(bins, half);
        this.kept = kept;
        this.work = work;
    }

    private static SplineLayout layout(int bins, double half) {
        return new SplineLayout(bins, LEAST_BIN, 1 - bins * LEAST_BIN, half, LEAST_SLOPE, SLOPE_SHIFT);
    }

    /** Returns the number of rows that a pass of a spline of so many pieces leaves for its products. */
    public static int keptRows(int bins) {
        return layout(bins, 1).keptRows();
    }

    /** Returns the number of rows of working memory that a spline of so many pieces needs. */
    public static int workRows(int bins) {
        return layout(bins, 1).workRows();
    }

    /**
     * Makes circular splines.
     *
     * @param bins number of pieces of each spline
     * @param seam fixed angle added before the spline, and taken off after it, radians
     * @param kept {@link #keptRows} rows of float64 with room for all cells. Modified by every pass.
     * @param work working memory, {@link #workRows} such rows. Modified by every other call; holds nothing in between.
     */
    public static SplineRows circular(int bins, double seam, Matrix kept, Matrix work) {
        return new SplineRows(bins, true, Math.PI, seam, kept, work);
    }

    /**
     * Makes splines with linear tails.
     *
     * @param bins number of pieces of each spline
     * @param bound beyond ± this is the identity, more than 0
     * @param kept {@link #keptRows} rows of float64 with room for all cells. Modified by every pass.
     * @param work working memory, {@link #workRows} such rows. Modified by every other call; holds nothing in between.
     */
    public static SplineRows linearTails(int bins, double bound, Matrix kept, Matrix work) {
        return new SplineRows(bins, false, bound, 0, kept, work);
    }

    /**
     * Refuses numbers of bins that cannot be.
     *
     * @throws IllegalArgumentException if there are fewer than 2 or more than 100
     */
    public static void checkBins(int bins) {
        if (bins < 2 || bins > MOST_BINS) {
            throw new IllegalArgumentException("a spline has 2 to " + MOST_BINS + " bins, not " + bins);
        }
    }

    /** Returns the length of θ of one cell of a circular spline. */
    public static int circularParameters(int bins) {
        return 3 * bins + 1;
    }

    /** Returns the length of θ of one cell of a spline with linear tails. */
    public static int linearTailsParameters(int bins) {
        return 3 * bins - 1;
    }

    /**
     * Computes x from z.
     *
     * @param theta a row for each number of θ from firstRow on, [rows, n]. Not modified.
     * @param zIndex first cell in z, of float64. Not modified.
     * @param xIndex first cell in x, of float64. Modified.
     * @param logDet ln dx/dz is added to cells 0 to n. Modified.
     */
    public void forward(Matrix theta, int firstRow, Matrix z, int zIndex, Matrix x, int xIndex, Matrix logDet, int n) {
        load(theta, firstRow, n);
        Kernels kernels = Kernels.active();
        int position = layout.position() * n;
        int image = layout.image() * n;
        if (circular) {
            kernels.wrap(z, zIndex, seam, 0, z, zIndex, kept, position, n);
        } else {
            DenseMath.widen(z, zIndex, kept, position, n);
        }
        kernels.findBin(kept, work, layout, false, n);
        kernels.slopes(kept, layout, n);
        kernels.splineForward(kept, work, layout, logDet, n);
        if (circular) {
            kernels.wrap(work, image, -seam, 1, work, layout.rotation() * n, x, xIndex, n);
        } else {
            kernels.splineTails(work, image, layout.half(), z, zIndex, x, xIndex, n);
        }
    }

    /**
     * Computes z from x.
     *
     * @param theta a row for each number of θ from firstRow on, [rows, n]. Not modified.
     * @param xIndex first cell in x, of float64. Not modified.
     * @param zIndex first cell in z, of float64. Modified.
     * @param logDet ln dz/dx is added to cells 0 to n. Modified.
     */
    public void inverse(Matrix theta, int firstRow, Matrix x, int xIndex, Matrix z, int zIndex, Matrix logDet, int n) {
        load(theta, firstRow, n);
        Kernels kernels = Kernels.active();
        int position = layout.position() * n;
        int image = layout.image() * n;
        if (circular) {
            kernels.wrap(x, xIndex, seam, -1, work, layout.rotation() * n, work, image, n);
        } else {
            DenseMath.widen(x, xIndex, work, image, n);
        }
        kernels.findBin(kept, work, layout, true, n);
        kernels.slopes(kept, layout, n);
        kernels.splineInverse(kept, work, layout, n);
        kernels.splineRefine(kept, work, layout, logDet, n);
        if (circular) {
            kernels.wrap(kept, position, -seam, 0, kept, position, z, zIndex, n);
        } else {
            kernels.splineTails(kept, position, layout.half(), x, xIndex, z, zIndex, n);
        }
    }

    /**
     * The vector-Jacobian product of either direction at the pair of the last pass.
     *
     * @param inverse whether of x → z
     * @param z what that pass began or ended with. Not modified.
     * @param zIndex first cell in z, toBar and fromBar
     * @param toBar cotangent of the result. Not modified.
     * @param detBar cotangent of the log-determinant, cells 0 to n. Not modified.
     * @param fromBar cotangent of the argument. Modified.
     * @param thetaBar cotangent of θ, a row for each number from firstRow on. Modified.
     */
    public void vjp(
            boolean inverse,
            Matrix z,
            int zIndex,
            Matrix toBar,
            Matrix detBar,
            Matrix fromBar,
            Matrix thetaBar,
            int firstRow,
            int n) {
        work.reshape(layout.workRows(), n);
        Kernels kernels = Kernels.active();
        kernels.splineVjp(kept, work, layout, inverse, toBar, zIndex, detBar, fromBar, n);
        kernels.splineBinVjp(kept, work, layout, n);
        if (!circular) {
            kernels.splineTailsVjp(work, layout, z, toBar, zIndex, fromBar, n);
        }
        kernels.sharesVjp(kept, work, layout, false, n);
        kernels.sharesVjp(kept, work, layout, true, n);
        kernels.slopesVjp(kept, work, layout, n);
        int slopes = layout.rawSlopes() * n;
        if (circular) {
            // The slope at the seam is that of the last knot too.
            kernels.addRow(work, slopes + bins * n, work, slopes, n);
            DenseMath.narrow(work, 0, thetaBar, firstRow * n, 3 * bins * n);
            // The image moves with the rotation as with the bottom of its bin.
            DenseMath.narrow(work, (layout.bars() + 2) * n, thetaBar, (firstRow + 3 * bins) * n, n);
        } else {
            DenseMath.narrow(work, 0, thetaBar, firstRow * n, 2 * bins * n);
            DenseMath.narrow(work, slopes + n, thetaBar, (firstRow + 2 * bins) * n, (bins - 1) * n);
        }
    }

    private void load(Matrix theta, int firstRow, int n) {
        kept.reshape(layout.keptRows(), n);
        work.reshape(layout.workRows(), n);
        int slopes = layout.rawSlopes() * n;
        DenseMath.exp(theta, firstRow * n, kept, 0, 2 * bins * n);
        if (circular) {
            int rotation = layout.rotation() * n;
            DenseMath.widen(theta, (firstRow + 2 * bins) * n, work, slopes, bins * n);
            DenseMath.widen(theta, (firstRow + 2 * bins) * n, work, slopes + bins * n, n);
            DenseMath.widen(theta, (firstRow + 3 * bins) * n, work, rotation, n);
            // Many turns more would cost an angle added to them its last digits.
            Kernels.active().wrap(work, rotation, 0, 0, work, rotation, work, rotation, n);
        } else {
            DenseMath.widen(theta, (firstRow + 2 * bins) * n, work, slopes + n, (bins - 1) * n);
            work.clear(slopes, n);
            work.clear(slopes + bins * n, n);
        }
        Kernels kernels = Kernels.active();
        kernels.splineScale(kept, layout, false, n);
        kernels.splineScale(kept, layout, true, n);
    }
}
