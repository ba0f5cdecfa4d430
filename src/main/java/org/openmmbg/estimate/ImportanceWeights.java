package org.openmmbg.estimate;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Importance weights of N draws, given as logarithms up to a common constant, and what they say about themselves.
 *
 * <p>A log-weight of −∞ is a draw outside the target's domain. A log-weight of NaN is a failed evaluation: it gets weight
 * 0 and is counted in {@link #failedCount}. Both stay in N. Sums run in the order of the draws. Immutable.
 */
public final class ImportanceWeights {

    /** The share of the largest weights that {@link #essClipped} clips. */
    public static final double CLIPPED_SHARE = 1e-4;

    /** Draws of a kind fewer than this are rare. */
    private static final int RARE = 10;

    // Relative to the largest weight, so that it is 1.
    private final double[] weights;
    private final BitSet failed;
    private final double logScale;
    private final double sum;
    private final double sumOfSquares;
    private final int zeroCount;

    /**
     * Takes the log-weights of draws.
     *
     * @param logWeights log-weights up to a common constant, at least one. Not modified.
     * @throws IllegalArgumentException if there is none, or one is +∞
     */
    public ImportanceWeights(double[] logWeights) {
        this(logWeights, 0);
    }

    /** Takes log-weights that are relative to a scale, so that {@link #logMean} is that of exp(logWeights + scale). */
    ImportanceWeights(double[] logWeights, double scale) {
        if (logWeights.length == 0) {
            throw new IllegalArgumentException("no weights: expected at least one draw");
        }
        double largest = Double.NEGATIVE_INFINITY;
        failed = new BitSet();
        int zero = 0;
        for (int i = 0; i < logWeights.length; i++) {
            double value = logWeights[i];
            if (value == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("log-weight " + i + " is infinite: expected a finite number");
            }
            if (Double.isNaN(value)) {
                failed.set(i);
            } else {
                largest = Math.max(largest, value);
            }
        }
        weights = new double[logWeights.length];
        double total = 0;
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            double value = logWeights[i];
            double weight = value > Double.NEGATIVE_INFINITY ? Math.exp(value - largest) : 0;
            weights[i] = weight;
            total += weight;
            squares += weight * weight;
            if (value == Double.NEGATIVE_INFINITY) {
                zero++;
            }
        }
        logScale = scale + largest;
        sum = total;
        sumOfSquares = squares;
        zeroCount = zero;
    }

    /** Returns the equal weights of N draws of the target itself, such as frames of a simulation. */
    public static ImportanceWeights equal(int count) {
        return new ImportanceWeights(new double[count]);
    }

    /** Returns N, the number of all draws, those of weight 0 included. */
    public int count() {
        return weights.length;
    }

    /** Returns the number of failed draws (NaN). */
    public int failedCount() {
        return failed.cardinality();
    }

    /** Returns the number of draws outside the domain (−∞). */
    public int outsideCount() {
        return zeroCount;
    }

    /** Returns a draw's weight relative to the largest, in [0, 1]. */
    public double relative(int draw) {
        return weights[draw];
    }

    /** Tells whether a draw failed (NaN). */
    boolean failed(int draw) {
        return failed.get(draw);
    }

    /**
     * Returns the logarithm of the weight up to which draws are not rare: twice the tenth largest, but not above the largest.
     * What is above is known by fewer than ten draws.
     */
    double coveredLogWeight() {
        double[] sorted = weights.clone();
        Arrays.sort(sorted);
        double tenth = sorted[Math.max(0, sorted.length - RARE)];
        return logScale + Math.min(0, Math.log(2 * tenth));
    }

    /** Returns the share of the sum that weights above one have, given its logarithm. */
    double shareAbove(double logWeight) {
        double limit = Math.exp(logWeight - logScale);
        double above = 0;
        for (double weight : weights) {
            above += weight > limit ? weight : 0;
        }
        return sum == 0 ? 0 : above / sum;
    }

    /** Returns the logarithm of the largest weight. */
    double logScale() {
        return logScale;
    }

    /** Returns log((1/N) Σ w): the log of the target's normalisation where the weights are those of a normalised q. */
    public double logMean() {
        return logScale + Math.log(sum / weights.length);
    }

    /** Returns Kish's effective sample size as a fraction, (Σw)² / (N Σw²); 0 if every weight is 0. */
    public double essRaw() {
        return sum == 0 ? 0 : sum * sum / (weights.length * sumOfSquares);
    }

    /**
     * Returns the effective sample size as a fraction after weights above the (1 − 10⁻⁴) quantile are set to that
     * quantile (linear between order statistics), as published figures do; 0 if every weight is 0.
     */
    public double essClipped() {
        double[] sorted = weights.clone();
        Arrays.sort(sorted);
        double limit = Quantiles.ofSorted(sorted, 1 - CLIPPED_SHARE);
        double total = 0;
        double squares = 0;
        for (double weight : weights) {
            double clipped = Math.min(weight, limit);
            total += clipped;
            squares += clipped * clipped;
        }
        return squares == 0 ? 0 : total * total / (weights.length * squares);
    }

    /** Returns the largest weight's share of the sum, in (0, 1]; 1 if every weight is 0. */
    public double largestShare() {
        return sum == 0 ? 1 : 1 / sum;
    }

    /** Returns the number of effective samples, (Σw)² / Σw². */
    public double effectiveSamples() {
        return essRaw() * weights.length;
    }

    /**
     * Returns the weights of the members of a state alone; empty if there is none.
     *
     * @param members tells of each draw whether it belongs to the state, [N]. Not modified.
     */
    public Optional<ImportanceWeights> in(boolean[] members) {
        checkLength("members", members.length);
        double[] logWeights = IntStream.range(0, members.length)
                .filter(i -> members[i])
                .mapToDouble(i -> failed.get(i) ? Double.NaN : Math.log(weights[i]))
                .toArray();
        return logWeights.length == 0 ? Optional.empty() : Optional.of(new ImportanceWeights(logWeights, logScale));
    }

    /**
     * Returns the spread of the log-weights by those above their median: the root of twice the mean of the squares above it,
     * the standard deviation where they are normally distributed. NaN if every weight is 0.
     */
    public double logSpread() {
        double[] sorted = Arrays.stream(weights)
                .filter(weight -> weight > 0)
                .map(Math::log)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double median = Quantiles.ofSorted(sorted, 0.5);
        double squares = 0;
        for (double logWeight : sorted) {
            double above = Math.max(0, logWeight - median);
            squares += above * above;
        }
        return Math.sqrt(2 * squares / sorted.length);
    }

    void checkLength(String name, int length) {
        if (length != weights.length) {
            throw new IllegalArgumentException(length + " " + name + " for " + weights.length + " weights");
        }
    }
}
