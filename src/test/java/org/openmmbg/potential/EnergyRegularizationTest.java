package org.openmmbg.potential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyRegularizationTest {

    private static final EnergyRegularization REGULARIZATION = new EnergyRegularization(100, 1e6);

    @Test
    void keepsLowEnergiesAndSoftensHighOnes() {
        assertThat(REGULARIZATION.value(-50)).isEqualTo(-50);
        assertThat(REGULARIZATION.value(100)).isEqualTo(100);
        assertThat(REGULARIZATION.value(100 + Math.E - 1)).isCloseTo(101, within(1e-12));
        assertThat(REGULARIZATION.value(1e6)).isCloseTo(100 + Math.log(999_901), within(1e-10));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e6, 1e300})
    void failedAndHugeEnergiesCountAsTheLargest(double energy) {
        assertThat(REGULARIZATION.value(energy)).isEqualTo(100 + Math.log1p(1e6 - 100));
        assertThat(REGULARIZATION.derivative(energy)).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-3, 99.9, 100.5, 250, 1e5})
    void derivativeIsThatOfTheValue(double energy) {
        double h = 1e-4;
        double slope = (REGULARIZATION.value(energy + h) - REGULARIZATION.value(energy - h)) / (2 * h);
        assertThat(REGULARIZATION.derivative(energy)).isCloseTo(slope, within(1e-8));
    }

    @Test
    void boundsAreChecked() {
        assertThatThrownBy(() -> new EnergyRegularization(10, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EnergyRegularization(10, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
