package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class ParetoSmoothingTest {

    private static final long SEED = 53;

    /** Weights U^(−k) have a Pareto tail of shape k. The fit is drawn to 0.5 by ten draws of a tail of 300. */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.3, 0.5, 0.7, 1, 1.5})
    void shapesOfKnownTails(double k) {
        int repeats = 50;
        double mean = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
            ParetoSmoothing smoothing = ParetoSmoothing.of(pareto(10_000, k, repeat));
            assertThat(smoothing.tail()).isEqualTo(300);
            mean += smoothing.k() / repeats;
        }
        double expected = (300 * k + 10 * 0.5) / 310;
        System.out.printf("seed %d, k = %.1f: mean of the fits %.3f, expected %.3f%n", SEED, k, mean, expected);
        // The standard error of one fit is (1 + k)/√300, that of the mean of fits a seventh of it.
        assertThat(mean).isCloseTo(expected, within(4 * (1 + k) / Math.sqrt(300.0 * repeats) + 0.01));
    }

    private static ImportanceWeights pareto(int count, double k, long block) {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, block);
        double[] logWeights = new double[count];
        Arrays.setAll(logWeights, i -> -k * Math.log(1 - stream.nextDouble()));
        return new ImportanceWeights(logWeights);
    }

    /** Exponential draws with exp(kx) as the ratio: the mean is 1/(1 − k), its variance infinite at k = 0.6. */
    @Test
    void smoothingLessensTheErrorOfAMean() {
        double k = 0.6;
        double raw = 0;
        double smoothed = 0;
        for (int repeat = 0; repeat < 100; repeat++) {
            ParetoSmoothing smoothing = ParetoSmoothing.of(pareto(1000, k, repeat));
            raw += Math.pow(Math.exp(smoothing.raw().logMean()) - 1 / (1 - k), 2);
            smoothed += Math.pow(Math.exp(smoothing.smoothed().logMean()) - 1 / (1 - k), 2);
        }
        System.out.printf("seed %d: mean squared error %.4f raw, %.4f smoothed%n", SEED, raw / 100, smoothed / 100);
        assertThat(smoothed).isLessThan(raw);
    }

    @Test
    void orderOfDrawsBelowTheTailAndItsRanksStay() {
        ImportanceWeights weights = pareto(1000, 0.9, 0);
        ParetoSmoothing smoothing = ParetoSmoothing.of(weights);
        ImportanceWeights smooth = smoothing.smoothed();
        Integer[] order = new Integer[1000];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(weights.relative(i), weights.relative(j)));
        // Weights are relative to the largest, which has changed.
        double scale = Math.exp(weights.logScale() - smooth.logScale());
        for (int i = 0; i < 1000; i++) {
            int draw = order[i];
            if (i < 1000 - smoothing.tail()) {
                assertThat(smooth.relative(draw)).isCloseTo(scale * weights.relative(draw), within(1e-12));
            } else {
                assertThat(smooth.relative(draw)).isGreaterThanOrEqualTo(smooth.relative(order[i - 1]));
            }
        }
        assertThat(smooth.logScale()).isLessThanOrEqualTo(weights.logScale());
        assertThat(smooth.effectiveSamples()).isGreaterThan(weights.effectiveSamples());
    }

    @Test
    void heavyTailsAreTold() {
        assertThat(ParetoSmoothing.of(pareto(10_000, 0.3, 0)).warnings()).isEmpty();
        assertThat(ParetoSmoothing.of(pareto(10_000, 1.2, 0)).warnings())
                .singleElement()
                .asString()
                .contains("at most 0.70 is allowed for 10000 draws");
        assertThat(ParetoSmoothing.of(pareto(100, 0.3, 0)).threshold()).isEqualTo(0.5);
    }

    @Test
    void weightsWithoutATail() {
        ParetoSmoothing equal = ParetoSmoothing.of(ImportanceWeights.equal(1000));
        assertThat(equal.k()).isZero();
        assertThat(equal.smoothed()).isSameAs(equal.raw());
        assertThat(equal.warnings()).isEmpty();
        ParetoSmoothing few = ParetoSmoothing.of(ImportanceWeights.equal(10));
        assertThat(few.k()).isNaN();
        assertThat(few.warnings()).singleElement().asString().contains("too few draws");
        // Draws outside the domain and failed ones are no tail, and stay what they are.
        double[] logWeights = new double[2000];
        Arrays.fill(logWeights, 0, 900, Double.NEGATIVE_INFINITY);
        Arrays.fill(logWeights, 900, 1000, Double.NaN);
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 0);
        for (int i = 1000; i < 2000; i++) {
            logWeights[i] = -0.4 * Math.log(1 - stream.nextDouble());
        }
        ParetoSmoothing holed = ParetoSmoothing.of(new ImportanceWeights(logWeights));
        assertThat(holed.tail()).isEqualTo(95);
        assertThat(holed.smoothed().outsideCount()).isEqualTo(900);
        assertThat(holed.smoothed().failedCount()).isEqualTo(100);
    }
}
