package org.openmmbg.kernel;

/**
 * Where {@link SplineRows} keeps what, for n cells: matrices of [rows, n], a row each for every logit, raw slope and
 * intermediate. What a pass leaves for its products is in one, {@code kept}; what is forgotten at the next call in another,
 * {@code work}. A record with constants of the spline beside it, so that kernels take one argument.
 *
 * @param bins number of pieces
 * @param least smallest width and height of a piece
 * @param span what is left to share when all pieces have the least
 * @param half the spline maps [−half, half] onto itself
 * @param leastSlope smallest slope at a knot
 * @param slopeShift added to raw slopes, so that 0 means slope 1
 */
record SplineLayout(int bins, double least, double span, double half, double leastSlope, double slopeShift) {
    // Of both: in kept the exponentials of the logits of widths and heights, in work these logits' cotangents.

    /** First of the rows of heights; those of widths begin at 0. */
    int heights() {
        return bins;
    }

    // Of kept.

    /** Position in z on the spline's own axis. */
    int position() {
        return 2 * bins;
    }

    int width() {
        return 2 * bins + 1;
    }

    int height() {
        return 2 * bins + 2;
    }

    int left() {
        return 2 * bins + 3;
    }

    int bottom() {
        return 2 * bins + 4;
    }

    /** Raw slope at the bin's left knot; the next row is that at its right knot. */
    int binRawSlopes() {
        return 2 * bins + 5;
    }

    /** Slope at the bin's left knot; the next row is that at its right knot. */
    int binSlopes() {
        return 2 * bins + 7;
    }

    /** Number of the bin. */
    int bin() {
        return 2 * bins + 9;
    }

    /** What one is worth of the widths' exponentials; of the heights' in the next row. */
    int scales() {
        return 2 * bins + 10;
    }

    /** Number of rows of kept. */
    int keptRows() {
        return 2 * bins + 12;
    }

    // Of work.

    /** First of the bins + 1 rows of raw slopes at the knots, or of their cotangents. */
    int rawSlopes() {
        return 2 * bins;
    }

    /** Angle by which a circular spline's image is turned. */
    int rotation() {
        return 3 * bins + 1;
    }

    /** Position in x on the spline's own axis. */
    int image() {
        return 3 * bins + 2;
    }

    /** Cotangents of the bin's left edge, width, bottom edge, height, and slopes at both ends, a row each. */
    int bars() {
        return 3 * bins + 3;
    }

    /** What the kernels leave for each other: argument of the logarithm, or t, 1/denominator, 1/P and β of the products. */
    int scratch() {
        return 3 * bins + 9;
    }

    /** Share of the bin's height below the image, between the two steps of the inverse. */
    int fraction() {
        return scratch() + 1;
    }

    /** Solution of the quadratic equation, likewise. */
    int root() {
        return scratch() + 2;
    }

    /** Height over width of the bin, likewise. */
    int meanSlope() {
        return scratch() + 3;
    }

    /** Number of rows of work. */
    int workRows() {
        return 3 * bins + 13;
    }
}
