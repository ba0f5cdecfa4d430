package org.openmmbg.estimate;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether draws carry enough to be believed, and why or why not.
 *
 * @param converged whether every criterion is met
 * @param reason one line: the first criterion that is not met, or the figures
 * @param warnings what else speaks against the estimates, one line each
 */
public record ConvergenceVerdict(boolean converged, String reason, List<String> warnings) {

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
     * Judges weights: all draws and the draws in each named state must each carry enough.
     *
     * @param all of all draws
     * @param states of the draws in each state, judged in this order
     */
    public static ConvergenceVerdict of(StateWeights all, List<StateWeights> states) {
        return Stream.concat(Stream.of(all), states.stream())
                .flatMap(weights -> weights.objection().stream())
                .findFirst()
                .map(ConvergenceVerdict::not)
                .orElseGet(() -> new ConvergenceVerdict(
                        true,
                        format(
                                "raw ESS %.3g %%, %.0f effective samples, Pareto k %.2f, largest weight %.3g %% of the sum",
                                100 * all.effectiveSamples() / all.draws(),
                                all.effectiveSamples(),
                                all.paretoK(),
                                100 * all.largestShare()),
                        List.of()));
    }

    /** Returns the verdict as it is told: converged or not, and the reason. */
    public String text() {
        return (converged ? "converged: " : "not converged: ") + reason;
    }

    /** Returns a verdict against the numbers. */
    public static ConvergenceVerdict not(String reason) {
        return new ConvergenceVerdict(false, reason, List.of());
    }

    /** Returns this verdict, or, where nothing spoke against the numbers yet, that this does. */
    public ConvergenceVerdict unless(Optional<String> objection) {
        return converged && objection.isPresent() ? not(objection.get()) : this;
    }

    private static String format(String text, Object... figures) {
        return String.format(Locale.ROOT, text, figures);
    }
}
