package org.openmmbg.plugin.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openmmbg.estimate.Autocorrelation;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.ParetoSmoothing;
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
 * @param effectiveSamplesIn effective samples in each state
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
        Map<String, Double> effectiveSamplesIn,
        boolean converged,
        String verdict,
        List<String> warnings) {

    public Judgement {
        effectiveSamplesIn = new LinkedHashMap<>(effectiveSamplesIn);
        warnings = List.copyOf(warnings);
    }

    /**
     * Judges weights for means. What is true or false of draws must be seen often enough either way.
     *
     * @param expressions what is averaged
     */
    public static Judgement of(WeightedSamples samples, List<Expression> expressions) {
        Map<String, boolean[]> states = new LinkedHashMap<>();
        double inefficiency = 1;
        for (Expression expression : expressions) {
            if (expression.quantity().isCondition()) {
                boolean[] members = expression.members(samples.count(), samples.positions(), samples.width());
                states.put(expression.text(), members);
            } else if (samples.series()) {
                inefficiency = Math.max(inefficiency, inefficiency(expression, samples));
            }
        }
        return of(samples.weights(), states, samples.series(), inefficiency);
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
     * @param states which draws belong to each named state
     * @param series whether the draws are frames of a simulation in their order
     */
    static Judgement of(ImportanceWeights weights, Map<String, boolean[]> states, boolean series) {
        return of(weights, states, series, 1);
    }

    private static Judgement of(
            ImportanceWeights weights, Map<String, boolean[]> states, boolean series, double leastInefficiency) {
        Map<String, Double> inStates = new LinkedHashMap<>();
        double least = weights.effectiveSamples() / leastInefficiency;
        for (Map.Entry<String, boolean[]> state : states.entrySet()) {
            double inefficiency = series ? inefficiency(state.getValue()) : 1;
            least = Math.min(least, weights.effectiveSamples() / inefficiency);
            inStates.put(state.getKey(), weights.effectiveSamples(state.getValue()) / inefficiency);
        }
        ConvergenceVerdict verdict = ConvergenceVerdict.of(weights, states);
        boolean converged = verdict.converged();
        String reason = verdict.reason();
        List<String> warnings = new ArrayList<>(verdict.warnings());
        if (series) {
            warnings.clear();
            reason = format("%.0f independent frames", least);
            if (least < ConvergenceVerdict.LEAST_EFFECTIVE_SAMPLES) {
                converged = false;
                reason += format(", at least %.0f are needed", ConvergenceVerdict.LEAST_EFFECTIVE_SAMPLES);
            }
            for (Map.Entry<String, Double> state : inStates.entrySet()) {
                if (converged && state.getValue() < ConvergenceVerdict.LEAST_EFFECTIVE_SAMPLES_IN_STATE) {
                    converged = false;
                    reason = format(
                            "%.1f independent frames in state %s, at least %.0f are needed",
                            state.getValue(), state.getKey(), ConvergenceVerdict.LEAST_EFFECTIVE_SAMPLES_IN_STATE);
                }
            }
        }
        return new Judgement(
                weights.essRaw(),
                weights.essClipped(),
                least,
                ParetoSmoothing.of(weights).k(),
                weights.largestShare(),
                inStates,
                converged,
                (converged ? "converged: " : "not converged: ") + reason,
                warnings);
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
