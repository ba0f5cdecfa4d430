package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConvergenceVerdictTest {

    private static StateWeights weights(String state, double paretoK) {
        return new StateWeights(state, 1000, 800, 0.002, paretoK, 0.66, 0, 0);
    }

    @Test
    void allDrawsAndEachStateMustCarryEnough() {
        ConvergenceVerdict verdict =
                ConvergenceVerdict.of(weights("", 0.1), List.of(weights("A", 0.2), weights("B", 0.3)));
        assertThat(verdict.converged()).isTrue();
        assertThat(verdict.reason())
                .isEqualTo("raw ESS 80.0 %, 800 effective samples, Pareto k 0.10, largest weight 0.200 % of the sum");
        ConvergenceVerdict bad = ConvergenceVerdict.of(weights("", 0.1), List.of(weights("A", 0.8), weights("B", 0.9)));
        assertThat(bad.converged()).isFalse();
        assertThat(bad.reason()).startsWith("the tail of the weights in state A is heavy");
        assertThat(ConvergenceVerdict.of(weights("", 0.8), List.of()).converged())
                .isFalse();
    }

    @Test
    void theFirstObjectionIsTold() {
        ConvergenceVerdict good = ConvergenceVerdict.of(weights("", 0.1), List.of());
        assertThat(good.unless(Optional.empty())).isEqualTo(good);
        ConvergenceVerdict bad = good.unless(Optional.of("one")).unless(Optional.of("two"));
        assertThat(bad.converged()).isFalse();
        assertThat(bad.reason()).isEqualTo("one");
    }

    @Test
    void estimatesOfWorkAreJudgedByTheirOverlap() {
        double[] far = new double[60];
        Arrays.setAll(far, i -> 30 + i % 3);
        ConvergenceVerdict verdict = ConvergenceVerdict.of(BennettAcceptanceRatio.of(far, far));
        assertThat(verdict.converged()).isFalse();
        assertThat(verdict.reason()).startsWith("the ensembles {A} and {B} hardly overlap");
        double[] near = new double[60];
        Arrays.setAll(near, i -> 0.1 * (i % 3 - 1));
        assertThat(ConvergenceVerdict.of(BennettAcceptanceRatio.of(near, near)))
                .matches(ConvergenceVerdict::converged)
                .extracting(ConvergenceVerdict::reason)
                .asString()
                .startsWith("overlap 0.9");
        assertThat(ConvergenceVerdict.of(ExponentialAveraging.forward(far)).converged())
                .isFalse();
        assertThat(ConvergenceVerdict.of(ExponentialAveraging.forward(new double[100]))
                        .reason())
                .isEqualTo("100 effective samples, Pareto k 0.00");
        Oscillators apart = new Oscillators(new double[] {0, 1, 20}, new double[] {1, 1, 1}, new double[3]);
        int[] counts = {50, 50, 50};
        assertThat(ConvergenceVerdict.of(Mbar.of(apart.energies(apart.draw(counts, 5, 0)), counts))
                        .converged())
                .isFalse();
        Oscillators close = new Oscillators(new double[] {0, 1, 2}, new double[] {1, 1, 1}, new double[3]);
        assertThat(ConvergenceVerdict.of(Mbar.of(close.energies(close.draw(counts, 5, 0)), counts))
                        .converged())
                .isTrue();
    }
}
