package org.openmmbg.estimate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Pareto-smoothed importance weights and the shape k̂ of their tail (Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto
 * smoothed importance sampling", J. Mach. Learn. Res. 25 (2024) 72).
 *
 * <p>A generalised Pareto distribution is fitted to the largest min(0.2 S, 3√S) of S positive weights, above the next
 * largest, and these weights become its quantiles, none above the largest raw weight. The fit is the posterior mean of
 * Zhang and Stephens (Technometrics 51 (2009) 316), k̂ drawn towards 0.5 as by ten more draws (Vehtari et al., appendix).
 * The mean of the weights has a finite variance where k < 0.5 and none at all where k ≥ 1.
 *
 * @param raw the weights as they were
 * @param smoothed the weights with the tail smoothed; the raw ones where the tail could not be fitted
 * @param k k̂; 0 where the largest weights are all alike, NaN where the draws are too few to tell
 * @param tail number of weights that were fitted
 */
public record ParetoSmoothing(ImportanceWeights raw, ImportanceWeights smoothed, double k, int tail) {

    /** The largest k̂ with which estimates can be relied on, of however many draws. */
    public static final double LARGEST_K = 0.7;

    private static final int SHORTEST_TAIL = 5;

    private static final double PRIOR_DRAWS = 10;
    private static final double PRIOR_K = 0.5;

    /** Fits the tail of weights. */
    public static ParetoSmoothing of(ImportanceWeights weights) {
        // Zero weights say nothing about the tail.
        double[] sorted = IntStream.range(0, weights.count())
                .mapToDouble(weights::relative)
                .filter(weight -> weight > 0)
                .sorted()
                .toArray();
        int positive = sorted.length;
        int tail = (int) Math.ceil(Math.min(0.2 * positive, 3 * Math.sqrt(positive)));
        if (tail < SHORTEST_TAIL) {
            return new ParetoSmoothing(weights, weights, Double.NaN, tail);
        }
        double cutoff = sorted[positive - tail - 1];
        double[] excess = new double[tail];
        Arrays.setAll(excess, i -> sorted[positive - tail + i] - cutoff);
        if (excess[tail - 1] == 0) {
            return new ParetoSmoothing(weights, weights, 0, tail);
        }
        Fit fit = fit(excess);
        double[] logWeights = new double[weights.count()];
        Arrays.setAll(logWeights, i -> Math.log(weights.relative(i)));
        // Draws at the cut-off itself, where there are several, keep their weight. The sort is stable.
        int[] above = IntStream.range(0, weights.count())
                .filter(i -> weights.relative(i) > cutoff)
                .boxed()
                .sorted(Comparator.comparingDouble(weights::relative))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < above.length; i++) {
            double quantile = cutoff + fit.quantile((tail - above.length + i + 0.5) / tail);
            logWeights[above[i]] = Math.log(Math.min(quantile, 1));
        }
        for (int i = 0; i < weights.count(); i++) {
            if (weights.failed(i)) {
                logWeights[i] = Double.NaN;
            }
        }
        return new ParetoSmoothing(weights, new ImportanceWeights(logWeights, weights.logScale()), fit.k, tail);
    }

    /**
     * Returns the largest k̂ with which estimates from this many draws can be relied on, min(1 − 1/log₁₀ S, 0.7) (Vehtari
     * et al., section 3.2.4).
     */
    public double threshold() {
        return Math.min(1 - 1 / Math.log10(raw.count()), LARGEST_K);
    }

    /** Returns what speaks against estimates with these weights, one line each; empty if nothing does. */
    public List<String> warnings() {
        if (Double.isNaN(k)) {
            return List.of("too few draws of positive weight to judge the tail of the weights");
        }
        if (k > threshold()) {
            return List.of(String.format(
                    Locale.ROOT,
                    "the tail of the weights is heavy: Pareto k is %.2f, at most %.2f is allowed for %d draws",
                    k,
                    threshold(),
                    raw.count()));
        }
        return List.of();
    }

    /** Fits sorted excesses, the last of them positive: Zhang and Stephens 2009, with k of the opposite sign. */
    static Fit fit(double[] sorted) {
        int n = sorted.length;
        int grid = 30 + (int) Math.sqrt(n);
        int quartile = (int) (n / 4.0 + 0.5) - 1;
        while (sorted[quartile] == 0) {
            quartile++;
        }
        double[] thetas = new double[grid];
        double[] logLikelihoods = new double[grid];
        for (int j = 0; j < grid; j++) {
            thetas[j] = 1 / sorted[n - 1] + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * sorted[quartile]);
            double k = shape(sorted, thetas[j]);
            logLikelihoods[j] = n * (Math.log(-thetas[j] / k) - k - 1);
        }
        double largest = Arrays.stream(logLikelihoods).max().orElseThrow();
        double theta = 0;
        double total = 0;
        for (int j = 0; j < grid; j++) {
            double weight = Math.exp(logLikelihoods[j] - largest);
            theta += weight * thetas[j];
            total += weight;
        }
        theta /= total;
        double k = shape(sorted, theta);
        return new Fit((n * k + PRIOR_DRAWS * PRIOR_K) / (n + PRIOR_DRAWS), -k / theta);
    }

    private static double shape(double[] sorted, double theta) {
        double sum = 0;
        for (double x : sorted) {
            sum += Math.log1p(-theta * x);
        }
        return sum / sorted.length;
    }

    /** A generalised Pareto distribution of excesses. */
    record Fit(double k, double scale) {

        double quantile(double probability) {
            double log = -Math.log1p(-probability);
            return k == 0 ? scale * log : scale * Math.expm1(k * log) / k;
        }
    }
}
