package org.openmmbg.estimate;

import java.util.List;
import java.util.Locale;

/**
 * Whether a generator reaches where the seeds lie.
 *
 * <p>A configuration's weight is its probability over that which the generator gives it. Where the generator never goes
 * the weight is larger than that of any draw. Of configurations of the target itself only about the largest weight's
 * share of the sum would be so, so many such seeds show a mode that the draws, and hence every figure of their weights,
 * know nothing about.
 *
 * @param missed share of the seeds whose weight is above the largest of all draws, or whose density failed (NaN)
 */
public record SeedCoverage(double missed) {

    /** The largest share of missed seeds without a warning. */
    public static final double LARGEST_MISSED = 0.05;

    /**
     * Compares seeds with draws.
     *
     * @param draws the draws' weights
     * @param seedLogWeights log-weights of the seeds by the same formula, with the same constant; −∞ for seeds outside
     *     the target, which do not count. Not modified.
     * @throws IllegalArgumentException if no seed counts
     */
    public static SeedCoverage of(ImportanceWeights draws, double[] seedLogWeights) {
        int count = 0;
        int missed = 0;
        for (double logWeight : seedLogWeights) {
            if (logWeight != Double.NEGATIVE_INFINITY) {
                count++;
                missed += logWeight <= draws.logScale() ? 0 : 1;
            }
        }
        if (count == 0) {
            throw new IllegalArgumentException("no seed of the target: expected at least one");
        }
        return new SeedCoverage((double) missed / count);
    }

    /** Returns what speaks against the generator, one line each; empty if nothing does. */
    public List<String> warnings() {
        return missed <= LARGEST_MISSED
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "%.3g %% of the seeds lie where the generator does not go, at most %.3g %% are allowed",
                        100 * missed,
                        100 * LARGEST_MISSED));
    }
}
