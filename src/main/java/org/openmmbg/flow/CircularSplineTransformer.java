package org.openmmbg.flow;

/**
 * A monotone rational-quadratic spline of the circle [−π, π) onto itself, followed by a rotation: Durkan et al. 2019
 * (arXiv 1906.04032, eqs. 4 to 8) with the derivatives at the seam tied, as Rezende et al. 2020 (arXiv 2002.02428) do.
 *
 * <p>θ holds {@code bins} logits of widths, {@code bins} logits of heights, {@code bins} raw slopes at the knots (the
 * slope at the seam once) and one raw rotation. The whole circle is covered once, so the map is one-to-one.
 *
 * @param bins number of pieces, at least 2
 * @param rotation fixed angle added before the spline, radians, so that the seams of successive layers lie apart
 */
record CircularSplineTransformer(int bins, double rotation) implements Transformer {
    private static final double MINIMUM_BIN = 1e-3;
    private static final double MINIMUM_SLOPE = 1e-3;

    /** So many that the least widths fill a tenth of the circle. */
    private static final int MAXIMUM_BINS = 100;

    /** Raw slope 0 is slope 1: softplus(this) + minimum = 1. */
    private static final double SLOPE_SHIFT = Math.log(Math.expm1(1 - MINIMUM_SLOPE));

    CircularSplineTransformer {
        if (bins < 2 || bins > MAXIMUM_BINS) {
            throw new IllegalArgumentException("a circular spline has 2 to " + MAXIMUM_BINS + " bins, not " + bins);
        }
    }

    @Override
    public int parameters() {
        return 3 * bins + 1;
    }

    /** Brings an angle into [−π, π). */
    static double wrap(double angle) {
        double wrapped = angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
        return wrapped >= Math.PI ? -Math.PI : wrapped;
    }

    @Override
    public void forward(double[] theta, int offset, double z, Point point) {
        knots(theta, offset, point);
        double u = wrap(z + rotation);
        double[] s = point.scratch;
        int bin = 0;
        double left = -Math.PI;
        double bottom = -Math.PI;
        while (bin < bins - 1 && u >= left + s[bin]) {
            left += s[bin];
            bottom += s[bins + bin];
            bin++;
        }
        double width = s[bin];
        double t = Math.min(1, Math.max(0, (u - left) / width));
        point.z = z;
        point.bin = bin;
        double y = bottom + evaluate(theta, offset, t, point);
        point.x = wrap(y - rotation + theta[offset + 3 * bins]);
    }

    @Override
    public void inverse(double[] theta, int offset, double x, Point point) {
        knots(theta, offset, point);
        double y = wrap(x + rotation - theta[offset + 3 * bins]);
        double[] s = point.scratch;
        int bin = 0;
        double left = -Math.PI;
        double bottom = -Math.PI;
        while (bin < bins - 1 && y >= bottom + s[bins + bin]) {
            left += s[bin];
            bottom += s[bins + bin];
            bin++;
        }
        double width = s[bin];
        double height = s[bins + bin];
        double d0 = slope(theta, offset, bin);
        double d1 = slope(theta, offset, bin + 1);
        double mean = height / width;
        double fraction = Math.min(1, Math.max(0, (y - bottom) / height));
        double bend = d0 + d1 - 2 * mean;
        // Durkan et al., eqs. 6 to 8, divided by the height.
        double a = mean - d0 + fraction * bend;
        double b = d0 - fraction * bend;
        double c = -mean * fraction;
        double discriminant = Math.max(0, b * b - 4 * a * c);
        double t = Math.min(1, Math.max(0, 2 * c / (-b - Math.sqrt(discriminant))));
        point.bin = bin;
        evaluate(theta, offset, t, point);
        point.x = x;
        point.z = wrap(left + t * width - rotation);
    }

    /** Fills scratch[0, 2·bins) with widths and heights, and the rest with the softmax shares behind them. */
    private void knots(double[] theta, int offset, Point point) {
        double[] s = point.scratch;
        for (int part = 0; part < 2; part++) {
            int from = offset + part * bins;
            double max = theta[from];
            for (int k = 1; k < bins; k++) {
                max = Math.max(max, theta[from + k]);
            }
            double sum = 0;
            for (int k = 0; k < bins; k++) {
                double e = Math.exp(theta[from + k] - max);
                s[(2 + part) * bins + k] = e;
                sum += e;
            }
            for (int k = 0; k < bins; k++) {
                double share = s[(2 + part) * bins + k] / sum;
                s[(2 + part) * bins + k] = share;
                s[part * bins + k] = 2 * Math.PI * (MINIMUM_BIN + (1 - bins * MINIMUM_BIN) * share);
            }
        }
    }

