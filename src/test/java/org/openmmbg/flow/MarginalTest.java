package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class MarginalTest {
    private static final int DRAWS = 40_000;
    private static final long SEED = 3;

    /** A distribution with the interval that holds all of it, or nearly. */
    private record Case(Marginal marginal, double low, double high) {}

    static Stream<Case> cases() {
        return Stream.of(
                new Case(Marginal.NORMAL, -9, 9),
                new Case(Marginal.CIRCLE, -Math.PI, Math.PI),
                new Case(new Marginal.Uniform(-0.3, 2), -0.3, 2),
                new Case(new Marginal.TruncatedNormal(-1, 2.5), -1, 2.5),
                new Case(new Marginal.TruncatedNormal(Double.NEGATIVE_INFINITY, 0.2), -9, 0.2),
                new Case(new Marginal.TruncatedNormal(9, 10), 9, 10),
                new Case(new Marginal.TruncatedNormal(-10, -9), -10, -9),
                new Case(Marginal.NORMAL.atTemperature(2.5), -15, 15),
                new Case(new Marginal.TruncatedNormal(-1, 2.5).atTemperature(0.4), -1, 2.5));
    }

    private static double integral(Case c, int power) {
        return new IterativeLegendreGaussIntegrator(20, 1e-10, 1e-12)
                .integrate(100_000, z -> Math.pow(z, power) * Math.exp(c.marginal.logDensity(z)), c.low, c.high);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theDensityIsNormalisedAndItsScoreItsDerivative(Case c) {
        assertThat(integral(c, 0)).isCloseTo(1, within(1e-9));
        for (double part : new double[] {0.2, 0.5, 0.9}) {
            double z = c.low + part * (c.high - c.low);
            double step = 1e-5;
            double slope = (c.marginal.logDensity(z + step) - c.marginal.logDensity(z - step)) / (2 * step);
            assertThat(c.marginal.score(z)).isCloseTo(slope, within(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theEntropyIsMinusTheMeanLogDensity(Case c) {
        double entropy = -new IterativeLegendreGaussIntegrator(20, 1e-10, 1e-12)
                .integrate(
                        100_000,
                        z -> {
                            double log = c.marginal.logDensity(z);
                            return Math.exp(log) * log;
                        },
                        c.low,
                        c.high);
        assertThat(c.marginal.entropy()).isCloseTo(entropy, within(1e-8));
    }

    /** Densities at two temperatures differ by the power of their ratio, and so do their scores. */
    @ParameterizedTest
    @MethodSource("cases")
    void anotherTemperatureScalesTheLatentEnergy(Case c) {
        Marginal hot = c.marginal.atTemperature(1.7);
        double a = c.low + 0.3 * (c.high - c.low);
        double b = c.low + 0.6 * (c.high - c.low);
        double cold = c.marginal.logDensity(b) - c.marginal.logDensity(a);
        assertThat(hot.logDensity(b) - hot.logDensity(a)).isCloseTo(cold / 1.7, within(1e-9));
        assertThat(hot.score(a)).isCloseTo(c.marginal.score(a) / 1.7, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsHaveItsMeanAndStayInTheSupport(Case c) {
        double mean = integral(c, 1);
        double error = Math.sqrt((integral(c, 2) - mean * mean) / DRAWS);
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 0);
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            double z = c.marginal.sample(random);
            assertThat(c.marginal.logDensity(z)).isFinite();
            sum += z;
        }
        double score = (sum / DRAWS - mean) / error;
        System.out.printf(
                "seed %d: mean of %s, z %.2f%n", SEED, c.marginal.getClass().getSimpleName(), score);
        assertThat(Math.abs(score)).isLessThan(3.5);
    }

    @Test
    void densitiesEndAtTheBounds() {
        for (Marginal marginal : List.of(new Marginal.Uniform(-1, 2), new Marginal.TruncatedNormal(-1, 2))) {
            assertThat(marginal.logDensity(-1.001)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(marginal.logDensity(2.001)).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(marginal.logDensity(2)).isFinite();
        }
    }

    @Test
    void impossibleBoundsAreRefused() {
        assertThatThrownBy(() -> new Marginal.Uniform(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Marginal.Uniform(0, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Marginal.TruncatedNormal(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Marginal.TruncatedNormal(40, 41))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tail");
    }

    /** Each column has its own, and rows do not mix. */
    @Test
    void columnsOfABaseMayDiffer() {
        Marginal narrow = new Marginal.TruncatedNormal(0, 1);
        BaseDistribution base = new BaseDistribution(List.of(Marginal.NORMAL, narrow, Marginal.CIRCLE));
        double[] z = new double[6];
        base.sample(2, z, new RandomStream(SEED, Purpose.TEST, 1));
        double[] logDensity = {1, 2};
        base.addLogDensity(2, z, logDensity);
        double[] score = new double[6];
        base.score(2, z, score);
        for (int row = 0; row < 2; row++) {
            double expected = row
                    + 1
                    + Marginal.NORMAL.logDensity(z[3 * row])
                    + narrow.logDensity(z[3 * row + 1])
                    - Math.log(2 * Math.PI);
            assertThat(logDensity[row]).isCloseTo(expected, within(1e-14));
            assertThat(score[3 * row]).isEqualTo(-z[3 * row]);
            assertThat(score[3 * row + 1]).isEqualTo(-z[3 * row + 1]);
            assertThat(score[3 * row + 2]).isZero();
        }
    }
}
