package org.openmmbg.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {

    /** 0.975 and 0.999 are in every table; the paper's own check values are those of 0.25, 0.001 and 1e-20. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.975, 1.959963984540054",
        "0.999, 3.090232306167813",
        "0.25, -0.6744897501960817",
        "0.001, -3.090232306167813",
        "1e-20, -9.262340089798408"
    })
    void knownValues(double probability, double quantile) {
        assertThat(NormalQuantile.of(probability)).isCloseTo(quantile, within(4e-15 * Math.max(1, -quantile)));
    }

    @Test
    void invertsTheDistributionFunctionFromTailToTail() {
        for (double x = -8.2; x <= 8; x += 0.01) {
            // Beyond 0 the probability's own rounding near 1 limits the inverse: take the mirror image.
            double tail = 0.5 * Erf.erfc(Math.abs(x) / Math.sqrt(2));
            assertThat(NormalQuantile.of(tail)).as("at %s", x).isCloseTo(-Math.abs(x), within(2e-13));
        }
        for (double p = 0.001; p < 0.5; p += 0.001) {
            assertThat(NormalQuantile.of(1 - p)).isCloseTo(-NormalQuantile.of(p), within(1e-12));
        }
    }
}
