package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
    private static final Map<String, Double> ENOUGH = Map.of("phi>0", 20.0);

    @Test
    void theBoundariesThemselvesAreEnough() {
        assertThat(Convergence.assess(0.01, 20_000, ENOUGH, 0.05).converged()).isTrue();
    }

    @Test
    void eachRuleFailsByItself() {
        assertThat(Convergence.assess(0.0099, 1_000_000, ENOUGH, 0.01).verdict())
                .isEqualTo("not converged: raw ESS 0.0099 is below 0.010");
        assertThat(Convergence.assess(0.5, 399, ENOUGH, 0.01).verdict())
                .isEqualTo("not converged: 199.5 effective samples, fewer than 200");
        assertThat(Convergence.assess(0.5, 1000, Map.of("phi>0", 19.5), 0.01).verdict())
                .isEqualTo("not converged: 19.5 effective samples in phi>0, fewer than 20");
        assertThat(Convergence.assess(0.5, 1000, ENOUGH, 0.06).verdict())
                .isEqualTo("not converged: one weight is 6.0 % of the sum, more than 5 %");
    }

    @Test
    void notANumberIsNotConverged() {
        assertThat(Convergence.assess(Double.NaN, 1000, ENOUGH, 0.01).converged())
                .isFalse();
        assertThat(Convergence.assess(0.5, 1000, Map.of("a", Double.NaN), 0.01).converged())
                .isFalse();
        assertThat(Convergence.assess(0.5, 1000, ENOUGH, Double.NaN).converged())
                .isFalse();
    }
}