    private double slope(double[] theta, int offset, int knot) {
        double raw = theta[offset + 2 * bins + knot % bins] + SLOPE_SHIFT;
        double softplus = raw > 30 ? raw : Math.log(1 + Math.exp(raw));
        return MINIMUM_SLOPE + softplus;
    }

    private double slopeDerivative(double[] theta, int offset, int knot) {
        double raw = theta[offset + 2 * bins + knot % bins] + SLOPE_SHIFT;
        return 1 / (1 + Math.exp(-raw));
    }

    /** Sets slope, log-slope and curvature at t in [0, 1] of the point's bin, and returns the height above its bottom. */
    private double evaluate(double[] theta, int offset, double t, Point point) {
        double[] s = point.scratch;
        double width = s[point.bin];
        double height = s[bins + point.bin];
        double d0 = slope(theta, offset, point.bin);
        double d1 = slope(theta, offset, point.bin + 1);
        double mean = height / width;
        double bend = d0 + d1 - 2 * mean;
        double denominator = mean + bend * t * (1 - t);
        double p = d1 * t * t + 2 * mean * t * (1 - t) + d0 * (1 - t) * (1 - t);
        point.slope = mean * mean * p / (denominator * denominator);
        point.logSlope = Math.log(point.slope);
        double pDerivative = 2 * d1 * t + 2 * mean * (1 - 2 * t) - 2 * d0 * (1 - t);
        point.curvature = (pDerivative / p - 2 * bend * (1 - 2 * t) / denominator) / width;
        s[4 * bins] = t;
        return height * (mean * t * t + d0 * t * (1 - t)) / denominator;
    }

    @Override
    public void pullback(double[] theta, int offset, Point point, double alpha, double beta, double[] bar) {
        double[] s = point.scratch;
        int bin = point.bin;
        double t = s[4 * bins];
        double width = s[bin];
        double height = s[bins + bin];
        double d0 = slope(theta, offset, bin);
        double d1 = slope(theta, offset, bin + 1);
        double m = height / width;
        double tt = t * (1 - t);
        double bend = d0 + d1 - 2 * m;
        double denominator = m + bend * tt;
        double numerator = m * t * t + d0 * tt;
        double p = d1 * t * t + 2 * m * tt + d0 * (1 - t) * (1 - t);
        // The partial derivatives of y = h·N/D and of log f' = 2 log m + log P − 2 log D in (m, d0, d1) at fixed t.
        double inverseD = 1 / denominator;
        double yM = height * (t * t - numerator * inverseD * (1 - 2 * tt)) * inverseD;
        double yD0 = height * (tt - numerator * inverseD * tt) * inverseD;
        double yD1 = -height * numerator * inverseD * tt * inverseD;
        double lM = 2 / m + 2 * tt / p - 2 * (1 - 2 * tt) * inverseD;
        double lD0 = (1 - t) * (1 - t) / p - 2 * tt * inverseD;
        double lD1 = t * t / p - 2 * tt * inverseD;
        double mBar = alpha * yM + beta * lM;
        double d0Bar = alpha * yD0 + beta * lD0;
        double d1Bar = alpha * yD1 + beta * lD1;
        // t = (u − left)/width moves with the knots at fixed u: dy = f'·width dt, dlog f' = curvature·width dt.
        double uBar = alpha * point.slope + beta * point.curvature;
        double leftBar = -uBar;
        double widthBar = -uBar * t - mBar * m / width;
        double heightBar = alpha * numerator * inverseD + mBar / width;
        sizes(s, 0, bin, leftBar, widthBar, bar, offset);
        sizes(s, 1, bin, alpha, heightBar, bar, offset + bins);
        for (int k = 0; k < bins; k++) {
            bar[offset + 2 * bins + k] = 0;
        }
        bar[offset + 2 * bins + bin] += d0Bar * slopeDerivative(theta, offset, bin);
        bar[offset + 2 * bins + (bin + 1) % bins] += d1Bar * slopeDerivative(theta, offset, bin + 1);
        bar[offset + 3 * bins] = alpha;
    }

    /** Carries cotangents of one bin's start and size through the softmax to all its logits. */
    private void sizes(double[] s, int part, int bin, double startBar, double sizeBar, double[] bar, int offset) {
        int shares = (2 + part) * bins;
        double mean = 0;
        for (int k = 0; k <= bin; k++) {
            mean += (k < bin ? startBar : sizeBar) * s[shares + k];
        }
        double scale = 2 * Math.PI * (1 - bins * MINIMUM_BIN);
        for (int k = 0; k < bins; k++) {
            double own = k < bin ? startBar : k == bin ? sizeBar : 0;
            bar[offset + k] = scale * s[shares + k] * (own - mean);
        }
    }
}
