package org.openmmbg.estimate;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.TDistribution;

/** How far the values of a time series depend on each other, and the errors of their means. */
public final class Autocorrelation {

    // Lags within which the correlation may be below 0 by an oscillation.
    private static final int SHORTEST_LAG = 3;
    private static final double CONFIDENCE = 0.95;

    private Autocorrelation() {}

    /**
     * Returns the statistical inefficiency g ≥ 1: the mean of n values has the variance of that of n/g independent ones,
     * and g = 1 + 2τ with τ the integrated autocorrelation time in steps. The correlations are summed up to the first that
     * is not positive (Chodera, Swope, Pitera, Seok and Dill, J. Chem. Theory Comput. 3 (2007) 26, section 2.4).
     *
     * @param series one or more series of the same quantity, such as those of walkers, each in the order of time and at
     *     least one value long. Not modified.
     * @return g; 1 where all values are the same
     * @throws IllegalArgumentException if there is no series, or a value is not finite
     */
    public static double inefficiency(double[]... series) {
        int total = 0;
        int longest = 0;
        double sum = 0;
        for (double[] one : series) {
            if (one.length == 0) {
                throw new IllegalArgumentException("an empty time series: expected at least one value");
            }
            total += one.length;
            longest = Math.max(longest, one.length);
            for (double value : one) {
                if (!Double.isFinite(value)) {
                    throw new IllegalArgumentException("value " + value + " in a time series: expected finite numbers");
                }
                sum += value;
            }
        }
        if (total == 0) {
            throw new IllegalArgumentException("no time series: expected at least one");
        }
        double mean = sum / total;
        double variance = covariance(series, mean, 0);
        if (!(variance > 0)) {
            return 1;
        }
        double averageLength = (double) total / series.length;
        double g = 1;
        for (int lag = 1; lag < longest - 1; lag++) {
            double correlation = covariance(series, mean, lag) / variance;
            if (correlation <= 0 && lag > SHORTEST_LAG) {
                break;
            }
            g += 2 * correlation * Math.max(0, 1 - lag / averageLength);
        }
        return Math.max(1, g);
    }

    private static double covariance(double[][] series, double mean, int lag) {
        double sum = 0;
        long count = 0;
        for (double[] one : series) {
            for (int i = 0; i + lag < one.length; i++) {
                sum += (one[i] - mean) * (one[i + lag] - mean);
            }
            count += Math.max(0, one.length - lag);
        }
        return sum / count;
    }

    /**
     * Returns the places of values that are g steps apart and so nearly independent, the first 0.
     *
     * @param length length of the series
     * @param inefficiency g ≥ 1
     */
    public static int[] subsample(int length, double inefficiency) {
        if (!(inefficiency >= 1)) {
            throw new IllegalArgumentException("statistical inefficiency " + inefficiency + ": expected at least 1");
        }
        int count = (int) Math.ceil(length / inefficiency);
        int[] places = new int[count];
        Arrays.setAll(places, i -> (int) (i * inefficiency));
        return places;
    }

    /**
     * Returns the length of blocks that can be taken as independent: the shortest B with B³ ≥ 2n (e(B)/e(1))⁴, e the
     * standard error of the mean that blocks of this length give (Lee, Conduit, Nemec, López Ríos and Drummond, Phys.
     * Rev. E 83 (2011) 066706, after Wolff, Comput. Phys. Commun. 156 (2004) 143), among the powers of 2 that leave at
     * least four blocks.
     *
     * @param series values in the order of time, at least one. Not modified.
     */
    public static int blockLength(double[] series) {
        double single = squaredError(series, 1);
        int length = 1;
        while (series.length / (2 * length) >= 4) {
            double growth = single > 0 ? squaredError(series, length) / single : 1;
            if (Math.pow(length, 3) >= 2 * series.length * growth * growth) {
                break;
            }
            length *= 2;
        }
        return length;
    }

    /**
     * Returns the mean of a time series with its 95 % interval from the spread of the means of blocks (Flyvbjerg and
     * Petersen, J. Chem. Phys. 91 (1989) 461), by Student's distribution for the number of blocks.
     *
     * @param series values in the order of time. Not modified.
     * @param blockLength length of a block, such as {@link #blockLength}; values beyond the last whole block count in the
     *     mean, not in the spread
     * @throws IllegalArgumentException if there are fewer than two blocks
     */
    public static Estimate blockedMean(double[] series, int blockLength) {
        if (blockLength < 1 || series.length / 2 < blockLength) {
            throw new IllegalArgumentException("blocks of " + blockLength + " of " + series.length
                    + " values: expected a length of at least 1, and two blocks or more");
        }
        double mean = Arrays.stream(series).sum() / series.length;
        int blocks = series.length / blockLength;
        double half = new TDistribution(blocks - 1).inverseCumulativeProbability(0.5 + CONFIDENCE / 2)
                * Math.sqrt(squaredError(series, blockLength));
        return new Estimate(mean, mean - half, mean + half);
    }

    /** Returns the squared standard error of the mean of blocks' means. */
    private static double squaredError(double[] series, int blockLength) {
        int blocks = series.length / blockLength;
        double[] means = new double[blocks];
        double total = 0;
        for (int block = 0; block < blocks; block++) {
            for (int i = 0; i < blockLength; i++) {
                means[block] += series[block * blockLength + i] / blockLength;
            }
            total += means[block] / blocks;
        }
        double squares = 0;
        for (double mean : means) {
            squares += (mean - total) * (mean - total);
        }
        return squares / blocks / (blocks - 1);
    }
}
