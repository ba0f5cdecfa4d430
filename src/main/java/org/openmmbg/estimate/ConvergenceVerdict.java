package org.openmmbg.estimate;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whether draws carry enough to be believed, and why or why not.
 *
 * @param converged whether every criterion is met
 * @param reason one line: the first criterion that is not met, or the figures
 * @param warnings what else speaks against the estimates, one line each; of importance weights it does not decide
 *     whether they converged
 */
public record ConvergenceVerdict(boolean converged, String reason, List<String> warnings) {

    /** The least raw effective sample size, a fraction. */
    public static final double LEAST_ESS = 0.01;

    /** The least number of effective samples. */
    public static final double LEAST_EFFECTIVE_SAMPLES = 200;

    /** The least number of effective samples in each named state. */
    public static final double LEAST_EFFECTIVE_SAMPLES_IN_STATE = 20;

    /** The largest share of the sum that one weight may have. */
    public static final double LARGEST_SHARE = 0.05;

    /** Copies the warnings. */
    public ConvergenceVerdict {
        warnings = List.copyOf(warnings);
    }

    /** Judges free energies of several ensembles: the equations must be solved, and the ensembles overlap. */
    public static ConvergenceVerdict of(Mbar mbar) {
        return byWarnings(
                mbar.warnings(),
                format("overlap %.3g, solved in %d iterations", mbar.scalarOverlap(), mbar.iterations()));
    }

    /** Judges a two-sided estimate: the ensembles must overlap. */
    public static ConvergenceVerdict of(BennettAcceptanceRatio ratio) {
        return byWarnings(ratio.warnings(), format("overlap %.3g", ratio.overlap()));
    }

    /** Judges a one-sided estimate: enough effective samples, and no heavy tail of the weights. */
    public static ConvergenceVerdict of(ExponentialAveraging averaging) {
        return byWarnings(
                averaging.warnings(),
                format(
                        "%.0f effective samples, Pareto k %.2f",
                        averaging.weights().effectiveSamples(),
                        averaging.smoothing().k()));
    }

    private static ConvergenceVerdict byWarnings(List<String> warnings, String figures) {
        return new ConvergenceVerdict(warnings.isEmpty(), warnings.isEmpty() ? figures : warnings.get(0), warnings);
    }

    /**
     * Judges weights. Warns besides of a heavy tail.
     *
     * @param weights the draws' weights
     * @param members of each named state, which draws belong to it, [N]; judged in the map's order. Not modified.
     */
    public static ConvergenceVerdict of(ImportanceWeights weights, Map<String, boolean[]> members) {
        ConvergenceVerdict verdict = judge(weights, members);
        return new ConvergenceVerdict(
                verdict.converged(),
                verdict.reason(),
                ParetoSmoothing.of(weights).warnings());
    }

    /** Returns this verdict, or that the draws did not converge because they do not go where the seeds are. */
    public ConvergenceVerdict requiring(SeedCoverage coverage) {
        List<String> missed = coverage.warnings();
        return !converged || missed.isEmpty() ? this : new ConvergenceVerdict(false, missed.get(0), warnings);
    }

    private static ConvergenceVerdict judge(ImportanceWeights weights, Map<String, boolean[]> members) {
        double ess = weights.essRaw();
        if (!(ess >= LEAST_ESS)) {
            return not("raw ESS is %.3g %%, at least %.3g %% is needed", 100 * ess, 100 * LEAST_ESS);
        }
        double effective = weights.effectiveSamples();
        if (!(effective >= LEAST_EFFECTIVE_SAMPLES)) {
            return not("%.1f effective samples, at least %.0f are needed", effective, LEAST_EFFECTIVE_SAMPLES);
        }
        double share = weights.largestShare();
        if (!(share <= LARGEST_SHARE)) {
            return not(
                    "one weight is %.3g %% of the sum, at most %.3g %% is allowed", 100 * share, 100 * LARGEST_SHARE);
        }
        for (Map.Entry<String, boolean[]> state : members.entrySet()) {
            double inState = weights.effectiveSamples(state.getValue());
            if (!(inState >= LEAST_EFFECTIVE_SAMPLES_IN_STATE)) {
                return not(
                        "%.1f effective samples in state %s, at least %.0f are needed",
                        inState, state.getKey(), LEAST_EFFECTIVE_SAMPLES_IN_STATE);
            }
        }
        return new ConvergenceVerdict(
                true,
                format(
                        "raw ESS %.3g %%, %.0f effective samples, largest weight %.3g %% of the sum",
                        100 * ess, effective, 100 * share),
                List.of());
    }

    private static ConvergenceVerdict not(String reason, Object... figures) {
        return new ConvergenceVerdict(false, format(reason, figures), List.of());
    }

    private static String format(String text, Object... figures) {
        return String.format(Locale.ROOT, text, figures);
    }
}
