package org.openmmbg.plugin.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openmmbg.estimate.Autocorrelation;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.SeedWeights;
import org.openmmbg.estimate.StateWeights;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Quantity;

/**
 * How far weights can be believed.
 *
 * @param essRaw (Σw)² / (N Σw²), a fraction of 1
 * @param essClipped the same with the largest 10⁻⁴ of the weights clipped
 * @param effectiveSamples (Σw)² / Σw²; of a time series, frames that are independent of each other
 * @param paretoK shape of the weights' tail; NaN where there are too few to tell
 * @param largestWeight the largest weight's share of the sum
 * @param states what the weights in each state say; of a time series with the number of independent frames there
 * @param converged whether every criterion is met
 * @param verdict the first criterion that is not met, or the figures
 * @param warnings what else speaks against the numbers
 */
public record Judgement(
        double essRaw,
        double essClipped,
        double effectiveSamples,
        double paretoK,
        double largestWeight,
        List<StateWeights> states,
        boolean converged,
        String verdict,
        List<String> warnings) {

    public Judgement {
        states = List.copyOf(states);
        warnings = List.copyOf(warnings);
    }

    /** A state with the draws and the seeds in it. */
    @SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
    record Members(String state, boolean[] draws, SeedWeights seeds) {
        static Members of(String state, Expression condition, WeightedSamples samples, WeightedSeeds seeds) {
            return new Members(
                    state,
                    condition.members(samples.count(), samples.positions(), samples.width()),
                    seeds.in(condition.members(seeds.count(), seeds.positions(), samples.width())));
        }
    }

    /**
     * Judges weights for means. What is true or false of draws must be seen often enough either way.
     *
     * @param expressions what is averaged
     */
    public static Judgement of(WeightedSamples samples, List<Expression> expressions) {
        List<Members> states = new ArrayList<>();
        double inefficiency = 1;
        for (Expression expression : expressions) {
            if (expression.quantity().isCondition()) {
                states.add(Members.of(expression.text(), expression, samples, samples.seeds()));
            } else if (samples.series()) {
                inefficiency = Math.max(inefficiency, inefficiency(expression, samples));
            }
        }
        return of(samples.weights(), samples.seeds().weights(), states, samples.series(), inefficiency)
                .unless(samples.objection());
    }

    /** Returns the statistical inefficiency of a number; of an angle that of its cosine and sine, whichever is larger. */
    private static double inefficiency(Expression expression, WeightedSamples samples) {
        double[] values = expression.values(samples.count(), samples.positions(), samples.width());
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            return 1;
        }
        if (expression.quantity().form() == Quantity.Form.LINEAR) {
            return Autocorrelation.inefficiency(values);
        }
        return Math.max(
                Autocorrelation.inefficiency(
                        Arrays.stream(values).map(Math::cos).toArray()),
                Autocorrelation.inefficiency(
                        Arrays.stream(values).map(Math::sin).toArray()));
    }

    /**
     * Judges weights.
     *
     * @param seeds all seeds
     * @param states which draws and seeds belong to each named state
     * @param series whether the draws are frames of a simulation in their order
     */
    static Judgement of(ImportanceWeights weights, SeedWeights seeds, List<Members> states, boolean series) {
        return of(weights, seeds, states, series, 1);
    }

    private static Judgement of(
            ImportanceWeights weights,
            SeedWeights seeds,
            List<Members> states,
            boolean series,
            double leastInefficiency) {
        StateWeights all = StateWeights.ofAll(weights, seeds);
        List<StateWeights> inStates = new ArrayList<>();
        double least = weights.effectiveSamples() / leastInefficiency;
        for (Members state : states) {
            double inefficiency = series ? inefficiency(state.draws) : 1;
            least = Math.min(least, weights.effectiveSamples() / inefficiency);
            StateWeights there = StateWeights.in(state.state, weights, state.draws, state.seeds);
            inStates.add(there.withEffectiveSamples(there.effectiveSamples() / inefficiency));
        }
        ConvergenceVerdict verdict = series ? ofSeries(least, inStates) : ConvergenceVerdict.of(all, inStates);
        return new Judgement(
                weights.essRaw(),
                weights.essClipped(),
                least,
                all.paretoK(),
                all.largestShare(),
                inStates,
                verdict.converged(),
                verdict.text(),
                verdict.warnings());
    }

    private static ConvergenceVerdict ofSeries(double frames, List<StateWeights> states) {
        if (frames < StateWeights.LEAST_EFFECTIVE_SAMPLES) {
            return ConvergenceVerdict.not(format(
                    "%.0f independent frames, at least %.0f are needed", frames, StateWeights.LEAST_EFFECTIVE_SAMPLES));
        }
        for (StateWeights state : states) {
            if (state.effectiveSamples() < StateWeights.LEAST_EFFECTIVE_SAMPLES_IN_STATE) {
                return ConvergenceVerdict.not(format(
                        "%.1f independent frames in state %s, at least %.0f are needed",
                        state.effectiveSamples(), state.state(), StateWeights.LEAST_EFFECTIVE_SAMPLES_IN_STATE));
            }
        }
        return new ConvergenceVerdict(true, format("%.0f independent frames", frames), List.of());
    }

    /** Returns this judgement, or that the numbers are not converged for a reason of which the weights know nothing. */
    Judgement unless(Optional<String> objection) {
        return converged && objection.isPresent()
                ? new Judgement(
                        essRaw,
                        essClipped,
                        effectiveSamples,
                        paretoK,
                        largestWeight,
                        states,
                        false,
                        ConvergenceVerdict.not(objection.get()).text(),
                        warnings)
                : this;
    }

    private static double inefficiency(boolean[] members) {
        return Autocorrelation.inefficiency(numbers(members));
    }

    static double[] numbers(boolean[] members) {
        double[] numbers = new double[members.length];
        for (int i = 0; i < members.length; i++) {
            numbers[i] = members[i] ? 1 : 0;
        }
        return numbers;
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
