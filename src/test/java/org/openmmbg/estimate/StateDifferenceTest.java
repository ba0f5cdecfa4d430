package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StateDifferenceTest {
    private static final Estimate DRAWN = new Estimate(3, 2.9, 3.1);

    private static StateWeights missing(String state, double share) {
        return new StateWeights(state, 1000, 900, 0.01, 0.1, 0.66, 1000, share);
    }

    /** What is missed of A makes F(A) too high, and F(A) − F(B) with it. */
    @Test
    void theIntervalReachesToWhatIsMissed() {
        StateDifference difference = StateDifference.of(DRAWN, missing("A", 0.05), missing("B", 0.01));
        assertThat(difference.drawn()).isEqualTo(DRAWN);
        assertThat(difference.estimate().value()).isEqualTo(3);
        assertThat(difference.estimate().low()).isCloseTo(2.9 + Math.log(0.95), within(1e-14));
        assertThat(difference.estimate().high()).isCloseTo(3.1 - Math.log(0.99), within(1e-14));
        assertThat(difference.objection()).isEmpty();
    }

    @Test
    void nothingMissedChangesNothing() {
        assertThat(StateDifference.of(DRAWN, missing("A", 0), missing("B", 0)))
                .isEqualTo(new StateDifference(DRAWN, DRAWN, java.util.Optional.empty()));
    }

    @Test
    void moreThanTheIntervalIsRefused() {
        StateDifference difference = StateDifference.of(DRAWN, missing("A", 0), missing("B", 0.1));
        assertThat(difference.objection())
                .contains(
                        "10.0 % of the seeds in state B lie where the generator does not go: its free energy may be 0.105"
                                + " kT lower, more than the interval of ± 0.100 kT can carry");
    }

    /** Two independent estimates contradict each other beyond three standard errors of their difference. */
    @Test
    void estimatesThatDoNotAgree() {
        Estimate near = new Estimate(3.2, 3.0, 3.4);
        Estimate far = new Estimate(3.4, 3.2, 3.6);
        assertThat(DRAWN.contradiction(near)).isEmpty();
        assertThat(near.contradiction(DRAWN)).isEmpty();
        assertThat(DRAWN.contradiction(far)).contains("3.000 (2.900 to 3.100) and 3.400 (3.200 to 3.600)");
        assertThat(far.contradiction(DRAWN)).isPresent();
        double infinite = Double.POSITIVE_INFINITY;
        assertThat(DRAWN.contradiction(new Estimate(infinite, 2, infinite)))
                .as("few draws, none of them in the state")
                .isEmpty();
        assertThat(DRAWN.contradiction(new Estimate(Double.NaN, Double.NaN, Double.NaN)))
                .isEmpty();
    }
}
