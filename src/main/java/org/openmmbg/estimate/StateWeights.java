package org.openmmbg.estimate;

import java.util.Locale;
import java.util.Optional;

/**
 * What the weights of the draws in a state say of themselves, and what seeds there say of them.
 *
 * <p>Draws of all states together may look flawless where those of a rare one miss half of it: its part of every figure is
 * as small as the state. So each state is looked at by itself.
 *
 * @param state the state's name; empty for all draws
 * @param draws number of draws in the state, those that failed included
 * @param effectiveSamples (Σw)² / Σw² over them
 * @param largestShare the largest weight's share of their sum; 1 where the sum is 0
 * @param paretoK shape of the weights' tail ({@link ParetoSmoothing}); NaN where the draws are too few to tell
 * @param largestParetoK the largest k̂ with which estimates from so many draws can be relied on
 * @param seeds number of seeds in the state; 0 where there are none to ask
 * @param missedSeeds share of the seeds that weigh more than twice the tenth heaviest draw in the state, or than the heaviest,
 *     less what the draws so heavy have of the draws' weight: what few draws, or none, stand for; 0 without seeds
 */
public record StateWeights(
        String state,
        int draws,
        double effectiveSamples,
        double largestShare,
        double paretoK,
        double largestParetoK,
        int seeds,
        double missedSeeds) {

    /** The least raw effective sample size of all draws, a fraction. */
    public static final double LEAST_ESS = 0.01;

    /** The least number of effective samples. */
    public static final double LEAST_EFFECTIVE_SAMPLES = 200;

    /** The least number of effective samples in each named state. */
    public static final double LEAST_EFFECTIVE_SAMPLES_IN_STATE = 20;

    /** The largest share of the sum that one weight may have. */
    public static final double LARGEST_SHARE = 0.05;

    /** The largest share of seeds that may be missed. */
    public static final double LARGEST_MISSED = 0.05;

    /** Looks at all draws, and at all seeds. */
    public static StateWeights ofAll(ImportanceWeights weights, SeedWeights seeds) {
        return of("", weights, seeds);
    }

    /**
     * Looks at the draws in a state.
     *
     * @param members tells of each draw whether it belongs to the state, [N]. Not modified.
     * @param seeds those in the state
     */
    public static StateWeights in(String state, ImportanceWeights weights, boolean[] members, SeedWeights seeds) {
        return weights.in(members)
                .map(inState -> of(state, inState, seeds))
                .orElseGet(() ->
                        new StateWeights(state, 0, 0, 1, Double.NaN, 0, seeds.count(), seeds.count() > 0 ? 1 : 0));
    }

    private static StateWeights of(String state, ImportanceWeights weights, SeedWeights seeds) {
        ParetoSmoothing tail = ParetoSmoothing.of(weights);
        return new StateWeights(
                state,
                weights.count(),
                weights.effectiveSamples(),
                weights.largestShare(),
                tail.k(),
                tail.threshold(),
                seeds.count(),
                missed(weights, seeds));
    }

    private static double missed(ImportanceWeights weights, SeedWeights seeds) {
        double level = weights.coveredLogWeight();
        return seeds.count() == 0
                ? 0
                : Math.max(0, (double) seeds.above(level) / seeds.count() - weights.shareAbove(level));
    }

    /** Returns the same with another number of effective samples, such as that of frames which depend on each other. */
    public StateWeights withEffectiveSamples(double effective) {
        return new StateWeights(state, draws, effective, largestShare, paretoK, largestParetoK, seeds, missedSeeds);
    }

    /**
     * Returns how far the state's free energy may be too high for what the draws miss, kT: −log(1 − share of missed seeds),
     * as if seeds were samples of the target there.
     */
    public double missedFreeEnergy() {
        return -Math.log1p(-missedSeeds);
    }

    /** Returns the first criterion that is not met, in one line; empty where all are. */
    public Optional<String> objection() {
        boolean all = state.isEmpty();
        double ess = effectiveSamples / draws;
        if (all && !(ess >= LEAST_ESS)) {
            return object("raw ESS is %.3g %%, at least %.3g %% is needed", 100 * ess, 100 * LEAST_ESS);
        }
        double least = all ? LEAST_EFFECTIVE_SAMPLES : LEAST_EFFECTIVE_SAMPLES_IN_STATE;
        if (!(effectiveSamples >= least)) {
            return object("%.1f effective samples%s, at least %.0f are needed", effectiveSamples, where(), least);
        }
        if (!(largestShare <= LARGEST_SHARE)) {
            return object(
                    "one weight is %.3g %% of the sum%s, at most %.3g %% is allowed",
                    100 * largestShare, where(), 100 * LARGEST_SHARE);
        }
        if (Double.isNaN(paretoK)) {
            return object("too few draws of positive weight%s to judge the tail of their weights", where());
        }
        if (!(paretoK <= largestParetoK)) {
            return object(
                    "the tail of the weights%s is heavy: Pareto k is %.2f, at most %.2f is allowed for %d draws",
                    where(), paretoK, largestParetoK, draws);
        }
        if (!(missedSeeds <= LARGEST_MISSED)) {
            return object(
                    "%.3g %% of the seeds%s lie where the generator does not go, at most %.3g %% are allowed",
                    100 * missedSeeds, where(), 100 * LARGEST_MISSED);
        }
        return Optional.empty();
    }

    private String where() {
        return state.isEmpty() ? "" : " in state " + state;
    }

    private static Optional<String> object(String text, Object... figures) {
        return Optional.of(String.format(Locale.ROOT, text, figures));
    }
}
