package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class BootstrapTest {

    private static final long SEED = 17;

    @Test
    void intervalOfAMeanHasTheKnownWidth() {
        int n = 20_000;
        double[] x = new double[n];
        new RandomStream(SEED, Purpose.TEST, 0).fillGaussian(x, 0, n);
        Estimate mean = Expectation.mean(ImportanceWeights.equal(n), x, new Bootstrap(SEED, 1000));
        assertThat(mean.value()).isCloseTo(Arrays.stream(x).average().orElseThrow(), within(1e-12));
        double width = (mean.high() - mean.low()) * Math.sqrt(n) / (2 * 1.96);
        System.out.printf("seed %d: bootstrap width of a mean, relative to the exact one: %.3f%n", SEED, width);
        // The ends of 1000 resamples have a spread of about 5 % each.
        assertThat(width).isCloseTo(1, within(0.15));
        assertThat(mean.low()).isLessThan(mean.value());
        assertThat(mean.high()).isGreaterThan(mean.value());
    }

    /**
     * Proposal N(0, 1), target N(0.5, 1), states x > 1 and x < 0: over 200 repeats the intervals must hold the true
     * values in about 95 % (the standard error of a coverage is 1.5 %).
     */
    @Test
    void intervalsCoverTheTruth() {
        double m = 0.5;
        int n = 1000;
        int repeats = 200;
        double right = 0.5 * Erf.erfc((1 - m) / Math.sqrt(2));
        double left = 0.5 * Erf.erfc(m / Math.sqrt(2));
        double difference = -Math.log(right / left);
        int meanCovered = 0;
        int differenceCovered = 0;
        double[] errors = new double[repeats];
        for (int repeat = 0; repeat < repeats; repeat++) {
            double[] x = new double[n];
            new RandomStream(SEED, Purpose.TEST, 1 + repeat).fillGaussian(x, 0, n);
            double[] logWeights = new double[n];
            boolean[] inA = new boolean[n];
            boolean[] inB = new boolean[n];
            for (int i = 0; i < n; i++) {
                logWeights[i] = m * x[i];
                inA[i] = x[i] > 1;
                inB[i] = x[i] < 0;
            }
            ImportanceWeights weights = new ImportanceWeights(logWeights);
            Bootstrap bootstrap = new Bootstrap(SEED + repeat, 300);
            Estimate mean = Expectation.mean(weights, x, bootstrap);
            Estimate free = FreeEnergyDifference.between(weights, inA, inB, bootstrap);
            errors[repeat] = free.value() - difference;
            meanCovered += mean.low() <= m && m <= mean.high() ? 1 : 0;
            differenceCovered += free.low() <= difference && difference <= free.high() ? 1 : 0;
        }
        System.out.printf(
                "seed %d: of 200 intervals %d hold the mean, %d the free-energy difference%n",
                SEED, meanCovered, differenceCovered);
        assertThat(meanCovered).isBetween(178, 200);
        assertThat(differenceCovered).isBetween(178, 200);
        double bias = Arrays.stream(errors).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(errors).map(e -> e * e).sum() / repeats);
        assertThat(Math.abs(bias)).isLessThan(4 * spread / Math.sqrt(repeats) + 0.005);
    }

    @Test
    void sameSeedSameInterval() {
        double[] x = new double[501];
        new RandomStream(SEED, Purpose.TEST, 0).fillGaussian(x, 0, x.length);
        ImportanceWeights weights = ImportanceWeights.equal(x.length);
        Estimate first = Expectation.mean(weights, x, new Bootstrap(1, 100));
        assertThat(Expectation.mean(weights, x, new Bootstrap(1, 100))).isEqualTo(first);
        assertThat(Expectation.mean(weights, x, new Bootstrap(2, 100))).isNotEqualTo(first);
    }

    @Test
    void emptyStatesHaveInfiniteFreeEnergy() {
        ImportanceWeights weights = ImportanceWeights.equal(100);
        boolean[] all = new boolean[100];
        Arrays.fill(all, true);
        boolean[] none = new boolean[100];
        Bootstrap bootstrap = new Bootstrap(SEED, 100);
        Estimate infinite = FreeEnergyDifference.between(weights, none, all, bootstrap);
        assertThat(infinite)
                .isEqualTo(new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
        assertThat(FreeEnergyDifference.between(weights, all, none, bootstrap).value())
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(FreeEnergyDifference.between(weights, none, none, bootstrap).value())
                .isNaN();
        // A state of one draw is missing from a third of the resamples.
        boolean[] one = new boolean[100];
        one[3] = true;
        Estimate rare = FreeEnergyDifference.between(weights, one, all, bootstrap);
        assertThat(rare.value()).isCloseTo(Math.log(100), within(1e-12));
        assertThat(rare.high()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(rare.low()).isFinite();
    }

    /** Two of a hundred draws have weight, and one resample in seven none at all. */
    @Test
    void resamplesWithoutWeightAreLeftOut() {
        double[] logWeights = new double[100];
        Arrays.fill(logWeights, 2, 100, Double.NEGATIVE_INFINITY);
        ImportanceWeights weights = new ImportanceWeights(logWeights);
        double[] values = new double[100];
        values[0] = 2;
        values[1] = 2.5;
        Bootstrap bootstrap = new Bootstrap(SEED, 200);
        assertThat(Expectation.mean(weights, values, bootstrap)).isEqualTo(new Estimate(2.25, 2, 2.5));
        Estimate angle = Expectation.circularMean(weights, values, bootstrap);
        assertThat(angle.low()).isCloseTo(2, within(1e-12));
        assertThat(angle.high()).isCloseTo(2.5, within(1e-12));
        boolean[] first = new boolean[100];
        boolean[] second = new boolean[100];
        first[0] = true;
        second[1] = true;
        Estimate difference = FreeEnergyDifference.between(weights, first, second, bootstrap);
        assertThat(difference.value()).isZero();
        assertThat(difference.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(difference.high()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void circularMeanCrossesTheSeam() {
        int n = 5000;
        double[] angles = new double[n];
        new RandomStream(SEED, Purpose.TEST, 0).fillGaussian(angles, 0, n);
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += 0.3 * angles[i] / n;
            angles[i] = Math.IEEEremainder(3.14 + 0.3 * angles[i], 2 * Math.PI);
        }
        Estimate circular = Expectation.circularMean(ImportanceWeights.equal(n), angles, new Bootstrap(SEED, 200));
        assertThat(Math.abs(Math.IEEEremainder(circular.value() - 3.14 - mean, 2 * Math.PI)))
                .isLessThan(1e-3);
        double width = (circular.high() - circular.low()) * Math.sqrt(n) / (2 * 1.96 * 0.3);
        assertThat(width).isCloseTo(1, within(0.3));
        assertThat(circular.value()).isBetween(circular.low(), circular.high());
    }

    @Test
    void valuesOfWeightlessDrawsAreIgnoredAndOthersChecked() {
        Bootstrap bootstrap = new Bootstrap(SEED, 100);
        ImportanceWeights weights = new ImportanceWeights(new double[] {0, Double.NaN, 0, Double.NEGATIVE_INFINITY});
        double[] values = {1, Double.NaN, 3, Double.POSITIVE_INFINITY};
        assertThat(Expectation.mean(weights, values, bootstrap).value()).isEqualTo(2);
        assertThatThrownBy(() -> Expectation.mean(ImportanceWeights.equal(4), values, bootstrap))
                .hasMessageContaining("draw 1");
        assertThatThrownBy(() -> Expectation.mean(weights, new double[3], bootstrap))
                .hasMessageContaining("3 values for 4 weights");
    }
}
