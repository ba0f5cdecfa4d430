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

    /** The most resamples: intervals do not become better by more, and the statistic of each is kept. */
    public static final int MOST_RESAMPLES = 1_000_000;

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
    private final int blockLength;

    /**
     * Makes a bootstrap.
     *
     * @param seed seed of the resamples
     * @param resamples number of resamples, at least 40, so that 2.5 % is one of them
     */
    public Bootstrap(long seed, int resamples) {
        this(seed, resamples, 1);
    }

    private Bootstrap(long seed, int resamples, int blockLength) {
        if (resamples < 40) {
            throw new IllegalArgumentException(resamples + " bootstrap resamples: expected at least 40");
        }
        this.seed = seed;
        this.resamples = resamples;
        this.blockLength = blockLength;
    }

    /**
     * Returns a bootstrap that repeats blocks of successive draws as a whole, for draws that depend on each other over
     * shorter times, such as frames of a simulation (Künsch, Ann. Stat. 17 (1989) 1217, with blocks side by side).
     *
     * @param length draws in a block, at least 1; the last block may be shorter
     */
    public Bootstrap ofBlocks(int length) {
        if (length < 1) {
            throw new IllegalArgumentException("bootstrap blocks of " + length + " draws: expected at least 1");
        }
        return new Bootstrap(seed, resamples, length);
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
     * @param statistic takes the sums of the columns; must not keep the array. May give ±∞; NaN for a
     *     resample of which it says nothing, such as one without any weight: that one is left out
     */
    public Estimate estimate(double[][] terms, ToDoubleFunction<double[]> statistic) {
        double[][] blocks = new double[terms.length][];
        double[] sums = new double[terms.length];
        for (int j = 0; j < terms.length; j++) {
            for (double term : terms[j]) {
                sums[j] += term;
            }
            blocks[j] = blockSums(terms[j]);
        }
        double value = statistic.applyAsDouble(sums);
        double[] statistics = new double[resamples];
        for (int resample = 0; resample < resamples; resample++) {
            resample(blocks, stream(resample), sums);
            statistics[resample] = statistic.applyAsDouble(sums);
        }
        return interval(value, statistics);
    }

    /**
     * Returns a value with the interval that its statistic has over resamples, those left out where it is NaN; NaN ends where
     * it is NaN for all.
     *
     * @param statistics the statistic of each resample. Not modified.
     */
    static Estimate interval(double value, double[] statistics) {
        double[] known = Arrays.stream(statistics)
                .filter(statistic -> !Double.isNaN(statistic))
                .sorted()
                .toArray();
        if (known.length == 0) {
            return new Estimate(value, Double.NaN, Double.NaN);
        }
        double tail = (1 - CONFIDENCE) / 2;
        return new Estimate(value, Quantiles.ofSorted(known, tail), Quantiles.ofSorted(known, 1 - tail));
    }

    /** Returns the number of resamples. */
    int resamples() {
        return resamples;
    }

    /** Returns the number of draws in a block. */
    int blockLength() {
        return blockLength;
    }

    /** Returns the stream of a resample. */
    RandomStream stream(int resample) {
        return new RandomStream(seed, Purpose.BOOTSTRAP, resample);
    }

    private double[] blockSums(double[] terms) {
        if (blockLength == 1) {
            return terms;
        }
        double[] sums = new double[(terms.length + blockLength - 1) / blockLength];
        for (int i = 0; i < terms.length; i++) {
            sums[i / blockLength] += terms[i];
        }
        return sums;
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

    /**
     * Returns the sums of cells in each resample, [resamples][cells].
     *
     * @param terms what each draw adds to its cell, [N], finite. Not modified.
     * @param cells each draw's cell, or −1, [N]. Not modified.
     * @param count number of cells
     */
    double[][] cellSums(double[] terms, int[] cells, int count) {
        double[][] sums = new double[resamples][count];
        for (int resample = 0; resample < resamples; resample++) {
            RandomStream stream = stream(resample);
            long word = 0;
            double repeats = 0;
            for (int i = 0; i < terms.length; i++) {
                if (i % blockLength == 0) {
                    word = (i / blockLength & 1) == 0 ? stream.nextLong() : word >>> 32;
                    repeats = repeats(word & 0xFFFFFFFFL);
                }
                if (cells[i] >= 0) {
                    sums[resample][cells[i]] += repeats * terms[i];
                }
            }
        }
        return sums;
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
