package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a reweighted ensemble may be trusted: raw ESS of at least 1 %, at least 200 effective samples and 20 in each
 * state named, and no weight above 5 % of the sum.
 *
 * @param converged whether all of it holds
 * @param verdict in words, for the user
 */
public record Convergence(boolean converged, String verdict) {
    private static final double MIN_ESS = 0.01;
    private static final double MIN_SAMPLES = 200;
    private static final double MIN_SAMPLES_IN_STATE = 20;
    private static final double MAX_SHARE = 0.05;

    /**
     * Applies the rule.
     *
     * @param essRaw raw effective sample size, a fraction of the draws; NaN fails
     * @param draws all draws
     * @param samplesByState effective samples in each state, by its name
     * @param largestShare the largest weight as a fraction of the sum; NaN fails
     */
    public static Convergence assess(
            double essRaw, long draws, Map<String, Double> samplesByState, double largestShare) {
        List<String> problems = new ArrayList<>();
        if (!(essRaw >= MIN_ESS)) {
            problems.add(String.format(Locale.ROOT, "raw ESS %.2g is below %.2g", essRaw, MIN_ESS));
        }
        double samples = essRaw * draws;
        if (!(samples >= MIN_SAMPLES)) {
            problems.add(String.format(Locale.ROOT, "%.1f effective samples, fewer than %.0f", samples, MIN_SAMPLES));
        }
        samplesByState.forEach((state, inState) -> {
            if (!(inState >= MIN_SAMPLES_IN_STATE)) {
                problems.add(String.format(
                        Locale.ROOT,
                        "%.1f effective samples in %s, fewer than %.0f",
                        inState,
                        state,
                        MIN_SAMPLES_IN_STATE));
            }
        });
        if (!(largestShare <= MAX_SHARE)) {
            problems.add(String.format(
                    Locale.ROOT,
                    "one weight is %.1f %% of the sum, more than %.0f %%",
                    100 * largestShare,
                    100 * MAX_SHARE));
        }
        return problems.isEmpty()
                ? new Convergence(
                        true,
                        String.format(
                                Locale.ROOT,
                                "converged: raw ESS %.3f, %.0f effective samples, largest weight %.2g %% of the sum",
                                essRaw,
                                samples,
                                100 * largestShare))
                : new Convergence(false, "not converged: " + String.join("; ", problems));
    }
}
