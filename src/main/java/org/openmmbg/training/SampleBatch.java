package org.openmmbg.training;

import java.util.Arrays;

/** What a {@link Loss} knows of the samples of one batch. Its arrays are used again by the next batch. */
public final class SampleBatch {
    /** Newton's steps to a location; a handful are needed. */
    private static final int MOST_ROUNDS = 100;

    private static final double ROUNDING = 1e-15;

    private final boolean own;
    private int size;
    private double[] weights = new double[0];
    private double[] logRatios = new double[0];
    private double[] scratch = new double[0];
    private double[] sorted = new double[0];

    /**
     * Makes room for samples.
     *
     * @param own whether they are the generator's own draws, in place of weighted samples of the target
     */
    SampleBatch(boolean own) {
        this.own = own;
    }

    /** Gets ready for a batch of a size; weights become 1 and log ratios are not known. */
    void reset(int samples) {
        size = samples;
        if (weights.length < samples) {
            weights = new double[samples];
            logRatios = new double[samples];
            scratch = new double[samples];
            sorted = new double[samples];
        }
        Arrays.fill(weights, 1);
        Arrays.fill(logRatios, Double.NEGATIVE_INFINITY);
    }

    /** Returns whether the samples are the generator's own draws. */
    boolean isOwn() {
        return own;
    }

    /** Returns the number of samples. */
    public int size() {
        return size;
    }

    /** Returns the samples' weights, not normalised, [samples or more]. */
    public double[] weights() {
        return weights;
    }

    /**
     * Returns log p − log q of each sample, up to a constant, [samples or more]; −∞ where p is 0 or not known: such samples
     * take no part in losses of it.
     */
    public double[] logRatios() {
        return logRatios;
    }

    /** Returns the sum over the samples of a batch-long array. */
    double sum(double[] values) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[i];
        }
        return sum;
    }

    /**
     * Returns weights that turn these samples into samples of p·(p/q)ᵏ, not normalised.
     *
     * @param further k
     */
    double[] towardsTarget(int further) {
        int exponent = own ? further + 1 : further;
        if (exponent == 0) {
            return weights;
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            highest = Math.max(highest, logRatios[i]);
        }
        for (int i = 0; i < size; i++) {
            boolean usable = logRatios[i] > Double.NEGATIVE_INFINITY;
            scratch[i] = usable ? weights[i] * StrictMath.exp(exponent * (logRatios[i] - highest)) : 0;
        }
        return scratch;
    }

    /** Returns Kish's effective sample size of {@link #towardsTarget} as a fraction; 0 if all are 0, NaN without samples. */
    double ess() {
        if (size == 0) {
            return Double.NaN;
        }
        double[] shares = towardsTarget(0);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < size; i++) {
            sum += shares[i];
            squares += shares[i] * shares[i];
        }
        return sum == 0 ? 0 : sum * sum / (size * squares);
    }

    /** Adds factor·sharesᵢ/Σ shares to each coefficient; nothing if all are 0. */
    void addShares(double[] shares, double factor, double[] coefficients) {
        double sum = sum(shares);
        for (int i = 0; i < size && sum > 0; i++) {
            coefficients[i] += factor * shares[i] / sum;
        }
    }

    /**
     * Returns log q − log p of each sample less the location where the weighted mean of the results, each held within the
     * limit, is 0 (Huber 1964); 0 where log p is not known. Without a limit that location is the weighted mean.
     */
    double[] surprises(double limit) {
        int good = 0;
        for (int i = 0; i < size; i++) {
            if (logRatios[i] > Double.NEGATIVE_INFINITY) {
                sorted[good++] = -logRatios[i];
            }
        }
        Arrays.sort(sorted, 0, good);
        double location = good == 0 ? 0 : sorted[good / 2];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            double sum = 0;
            double free = 0;
            for (int i = 0; i < size; i++) {
                if (logRatios[i] > Double.NEGATIVE_INFINITY) {
                    double distance = -logRatios[i] - location;
                    sum += weights[i] * Math.max(-limit, Math.min(limit, distance));
                    free += Math.abs(distance) < limit ? weights[i] : 0;
                }
            }
            // The mean falls with the location in straight pieces, so that Newton's steps end at its zero.
            double move = free > 0 ? sum / free : 0;
            location += move;
            if (Math.abs(move) <= ROUNDING * Math.abs(location)) {
                break;
            }
        }
        for (int i = 0; i < size; i++) {
            boolean usable = logRatios[i] > Double.NEGATIVE_INFINITY;
            scratch[i] = usable ? Math.max(-limit, Math.min(limit, -logRatios[i] - location)) : 0;
        }
        return scratch;
    }
}
