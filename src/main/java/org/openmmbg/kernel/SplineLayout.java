package org.openmmbg.kernel;

/**
 * Where {@link SplineRows} keeps what, for n cells: matrices of [rows, n], a row each for every logit, raw slope and
 * intermediate. A record with constants of the spline beside it, so that kernels take one argument.
 *
 * @param bins number of pieces
 * @param least smallest width and height of a piece
 * @param span what is left to share when all pieces have the least
 * @param half the spline maps [−half, half] onto itself
 * @param leastSlope smallest slope at a knot
 * @param slopeShift added to raw slopes, so that 0 means slope 1
 */
record SplineLayout(int bins, double least, double span, double half, double leastSlope, double slopeShift) {
    /** First row of the heights; widths begin at 0. */
    int heights() {
        return bins;
    }

    /** First of the bins + 1 rows of raw slopes at the knots. */
    int rawSlopes() {
        return 2 * bins;
    }

    /** Angle by which a circular spline's image is turned. */
    int rotation() {
        return 3 * bins + 1;
    }

    /** Position on the spline's own axis on entry, its image on return. */
    int position() {
        return 3 * bins + 2;
    }

    int width() {
        return 3 * bins + 3;
    }

    int height() {
        return 3 * bins + 4;
    }

    int left() {
        return 3 * bins + 5;
    }

    int bottom() {
        return 3 * bins + 6;
    }

    /** Raw slope at the bin's left knot; the next row is that at its right knot. */
    int binRawSlopes() {
        return 3 * bins + 7;
    }

    /** Slope at the bin's left knot; the next row is that at its right knot. */
    int binSlopes() {
        return 3 * bins + 9;
    }

    /** Number of the bin. */
    int bin() {
        return 3 * bins + 11;
    }

    /** Cotangents of the bin's left edge, width, bottom edge, height, and slopes at both ends, a row each. */
    int bars() {
        return 3 * bins + 12;
    }

    /** What the kernels leave for each other: argument of the logarithm, or t, 1/denominator, 1/P and β of the products. */
    int scratch() {
        return 3 * bins + 18;
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

    int rows() {
        return 3 * bins + 22;
    }
}
