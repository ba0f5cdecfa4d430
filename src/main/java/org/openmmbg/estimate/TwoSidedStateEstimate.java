package org.openmmbg.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The free energy of a state from both sides: draws of a generator that are in the state, with their weights, and equilibrium
 * samples of the state itself, such as those of a walk confined to it, with the weights that they have as if drawn. Bennett's
 * acceptance ratio joins them. Where the generator leaves out a part of the state the draws alone make the free energy too
 * high and cannot know; the samples of the state do.
 *
 * @param freeEnergy −log Z of the state, kT, where the weights are those of a normalised density; with its standard error
 *     that of the number of draws in the state
 * @param warnings what speaks against it, one line each; empty if nothing does
 */
public record TwoSidedStateEstimate(AsymptoticEstimate freeEnergy, List<String> warnings) {

    /** The least number of independent equilibrium samples of a state. */
    public static final int FEWEST_SAMPLES = 100;

    /** Copies the warnings. */
    public TwoSidedStateEstimate {
        warnings = List.copyOf(warnings);
    }

    /**
     * Estimates the free energy of a state; empty where no draw is in it or the samples are fewer than {@link
     * #FEWEST_SAMPLES}.
     *
     * @param state its name
     * @param weights of all draws
     * @param members tells of each draw whether it belongs to the state, [N]. Not modified.
     * @param sampleLogWeights log-weights of independent equilibrium samples of the state by the formula of the draws, with
     *     the same constant. Not modified.
     */
    public static Optional<TwoSidedStateEstimate> of(
            String state, ImportanceWeights weights, boolean[] members, double[] sampleLogWeights) {
        Optional<ImportanceWeights> inState = weights.in(members);
        if (inState.isEmpty() || sampleLogWeights.length < FEWEST_SAMPLES) {
            return Optional.empty();
        }
        ImportanceWeights drawn = inState.get();
        double[] forward = new double[drawn.count()];
        for (int i = 0; i < forward.length; i++) {
            forward[i] = drawn.failed(i) ? Double.NaN : -(drawn.logScale() + Math.log(drawn.relative(i)));
        }
        BennettAcceptanceRatio ratio = BennettAcceptanceRatio.of(forward, sampleLogWeights);
        // The density of draws in the state is that of all over the state's share of the draws, whose logarithm has
        // this
        // variance beside that of the ratio.
        double share = (double) drawn.count() / weights.count();
        double variance = 1.0 / drawn.count() - 1.0 / weights.count();
        List<String> warnings = new ArrayList<>();
        if (ratio.overlap() < Overlap.LEAST_SIMILARITY) {
            warnings.add(String.format(
                    Locale.ROOT,
                    "the draws in state %s and the samples of it hardly overlap: %.2g, at least %.2g is needed",
                    state,
                    ratio.overlap(),
                    Overlap.LEAST_SIMILARITY));
        }
        AsymptoticEstimate inside = ratio.difference();
        return Optional.of(new TwoSidedStateEstimate(
                new AsymptoticEstimate(
                        inside.value() - Math.log(share), Math.hypot(inside.standardError(), Math.sqrt(variance))),
                warnings));
    }

    /**
     * Returns F(this) − F(other), kT, of two states of the same draws, and its 95 % interval.
     *
     * @param all number of all draws
     */
    public Estimate less(TwoSidedStateEstimate other, int all) {
        // Shares of the same draws: what is in one state is not in the other.
        double covariance = -1.0 / all;
        double variance =
                square(freeEnergy.standardError()) + square(other.freeEnergy.standardError()) - 2 * covariance;
        return new AsymptoticEstimate(freeEnergy.value() - other.freeEnergy.value(), Math.sqrt(variance)).interval();
    }

    private static double square(double x) {
        return x * x;
    }
}
