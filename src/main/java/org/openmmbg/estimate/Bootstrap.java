package org.openmmbg.estimate;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Bootstrap intervals of statistics that are functions of sums over independent draws, such as ratios of sums.
 *
 * <p>Each resample repeats each draw a Poisson(1) number of times: the bootstrap with a random total, which gives the
 * intervals of the multinomial one for statistics that do not change when all sums are scaled, and reads the draws in
 * order (Chamandy, Muralidharan, Najmi and Naidu, "Estimating uncertainty for massive data streams", 2012). Intervals
 * are percentiles. Resample r has a random stream of its own, the same for every statistic.
 */
public final class Bootstrap {

    private static final double CONFIDENCE = 0.95;
    // Below 2³² P(n ≤ k), for k = 0, 1, …: the count of repeats is the number of thresholds not above 32 random bits.
    private static final long[] THRESHOLDS = thresholds();

    // The count by the upper 12 of the 32 bits, or UNSURE where a threshold lies between: a look-up has no branches
    // to mispredict.
    private static final byte UNSURE = -1;
    private static final int TABLE_SHIFT = 20;
    private static final byte[] TABLE = table();

    private final long seed;
    private final int resamples;

    /**
     * Makes a bootstrap.
     *
     * @param seed seed of the resamples
     * @param resamples number of resamples, at least 40, so that 2.5 % is one of them
     */
    public Bootstrap(long seed, int resamples) {
        if (resamples < 40) {
            throw new IllegalArgumentException(resamples + " bootstrap resamples: expected at least 40");
        }
        this.seed = seed;
        this.resamples = resamples;
    }

    private static long[] thresholds() {
        long[] result = new long[13];
        double probability = Math.exp(-1);
        double cumulative = 0;
        for (int k = 0; k < result.length; k++) {
            cumulative += probability;
            probability /= k + 1;
            result[k] = Math.round(cumulative * 0x1p32);
        }
        return result;
    }

    private static byte[] table() {
        byte[] result = new byte[1 << (32 - TABLE_SHIFT)];
        for (int i = 0; i < result.length; i++) {
            long first = (long) i << TABLE_SHIFT;
            int repeats = search(first);
            result[i] = repeats == search(first + (1L << TABLE_SHIFT) - 1) ? (byte) repeats : UNSURE;
        }
        return result;
    }

    /**
     * Returns a statistic of all draws with its interval.
     *
     * @param terms columns of what is summed, each [N], finite. Not modified.
     * @param statistic takes the sums of the columns; must not keep the array. May give ±∞. Where it is NaN for a
     *     resample, the ends of the interval are NaN.
     */
    public Estimate estimate(double[][] terms, ToDoubleFunction<double[]> statistic) {
        double[] sums = new double[terms.length];
        for (int j = 0; j < terms.length; j++) {
            for (double term : terms[j]) {
                sums[j] += term;
            }
        }
        double value = statistic.applyAsDouble(sums);
        RandomStream stream = new RandomStream(seed, Purpose.BOOTSTRAP, 0);
        double[] statistics = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            stream.reset(Purpose.BOOTSTRAP, resample);
            resample(terms, stream, sums);
            statistics[resample] = statistic.applyAsDouble(sums);
            if (Double.isNaN(statistics[resample])) {
                return new Estimate(value, Double.NaN, Double.NaN);
            }
        }
        Arrays.sort(statistics);
        double tail = (1 - CONFIDENCE) / 2;
        return new Estimate(value, Quantiles.ofSorted(statistics, tail), Quantiles.ofSorted(statistics, 1 - tail));
    }

    private static void resample(double[][] terms, RandomStream stream, double[] sums) {
        Arrays.fill(sums, 0);
        int count = terms[0].length;
        long word = 0;
        for (int i = 0; i < count; i++) {
            word = (i & 1) == 0 ? stream.nextLong() : word >>> 32;
            double repeats = repeats(word & 0xFFFFFFFFL);
            for (int j = 0; j < sums.length; j++) {
                sums[j] += repeats * terms[j][i];
            }
        }
    }

    private static int repeats(long bits) {
        byte repeats = TABLE[(int) (bits >>> TABLE_SHIFT)];
        return repeats == UNSURE ? search(bits) : repeats;
    }

    private static int search(long bits) {
        int repeats = 0;
        while (repeats < THRESHOLDS.length && bits >= THRESHOLDS[repeats]) {
            repeats++;
        }
        return repeats;
    }
}
