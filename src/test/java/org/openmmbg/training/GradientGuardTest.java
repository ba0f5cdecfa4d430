package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GradientGuardTest {
    @Test
    void ordinaryNormsPassLongOnesAreClippedWildOnesSkipped() {
        GradientGuard guard = new GradientGuard();
        for (int i = 0; i < 100; i++) {
            assertThat(guard.admit(1)).isEqualTo(1);
        }
        assertThat(guard.admit(4)).isCloseTo(0.5, within(1e-12));
        assertThat(guard.skipped()).isZero();
        assertThat(guard.admit(11)).isZero();
        assertThat(guard.admit(Double.NaN)).isZero();
        assertThat(guard.admit(Double.POSITIVE_INFINITY)).isZero();
        assertThat(guard.skipped()).isEqualTo(3);
    }

    /** An exploding gradient is skipped for ever: it must not teach the guard that it is the rule. */
    @Test
    void anExplosionDoesNotBecomeTheMeasure() {
        GradientGuard guard = new GradientGuard();
        for (int i = 0; i < 100; i++) {
            guard.admit(1);
        }
        for (int i = 0; i < 40; i++) {
            assertThat(guard.admit(Math.pow(10, i + 2))).isZero();
        }
        assertThat(guard.admit(1)).isEqualTo(1);
    }

    /** What is refused leaves no trace, so that not even many in a row are shortened less. */
    @Test
    void whatIsRefusedIsNotLearntFrom() {
        GradientGuard guard = new GradientGuard();
        for (int i = 0; i < 100; i++) {
            guard.admit(1);
        }
        for (int i = 0; i < 300; i++) {
            assertThat(guard.admit(11)).isZero();
        }
        assertThat(guard.admit(4)).isCloseTo(0.5, within(1e-12));
    }
}
