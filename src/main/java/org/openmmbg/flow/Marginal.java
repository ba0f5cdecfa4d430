package org.openmmbg.flow;

import org.hipparchus.special.Erf;
import org.openmmbg.random.NormalQuantile;
import org.openmmbg.random.RandomStream;

/** The latent distribution of one column. Its density is normalised. */
public sealed interface Marginal {
    /** The standard normal distribution. */
    Marginal NORMAL = new Normal();

    /** The uniform distribution of angles on the circle [−π, π). */
    Marginal CIRCLE = new Circle();

    /** Draws a value; always takes one value from the stream. */
    double sample(RandomStream random);

    /** Returns the log density; −∞ outside the support. */
    double logDensity(double z);

    /** Returns ∂ log density/∂z within the support. */
    double score(double z);

    /** See {@link #NORMAL}. */
    record Normal() implements Marginal {
        private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

        @Override
        public double sample(RandomStream random) {
            return random.nextGaussian();
        }

        @Override
        public double logDensity(double z) {
            return -(0.5 * z * z + LOG_SQRT_TWO_PI);
        }

        @Override
        public double score(double z) {
            return -z;
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
    }

    /** The standard normal distribution within [low, high], drawn by its quantile function. */
    final class TruncatedNormal implements Marginal {
        private final double low;
        private final double high;

        /** 1 or −1: the side with the smaller tail is drawn on, where probabilities keep their digits. */
        private final double sign;

        private final double below;
        private final double mass;
        private final double logMass;

        /**
         * Makes the distribution.
         *
         * @param low may be −∞
         * @param high may be ∞, more than low
         * @throws IllegalArgumentException if there is next to no probability between them
         */
        public TruncatedNormal(double low, double high) {
            this.low = low;
            this.high = high;
            sign = low + high > 0 ? -1 : 1;
            below = cumulative(sign > 0 ? low : -high);
            mass = cumulative(sign > 0 ? high : -low) - below;
            if (!(mass > Double.MIN_NORMAL)) {
                throw new IllegalArgumentException("a normal distribution from " + low + " to " + high
                        + ": expected low below high, and not all of it in a tail beyond 37");
            }
            logMass = Math.log(mass);
        }

        private static double cumulative(double z) {
            return 0.5 * Erf.erfc(-z / Math.sqrt(2));
        }

        @Override
        public double sample(RandomStream random) {
            double z = sign * NormalQuantile.of(below + mass * random.nextOpenDouble());
            return Math.max(low, Math.min(high, z));
        }

        @Override
        public double logDensity(double z) {
            return z >= low && z <= high ? NORMAL.logDensity(z) - logMass : Double.NEGATIVE_INFINITY;
        }

        @Override
        public double score(double z) {
            return -z;
        }
    }
}
