package org.openmmbg.flow;

import org.openmmbg.random.RandomStream;

/**
 * The latent distribution: each column independent, uniform on the circle [−π, π) where it is periodic and normal with
 * mean 0 elsewhere.
 */
public final class BaseDistribution {
    private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final boolean[] periodic;
    private final double variance;
    private final double deviation;
    private final double logNorm;

    /**
     * Makes the distribution with variance 1.
     *
     * @param periodic whether a column is periodic, one flag a column. Not modified.
     */
    public BaseDistribution(boolean[] periodic) {
        this(periodic, 1);
    }

    private BaseDistribution(boolean[] periodic, double variance) {
        this.periodic = periodic.clone();
        this.variance = variance;
        deviation = Math.sqrt(variance);
        logNorm = 0.5 * Math.log(variance) + LOG_SQRT_TWO_PI;
    }

    /**
     * Returns the distribution with another variance of the normal columns: that of the same latent energy at another
     * temperature (Noé et al. 2019, arXiv 1812.01729).
     *
     * @param newVariance positive
     */
    public BaseDistribution withVariance(double newVariance) {
        if (!(newVariance > 0 && Double.isFinite(newVariance))) {
            throw new IllegalArgumentException("latent variance " + newVariance + ": expected a positive number");
        }
        return new BaseDistribution(periodic, newVariance);
    }

    /** Returns the number of columns. */
    public int dimension() {
        return periodic.length;
    }

    /** Returns the entropy −⟨log density⟩. */
    public double entropy() {
        double sum = 0;
        for (boolean circle : periodic) {
            sum += circle ? LOG_TWO_PI : 0.5 + logNorm;
        }
        return sum;
    }

    /**
     * Draws rows.
     *
     * @param rows number of rows
     * @param z [rows, dimension]. Modified.
     * @param random the stream that is read; a row always takes the same number of values from it
     */
    public void sample(int rows, double[] z, RandomStream random) {
        int index = 0;
        for (int row = 0; row < rows; row++) {
            for (boolean circle : periodic) {
                z[index++] = circle ? Math.PI * (2 * random.nextDouble() - 1) : deviation * random.nextGaussian();
            }
        }
    }

    /**
     * Adds log densities.
     *
     * @param rows number of rows
     * @param z [rows, dimension]. Not modified.
     * @param logDensity the log density is added, [rows]. Modified.
     */
    public void addLogDensity(int rows, double[] z, double[] logDensity) {
        int index = 0;
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (boolean circle : periodic) {
                double value = z[index++];
                sum -= circle ? LOG_TWO_PI : 0.5 * value * value / variance + logNorm;
            }
            logDensity[row] += sum;
        }
    }

    /**
     * Computes scores, ∂ log density/∂z.
     *
     * @param rows number of rows
     * @param z [rows, dimension]. Not modified.
     * @param score [rows, dimension]. Modified.
     */
    public void score(int rows, double[] z, double[] score) {
        for (int i = 0; i < rows * periodic.length; i++) {
            score[i] = periodic[i % periodic.length] ? 0 : -z[i] / variance;
        }
    }
}
