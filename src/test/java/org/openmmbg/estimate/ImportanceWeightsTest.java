package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class ImportanceWeightsTest {

    private static final long SEED = 3;

    @Test
    void smallExampleByHand() {
        ImportanceWeights weights =
                new ImportanceWeights(new double[] {Math.log(2), Double.NEGATIVE_INFINITY, Math.log(1), Double.NaN});
        assertThat(weights.count()).isEqualTo(4);
        assertThat(weights.failedCount()).isEqualTo(1);
        assertThat(weights.outsideCount()).isEqualTo(1);
        assertThat(weights.essRaw()).isCloseTo(9.0 / (4 * 5), within(1e-14));
        assertThat(weights.effectiveSamples()).isCloseTo(9.0 / 5, within(1e-14));
        assertThat(weights.largestShare()).isCloseTo(2.0 / 3, within(1e-14));
        assertThat(weights.logMean()).isCloseTo(Math.log(3.0 / 4), within(1e-14));
        ImportanceWeights some =
                weights.in(new boolean[] {false, true, true, true}).orElseThrow();
        assertThat(some.count()).isEqualTo(3);
        assertThat(some.effectiveSamples()).isEqualTo(1);
        assertThat(some.failedCount()).isEqualTo(1);
        assertThat(some.outsideCount()).isEqualTo(1);
        assertThat(some.logMean()).isCloseTo(Math.log(1.0 / 3), within(1e-14));
        assertThat(weights.in(new boolean[4])).isEmpty();
    }

    @Test
    void onlyDifferencesOfLogWeightsMatter() {
        double[] low = {-5000, -5001, -5003};
        double[] high = {5000, 4999, 4997};
        assertThat(new ImportanceWeights(low).essRaw()).isEqualTo(new ImportanceWeights(high).essRaw());
        assertThat(new ImportanceWeights(high).logMean() - new ImportanceWeights(low).logMean())
                .isEqualTo(10000);
    }

    @Test
    void allZeroIsNoSample() {
        ImportanceWeights weights = new ImportanceWeights(new double[] {Double.NEGATIVE_INFINITY, Double.NaN});
        assertThat(weights.essRaw()).isZero();
        assertThat(weights.essClipped()).isZero();
        assertThat(weights.largestShare()).isEqualTo(1);
        assertThat(weights.logMean()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void equalWeightsAreWhole() {
        assertThat(ImportanceWeights.equal(1000).essRaw()).isCloseTo(1, within(1e-14));
        assertThat(ImportanceWeights.equal(1000).essClipped()).isCloseTo(1, within(1e-14));
    }

    @Test
    void infiniteWeightsAndNoneAreRefused() {
        assertThatThrownBy(() -> new ImportanceWeights(new double[] {0, Double.POSITIVE_INFINITY}))
                .hasMessageContaining("log-weight 1");
        assertThatThrownBy(() -> new ImportanceWeights(new double[0])).hasMessageContaining("no weights");
    }

    @Test
    void clippingTamesOneGiantWeight() {
        double[] logWeights = new double[20_001];
        logWeights[77] = Math.log(1e6);
        ImportanceWeights weights = new ImportanceWeights(logWeights);
        assertThat(weights.essRaw()).isLessThan(1e-4);
        // The quantile lies at the third largest weight: the giant is set to 1.
        assertThat(weights.essClipped()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(logWeights).sum()).isEqualTo(Math.log(1e6));
    }

    /**
     * Proposal N(0, 1), target N(m, 1): w = exp(mx − m²/2), ESS = exp(−m²), and log E w = 0. The spread of both
     * estimates over blocks gives the z-scores.
     */
    @Test
    void gaussiansHaveTheKnownEss() {
        double m = 0.5;
        int blocks = 100;
        double[] ess = new double[blocks];
        double[] mean = new double[blocks];
        for (int block = 0; block < blocks; block++) {
            double[] x = new double[20_000];
            new RandomStream(SEED, Purpose.TEST, block).fillGaussian(x, 0, x.length);
            ImportanceWeights weights = new ImportanceWeights(
                    Arrays.stream(x).map(v -> m * v - m * m / 2).toArray());
            ess[block] = weights.essRaw();
            mean[block] = weights.logMean();
            assertThat(weights.essClipped()).isGreaterThan(weights.essRaw());
        }
        checkZ("ESS", ess, Math.exp(-m * m));
        checkZ("log mean", mean, 0);
    }

    private static void checkZ(String what, double[] values, double expected) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance =
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
        double z = (mean - expected) / Math.sqrt(variance / values.length);
        System.out.printf("seed %d, %s: %.6f, expected %.6f, z = %.2f%n", SEED, what, mean, expected, z);
        assertThat(z).as(what).isBetween(-4.0, 4.0);
    }
}
