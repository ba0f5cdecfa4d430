package org.openmmbg.flow;

/**
 * A family of increasing functions x = f(z; θ) of one variable, with θ from a network: the part of a coupling that moves.
 *
 * <p>From f′ and the curvature g = ∂ log f′/∂z, and sums α·∂f/∂θ + β·∂ log f′/∂θ, a {@link Coupling} makes the vector-
 * Jacobian products of both directions. Implementations hold no state; scratch is in {@link Point}.
 */
sealed interface Transformer permits AffineTransformer, CircularSplineTransformer {

    /** Returns the length of θ for one variable. All zeros is the identity. */
    int parameters();

    /** Makes the working memory of one thread. */
    default Point newPoint() {
        return new Point(parameters());
    }

    /**
     * Computes x, log f′ and, for the products, f′ and g.
     *
     * @param theta θ, from {@code offset} on. Not modified.
     */
    void forward(double[] theta, int offset, double z, Point point);

    /** As {@link #forward}, but finds z from x. */
    void inverse(double[] theta, int offset, double x, Point point);

    /**
     * Computes α·∂f/∂θ + β·∂ log f′/∂θ at the point of the last {@link #forward} or {@link #inverse}.
     *
     * @param bar receives the sum, from {@code offset} on. Modified.
     */
    void pullback(double[] theta, int offset, Point point, double alpha, double beta, double[] bar);

    /** A point on the graph of f, with scratch. */
    final class Point {
        double z;
        double x;
        double slope;
        double logSlope;
        double curvature;

        /** Which piece of a piecewise function the point is on. */
        int bin;

        final double[] scratch;

        Point(int parameters) {
            scratch = new double[2 * parameters];
        }
    }
}
