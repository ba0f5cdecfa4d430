package org.openmmbg.estimate;

import java.util.Locale;
import java.util.Optional;

/**
 * F(A) − F(B) of two states, with what seeds say that the draws miss of either.
 *
 * <p>What is missed of a state makes its free energy too high, by {@link StateWeights#missedFreeEnergy}. The interval is
 * widened by that on the side where it lies, which is honest as long as it is small beside the interval itself.
 *
 * @param drawn from the draws alone, kT, with its bootstrap interval
 * @param estimate the same with the wider interval
 * @param objection that more is missed than the interval can carry; empty where it can
 */
public record StateDifference(Estimate drawn, Estimate estimate, Optional<String> objection) {

    /**
     * Widens the interval of a difference.
     *
     * @param drawn F(A) − F(B), kT, from the draws
     */
    public static StateDifference of(Estimate drawn, StateWeights a, StateWeights b) {
        double belowA = a.missedFreeEnergy();
        double belowB = b.missedFreeEnergy();
        Estimate estimate = new Estimate(drawn.value(), drawn.low() - belowA, drawn.high() + belowB);
        StateWeights worse = belowA >= belowB ? a : b;
        double most = worse.missedFreeEnergy();
        double half = (drawn.high() - drawn.low()) / 2;
        return new StateDifference(
                drawn, estimate, most > half ? Optional.of(text(worse, most, half)) : Optional.empty());
    }

    private static String text(StateWeights state, double missed, double half) {
        return String.format(
                Locale.ROOT,
                "%.3g %% of the seeds in state %s lie where the generator does not go: its free energy may be %.3g kT lower,"
                        + " more than the interval of ± %.3g kT can carry",
                100 * state.missedSeeds(),
                state.state(),
                missed,
                half);
    }
}
