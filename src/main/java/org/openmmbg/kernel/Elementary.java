package org.openmmbg.kernel;

/**
 * Elementary functions from additions, multiplications, fused multiply-adds, divisions and operations on bits, which
 * round the same way in the interpreter, in compiled code and in vector units. The vector kernels do the same operations
 * in the same order, from the constants here.
 *
 * <p>Exponential, logarithm, sine and cosine use their Taylor series after a reduction of the argument, in double
 * precision to about 1 part in 10¹⁵. The hyperbolic tangent in single precision is x·P(x²)/Q(x²), a rational minimax
 * approximation fitted to [0, 9] with a relative error of 2·10⁻⁸ before rounding.
 */
final class Elementary {
    /** Adding and subtracting it rounds to a whole number, which the low bits of the sum hold. */
    static final double ROUND = 0x1.8p52;

    static final double LOG2_E = 1 / 0.6931471805599453;
    static final double LN2_HIGH = 0x1.62e42fefa39efp-1;
    static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
    static final double EXP_LEAST = -708;

    /** Less than the most there is: a hundred of these still have a finite sum. */
    static final double EXP_MOST = 600;

    /** 1/k! for k from 13 down to 0. */
    static final double[] EXP = inverseFactorials(13, 0, 1, false);

    /** Bits of √½: mantissas are taken from here to √2. */
    static final long LOG_BASE = 0x3FE6A09E667F3BCDL;

    static final long LOG_BIAS = 1024L << 52;
    static final long TWO_52_BITS = 0x4330000000000000L;
    static final double TWO_52_AND_BIAS = 0x1p52 + 1024;

    /** 2/(2k + 1) for k from 10 down to 0. */
    static final double[] LOG = logSeries();

    static final double TWO_OVER_PI = 2 / Math.PI;
    static final double HALF_PI_HIGH = 0x1.921fb54442d18p0;
    static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;

    /** (−1)ᵏ/(2k + 1)! for k from 8 down to 0. */
    static final double[] SIN = inverseFactorials(17, 1, 2, true);

    /** (−1)ᵏ/(2k)! for k from 8 down to 0. */
    static final double[] COS = inverseFactorials(16, 0, 2, true);

    static final double TWO_PI = 2 * Math.PI;
    static final double INVERSE_TWO_PI = 1 / TWO_PI;

    static final float TANH_MOST = 9f;
    static final float TANH_P4 = 1.3354917e-8f;
    static final float TANH_P3 = 2.0609306e-5f;
    static final float TANH_P2 = 3.4956036e-3f;
    static final float TANH_P1 = 0.13381039f;
    static final float TANH_Q4 = 7.776674e-7f;
    static final float TANH_Q3 = 3.285659e-4f;
    static final float TANH_Q2 = 2.5877044e-2f;
    static final float TANH_Q1 = 0.46714354f;

    /** Bits that turn those of a float into about those of its inverse: 2·127 in place of the exponent, less a little. */
    static final int RECIPROCAL_BITS = 0x7EF311C7;

    private Elementary() {}

    private static double[] inverseFactorials(int highest, int lowest, int step, boolean alternating) {
        double[] result = new double[(highest - lowest) / step + 1];
        double factorial = 1;
        for (int k = 1; k <= lowest; k++) {
            factorial *= k;
        }
        for (int i = result.length - 1, k = lowest; i >= 0; i--) {
            boolean negative = alternating && (k - lowest) / step % 2 == 1;
            result[i] = (negative ? -1 : 1) / factorial;
            for (int next = 0; next < step; next++) {
                factorial *= ++k;
            }
        }
        return result;
    }

    private static double[] logSeries() {
        double[] result = new double[11];
        for (int k = 0; k < result.length; k++) {
            result[result.length - 1 - k] = 2.0 / (2 * k + 1);
        }
        return result;
    }

