package org.openmmbg.kernel;

/**
 * Monotone rational-quadratic splines (Durkan et al. 2019, arXiv 1906.04032, eqs. 4 to 8) for one row of cells at a time:
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
    private final Matrix rows;

    private SplineRows(int bins, boolean circular, double half, double seam, Matrix memory) {
        checkBins(bins);
        this.bins = bins;
        this.circular = circular;
        this.seam = seam;
        layout = layout(bins, half);
        rows = memory;
    }

    private static SplineLayout layout(int bins, double half) {
        return new SplineLayout(bins, LEAST_BIN, 1 - bins * LEAST_BIN, half, LEAST_SLOPE, SLOPE_SHIFT);
    }

    /** Returns the number of rows of working memory that splines of so many pieces need. */
    public static int rows(int bins) {
        return layout(bins, 1).rows();
    }

    /**
     * Makes circular splines.
     *
     * @param bins number of pieces of each spline
     * @param seam fixed angle added before the spline, and taken off after it, radians
     * @param memory working memory, {@link #rows} rows of float64 with room for all cells. Modified by every other call.
     */
    public static SplineRows circular(int bins, double seam, Matrix memory) {
        return new SplineRows(bins, true, Math.PI, seam, memory);
    }

    /**
     * Makes splines with linear tails.
     *
     * @param bins number of pieces of each spline
     * @param bound beyond ± this is the identity, more than 0
     * @param memory working memory, {@link #rows} rows of float64 with room for all cells. Modified by every other call.
     */
    public static SplineRows linearTails(int bins, double bound, Matrix memory) {
        return new SplineRows(bins, false, bound, 0, memory);
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
        locate(theta, firstRow, z, zIndex, n);
        Kernels.active().splineForward(rows, layout, logDet, n);
        if (circular) {
            int position = layout.position() * n;
            Kernels.active().wrap(rows, position, -seam, 1, rows, layout.rotation() * n, x, xIndex, n);
        } else {
            Kernels.active().splineTails(rows, layout, z, zIndex, x, xIndex, n);
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
        int position = layout.position() * n;
        if (circular) {
            Kernels.active().wrap(x, xIndex, seam, -1, rows, layout.rotation() * n, rows, position, n);
        } else {
            DenseMath.widen(x, xIndex, rows, position, n);
        }
        Kernels.active().findBin(rows, layout, true, n);
        Kernels.active().slopes(rows, layout, n);
        Kernels.active().splineInverse(rows, layout, n);
        Kernels.active().splineRefine(rows, layout, logDet, n);
        if (circular) {
            Kernels.active().wrap(rows, position, -seam, 0, rows, position, z, zIndex, n);
        } else {
            Kernels.active().splineTails(rows, layout, x, xIndex, z, zIndex, n);
        }
    }

    /**
     * The vector-Jacobian product of either direction at a pair with a given z.
     *
     * @param inverse whether of x → z
     * @param theta as in {@link #forward}
     * @param zIndex first cell in z, toBar and fromBar
     * @param toBar cotangent of the result. Not modified.
     * @param detBar cotangent of the log-determinant, cells 0 to n. Not modified.
     * @param fromBar cotangent of the argument. Modified.
     * @param thetaBar cotangent of θ, in the same rows as theta. Modified.
     */
    public void vjp(
            boolean inverse,
            Matrix theta,
            int firstRow,
            Matrix z,
            int zIndex,
            Matrix toBar,
            Matrix detBar,
            Matrix fromBar,
            Matrix thetaBar,
            int n) {
        locate(theta, firstRow, z, zIndex, n);
        Kernels kernels = Kernels.active();
        kernels.splineVjp(rows, layout, inverse, toBar, zIndex, detBar, fromBar, n);
        kernels.splineBinVjp(rows, layout, n);
        if (!circular) {
            kernels.splineTailsVjp(rows, layout, z, toBar, zIndex, fromBar, n);
        }
        kernels.sharesVjp(rows, layout, false, n);
        kernels.sharesVjp(rows, layout, true, n);
        kernels.slopesVjp(rows, layout, n);
        int slopes = layout.rawSlopes() * n;
        if (circular) {
            // The slope at the seam is that of the last knot too.
            kernels.addRow(rows, slopes + bins * n, rows, slopes, n);
            DenseMath.narrow(rows, 0, thetaBar, firstRow * n, 3 * bins * n);
            // The image moves with the rotation as with the bottom of its bin.
            DenseMath.narrow(rows, (layout.bars() + 2) * n, thetaBar, (firstRow + 3 * bins) * n, n);
        } else {
            DenseMath.narrow(rows, 0, thetaBar, firstRow * n, 2 * bins * n);
            DenseMath.narrow(rows, slopes + n, thetaBar, (firstRow + 2 * bins) * n, (bins - 1) * n);
        }
    }

    private void load(Matrix theta, int firstRow, int n) {
        rows.reshape(layout.rows(), n);
        int slopes = layout.rawSlopes() * n;
        if (circular) {
            int rotation = layout.rotation() * n;
            DenseMath.widen(theta, firstRow * n, rows, 0, 3 * bins * n);
            DenseMath.widen(theta, (firstRow + 2 * bins) * n, rows, slopes + bins * n, n);
            DenseMath.widen(theta, (firstRow + 3 * bins) * n, rows, rotation, n);
            // Many turns more would cost an angle added to them its last digits.
            Kernels.active().wrap(rows, rotation, 0, 0, rows, rotation, rows, rotation, n);
        } else {
            DenseMath.widen(theta, firstRow * n, rows, 0, 2 * bins * n);
            DenseMath.widen(theta, (firstRow + 2 * bins) * n, rows, slopes + n, (bins - 1) * n);
            rows.clear(slopes, n);
            rows.clear(slopes + bins * n, n);
        }
        Kernels kernels = Kernels.active();
        kernels.exp(rows, 0, 2 * bins * n);
        kernels.normalize(rows, 0, bins, n);
        kernels.normalize(rows, layout.heights() * n, bins, n);
    }

    private void locate(Matrix theta, int firstRow, Matrix z, int zIndex, int n) {
        load(theta, firstRow, n);
        int position = layout.position() * n;
        if (circular) {
            Kernels.active().wrap(z, zIndex, seam, 0, z, zIndex, rows, position, n);
        } else {
            DenseMath.widen(z, zIndex, rows, position, n);
        }
        Kernels.active().findBin(rows, layout, false, n);
        Kernels.active().slopes(rows, layout, n);
    }
}
