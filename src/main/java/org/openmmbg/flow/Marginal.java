package org.openmmbg.flow;

import org.hipparchus.special.Erf;
import org.openmmbg.random.NormalQuantile;
import org.openmmbg.random.RandomStream;

/** The latent distribution of one column. Its density is normalised. */
public sealed interface Marginal {
    /** The standard normal distribution. */
    Marginal NORMAL = new Normal(1);

    /** The uniform distribution of angles on the circle [−π, π). */
    Marginal CIRCLE = new Circle();

    /** Draws a value; always takes one value from the stream. */
    double sample(RandomStream random);

    /** Returns the log density; −∞ outside the support. */
    double logDensity(double z);

    /** Returns ∂ log density/∂z within the support. */
    double score(double z);

    /**
     * Returns the distribution of the same latent energy, −log density, at another temperature: the density to the power
     * of 1/ratio, normalised (several temperatures of one generator, Noé et al. 2019, arXiv 1812.01729).
     *
     * @param ratio of the temperatures, positive and finite
     */
    Marginal atTemperature(double ratio);

    /** Returns the entropy, −⟨log density⟩. */
    double entropy();

    private static void requireVariance(double variance) {
        if (!(variance > 0 && Double.isFinite(variance))) {
            throw new IllegalArgumentException("a latent variance of " + variance + ": expected a positive number");
        }
    }

    /**
     * A normal distribution of mean 0.
     *
     * @param variance positive and finite
     */
    record Normal(double variance) implements Marginal {
        private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

        /** Checks the variance. */
        public Normal {
            requireVariance(variance);
        }

        @Override
        public double sample(RandomStream random) {
            return Math.sqrt(variance) * random.nextGaussian();
        }

        @Override
        public double logDensity(double z) {
            return -(0.5 * z * z / variance + logNorm());
        }

        private double logNorm() {
            return 0.5 * Math.log(variance) + LOG_SQRT_TWO_PI;
        }

        @Override
        public double score(double z) {
            return -z / variance;
        }

        @Override
        public Marginal atTemperature(double ratio) {
            return new Normal(variance * ratio);
        }

        @Override
        public double entropy() {
            return 0.5 + logNorm();
        }
    }

    /** See {@link #CIRCLE}. */
    record Circle() implements Marginal {
        private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

        @Override
        public double sample(RandomStream random) {
            return Math.PI * (2 * random.nextDouble() - 1);
        }

        @Override
        public double logDensity(double z) {
            return -LOG_TWO_PI;
        }

        @Override
        public double score(double z) {
            return 0;
        }

        @Override
        public Marginal atTemperature(double ratio) {
            requireVariance(ratio);
            return this;
        }

        @Override
        public double entropy() {
            return LOG_TWO_PI;
        }
    }

    /**
     * The uniform distribution on [low, high].
     *
     * @param low finite
     * @param high finite, more than low
     */
    record Uniform(double low, double high) implements Marginal {
        /** Checks the bounds. */
        public Uniform {
            if (!(low < high) || Double.isInfinite(high - low)) {
                throw new IllegalArgumentException(
                        "a uniform distribution from " + low + " to " + high + ": expected finite, low below high");
            }
        }

        @Override
        public double sample(RandomStream random) {
            double u = random.nextDouble();
            return Math.min(high, low + (high - low) * u);
        }

        @Override
        public double logDensity(double z) {
            return z >= low && z <= high ? -Math.log(high - low) : Double.NEGATIVE_INFINITY;
        }

        @Override
        public double score(double z) {
            return 0;
        }

        @Override
        public Marginal atTemperature(double ratio) {
            requireVariance(ratio);
            return this;
        }

        @Override
        public double entropy() {
            return Math.log(high - low);
        }
    }

    /** A normal distribution about 0 within [low, high], drawn by its quantile function. */
    final class TruncatedNormal implements Marginal {
        private final double low;
        private final double high;
        private final double variance;
        private final double deviation;
        private final double logDeviation;

        /** 1 or −1: the side with the smaller tail is drawn on, where probabilities keep their digits. */
        private final double sign;

        private final double below;
        private final double mass;
        private final double logMass;

        /**
         * Makes the standard normal distribution within bounds.
         *
         * @param low may be −∞
         * @param high may be ∞, more than low
         * @throws IllegalArgumentException if there is next to no probability between them
         */
        public TruncatedNormal(double low, double high) {
            this(low, high, 1);
        }

        private TruncatedNormal(double low, double high, double variance) {
            requireVariance(variance);
            this.low = low;
            this.high = high;
            this.variance = variance;
            deviation = Math.sqrt(variance);
            logDeviation = 0.5 * Math.log(variance);
            sign = low + high > 0 ? -1 : 1;
            below = cumulative((sign > 0 ? low : -high) / deviation);
            mass = cumulative((sign > 0 ? high : -low) / deviation) - below;
            if (!(mass > Double.MIN_NORMAL)) {
                throw new IllegalArgumentException(
                        "a normal distribution of deviation " + deviation + " from " + low + " to " + high
                                + ": expected low below high, and not all of it in a tail beyond 37 deviations");
            }
            logMass = Math.log(mass);
        }

        private static double cumulative(double z) {
            return 0.5 * Erf.erfc(-z / Math.sqrt(2));
        }

        @Override
        public double sample(RandomStream random) {
            double z = deviation * sign * NormalQuantile.of(below + mass * random.nextOpenDouble());
            return Math.max(low, Math.min(high, z));
        }

        @Override
        public double logDensity(double z) {
            return z >= low && z <= high
                    ? NORMAL.logDensity(z / deviation) - logDeviation - logMass
                    : Double.NEGATIVE_INFINITY;
        }

        @Override
        public double score(double z) {
            return -z / variance;
        }

        @Override
        public Marginal atTemperature(double ratio) {
            return new TruncatedNormal(low, high, variance * ratio);
        }

        @Override
        public double entropy() {
            double square = 1 + (edge(low / deviation) - edge(high / deviation)) / mass;
            return NORMAL.entropy() + logDeviation + logMass + 0.5 * (square - 1);
        }

        private static double edge(double z) {
            return Double.isInfinite(z) ? 0 : z * Math.exp(NORMAL.logDensity(z));
        }
    }
}