    /** Returns eˣ; x is first brought into [−708, 600]. */
    static double exp(double x) {
        double a = Math.min(Math.max(x, EXP_LEAST), EXP_MOST);
        double shifted = Math.fma(a, LOG2_E, ROUND);
        double n = shifted - ROUND;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, a));
        double p = polynomial(EXP, r);
        return Double.longBitsToDouble(Double.doubleToRawLongBits(p) + (Double.doubleToRawLongBits(shifted) << 52));
    }

    /** Returns ln x for a positive, normal x; NaN for infinity and NaN. */
    static double log(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = (bits - LOG_BASE + LOG_BIAS) >>> 52;
        double n = Double.longBitsToDouble(exponent | TWO_52_BITS) - TWO_52_AND_BIAS;
        double m = Double.longBitsToDouble(bits - (exponent << 52) + LOG_BIAS);
        double s = (m - 1) / (m + 1);
        double p = polynomial(LOG, s * s);
        double low = Math.fma(n, LN2_LOW, x * 0);
        return Math.fma(n, LN2_HIGH, Math.fma(s, p, low));
    }

    /** Returns ln(1 + eˣ), and x itself where eˣ is beyond 10¹³. */
    static double softplus(double x) {
        return x > 30 ? x : log(1 + exp(x));
    }

    /** Returns 1/(1 + e⁻ˣ). */
    static double sigmoid(double x) {
        return 1 / (1 + exp(-x));
    }

    static double sin(double x) {
        return sinOrCos(x, 0);
    }

    static double cos(double x) {
        return sinOrCos(x, 1);
    }

    /** Returns sin(x + quarters·π/2). */
    private static double sinOrCos(double x, long quarters) {
        double shifted = Math.fma(x, TWO_OVER_PI, ROUND);
        double n = shifted - ROUND;
        double r = Math.fma(n, -HALF_PI_LOW, Math.fma(n, -HALF_PI_HIGH, x));
        double square = r * r;
        long quadrant = Double.doubleToRawLongBits(shifted) + quarters;
        long odd = -(quadrant & 1);
        long sine = Double.doubleToRawLongBits(r * polynomial(SIN, square));
        long cosine = Double.doubleToRawLongBits(polynomial(COS, square));
        return Double.longBitsToDouble(((sine & ~odd) | (cosine & odd)) ^ ((quadrant & 2) << 62));
    }

    /** Brings an angle into [−π, π). */
    static double wrap(double angle) {
        double turns = Math.fma(angle, INVERSE_TWO_PI, ROUND) - ROUND;
        double wrapped = Math.max(Math.fma(turns, -TWO_PI, angle), -Math.PI);
        return wrapped >= Math.PI ? -Math.PI : wrapped;
    }

    static float tanh(float x) {
        float a = Math.min(Math.max(x, -TANH_MOST), TANH_MOST);
        float u = a * a;
        float p = Math.fma(Math.fma(Math.fma(Math.fma(TANH_P4, u, TANH_P3), u, TANH_P2), u, TANH_P1), u, 1f);
        float q = Math.fma(Math.fma(Math.fma(Math.fma(TANH_Q4, u, TANH_Q3), u, TANH_Q2), u, TANH_Q1), u, 1f);
        return a * p * reciprocal(q);
    }

    /**
     * Returns 1/x for x from 1 to 2¹⁰⁰ to 3 parts in 10⁷: a guess within 13 % from the bits, and three steps of Newton's method. A
     * division costs more than all of them.
     */
    private static float reciprocal(float x) {
        float r = Float.intBitsToFloat(RECIPROCAL_BITS - Float.floatToRawIntBits(x));
        r = Math.fma(Math.fma(-x, r, 1f), r, r);
        r = Math.fma(Math.fma(-x, r, 1f), r, r);
        return Math.fma(Math.fma(-x, r, 1f), r, r);
    }

    /** Returns the sum of numbers, as many as a power of two, which it overwrites: of halves, element by element, then of halves of that. */
    static double treeSum(double[] sums) {
        for (int half = sums.length / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[0];
    }

    private static double polynomial(double[] coefficients, double x) {
        double sum = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            sum = Math.fma(sum, x, coefficients[i]);
        }
        return sum;
    }
}
