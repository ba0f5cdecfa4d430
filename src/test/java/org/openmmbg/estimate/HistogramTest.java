package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class HistogramTest {

    private static final long SEED = 23;

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 1", "1, 3", "0.9999, 3", "1.01, -1", "-0.01, -1", "NaN, -1", "Infinity, -1"})
    void binsOfALine(double value, int bin) {
        assertThat(new Axis(0, 1, 4, false).bin(value)).isEqualTo(bin == 1 ? 2 : bin);
    }

    @ParameterizedTest
    @CsvSource({"-3.141592653589793, 0", "3.141592653589793, 0", "3.1, 7", "3.2, 0", "9.5, 0", "-6.2, 4", "NaN, -1"})
    void binsOfACircle(double value, int bin) {
        assertThat(Axis.angle(8).bin(value)).isEqualTo(bin);
    }

    @Test
    void tinyNegativeDistancesStayOnTheCircle() {
        assertThat(new Axis(0, 1, 10, true).bin(-1e-20)).isZero();
    }

    @Test
    void weightsAreSharedOut() {
        ImportanceWeights weights = new ImportanceWeights(
                new double[] {Math.log(1), Math.log(2), Math.log(4), Math.log(1), Double.NEGATIVE_INFINITY});
        Histogram histogram = new Histogram(
                List.of(new Axis(0, 2, 2, false), new Axis(0, 3, 3, false)),
                List.of(new double[] {0.5, 0.5, 1.5, 7, Double.NaN}, new double[] {0.5, 0.6, 2.5, 1, 0}),
                weights);
        assertThat(histogram.probabilities()).containsExactly(new double[] {0.375, 0, 0, 0, 0, 0.5}, within(1e-14));
        assertThat(histogram.outside()).isCloseTo(0.125, within(1e-14));
        double[] freeEnergies = histogram.freeEnergies();
        assertThat(freeEnergies[0]).isCloseTo(Math.log(4.0 / 3), within(1e-14));
        assertThat(freeEnergies[1]).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(freeEnergies[5]).isZero();
    }

    /** Uniform draws of [−3, 3], reweighted to a standard normal: each bin has the probability that erf gives it. */
    @Test
    void reweightedProbabilitiesAreThoseOfTheTarget() {
        int n = 400_000;
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 0);
        double[] x = new double[n];
        Arrays.setAll(x, i -> 6 * stream.nextDouble() - 3);
        ImportanceWeights weights =
                new ImportanceWeights(Arrays.stream(x).map(v -> -v * v / 2).toArray());
        Axis axis = new Axis(-3, 3, 61, false);
        Histogram histogram = new Histogram(List.of(axis), List.of(x), weights);
        double chiSquare = 0;
        double lowest = Double.POSITIVE_INFINITY;
        for (int bin = 0; bin < 61; bin++) {
            double low = axis.low() + bin * axis.width();
            double expected = Erf.erf(low / Math.sqrt(2), (low + axis.width()) / Math.sqrt(2))
                    / Erf.erf(-3 / Math.sqrt(2), 3 / Math.sqrt(2));
            // The error of a ratio of sums, to first order: Σ w² (1 − P)² in the bin and Σ w² P² outside it.
            double total = 0;
            double variance = 0;
            for (int i = 0; i < n; i++) {
                double deviation = weights.relative(i) * ((axis.bin(x[i]) == bin ? 1 : 0) - expected);
                variance += deviation * deviation;
                total += weights.relative(i);
            }
            double z = (histogram.probabilities()[bin] - expected) * total / Math.sqrt(variance);
            assertThat(z).as("z of bin %d, seed %d", bin, SEED).isBetween(-4.5, 4.5);
            chiSquare += z * z;
            lowest = Math.min(lowest, -Math.log(histogram.probabilities()[bin]));
        }
        double z = (chiSquare - 61) / Math.sqrt(2 * 61);
        System.out.printf("seed %d, chi square of 61 bins: %.1f, z = %.2f%n", SEED, chiSquare, z);
        assertThat(z).isBetween(-4.0, 4.0);
        for (int bin = 0; bin < 61; bin++) {
            assertThat(histogram.freeEnergies()[bin])
                    .isCloseTo(-Math.log(histogram.probabilities()[bin]) - lowest, within(1e-12));
        }
    }

    @Test
    void badAxesAreRefused() {
        assertThatThrownBy(() -> new Axis(1, 1, 3, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Axis(0, 1, 0, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Histogram(List.of(), List.of(), ImportanceWeights.equal(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
