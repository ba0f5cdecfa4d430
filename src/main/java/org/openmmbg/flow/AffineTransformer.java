package org.openmmbg.flow;

/**
 * x = z·eˢ + t, the transformer of RealNVP (Dinh et al. 2017, arXiv 1605.08803, eq. 7), with s = c·r/√(c² + r²) from the
 * network's r, so that no scale leaves (e⁻ᶜ, eᶜ).
 */
record AffineTransformer() implements Transformer {
    private static final double LIMIT = 1.5;

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public void forward(double[] theta, int offset, double z, Point point) {
        scale(theta[offset], point);
        point.z = z;
        point.x = z * point.slope + theta[offset + 1];
    }

    @Override
    public void inverse(double[] theta, int offset, double x, Point point) {
        scale(theta[offset], point);
        point.x = x;
        point.z = (x - theta[offset + 1]) / point.slope;
    }

    private static void scale(double raw, Point point) {
        point.logSlope = LIMIT * raw / Math.sqrt(LIMIT * LIMIT + raw * raw);
        point.slope = Math.exp(point.logSlope);
        point.curvature = 0;
    }

    @Override
    public void pullback(double[] theta, int offset, Point point, double alpha, double beta, double[] bar) {
        double raw = theta[offset];
        double q = LIMIT * LIMIT + raw * raw;
        double derivative = LIMIT * LIMIT * LIMIT / (q * Math.sqrt(q));
        bar[offset] = (alpha * point.z * point.slope + beta) * derivative;
        bar[offset + 1] = alpha;
    }
}
