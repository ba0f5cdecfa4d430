package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class AutocorrelationTest {

    private static final long SEED = 47;
    private static final double CORRELATION = 0.8;
    // (1 + ρ) / (1 − ρ), of an autoregressive series of first order.
    private static final double INEFFICIENCY = 9;

    @Test
    void inefficiencyIsAsPymbarHasIt() {
        for (JsonNode series : PymbarFixture.read().get("series")) {
            double[] values = PymbarFixture.numbers(series.get("values"));
            assertThat(Autocorrelation.inefficiency(values))
                    .isCloseTo(series.get("inefficiency").asDouble(), within(1e-9));
        }
    }

    @Test
    void autoregressiveSeriesHaveTheKnownInefficiency() {
        double[][] series = new double[20][];
        Arrays.setAll(series, i -> series(10_000, i));
        double g = Autocorrelation.inefficiency(series);
        System.out.printf("seed %d: statistical inefficiency %.3f, expected %.1f%n", SEED, g, INEFFICIENCY);
        assertThat(g).isCloseTo(INEFFICIENCY, within(0.5));
        int[] places = Autocorrelation.subsample(10_000, g);
        assertThat(places.length).isBetween(1050, 1180);
        double[] apart = Arrays.stream(places).mapToDouble(i -> series[0][i]).toArray();
        assertThat(Autocorrelation.inefficiency(apart)).isLessThan(1.8);
    }

    @Test
    void blockedErrorsAreHonest() {
        Coverage blocked = new Coverage("blocked mean", 0);
        Coverage resampled = new Coverage("mean by a bootstrap of blocks", 0);
        int naive = 0;
        for (int repeat = 0; repeat < Coverage.REPEATS; repeat++) {
            double[] series = series(5000, repeat);
            int length = Autocorrelation.blockLength(series);
            assertThat(length).isBetween(16, 512);
            blocked.add(Autocorrelation.blockedMean(series, length));
            ImportanceWeights weights = ImportanceWeights.equal(series.length);
            Bootstrap bootstrap = new Bootstrap(SEED + repeat, 200);
            resampled.add(Expectation.mean(weights, series, bootstrap.ofBlocks(length)));
            Estimate independent = Autocorrelation.blockedMean(series, 1);
            naive += independent.low() <= 0 && 0 <= independent.high() ? 1 : 0;
        }
        blocked.check(SEED);
        resampled.check(SEED);
        // Taken as independent the intervals are a third as wide: 2 Φ(1.96 / 3) − 1 = 49 %.
        assertThat(naive).isBetween(70, 126);
    }

    @Test
    void constantAndShortSeries() {
        assertThat(Autocorrelation.inefficiency(new double[] {2, 2, 2, 2, 2, 2}))
                .isEqualTo(1);
        assertThat(Autocorrelation.inefficiency(new double[] {1})).isEqualTo(1);
        assertThat(Autocorrelation.blockLength(new double[] {1})).isEqualTo(1);
        assertThat(Autocorrelation.subsample(5, 2)).containsExactly(0, 2, 4);
        assertThatThrownBy(Autocorrelation::inefficiency).hasMessageContaining("no time series");
        assertThatThrownBy(() -> Autocorrelation.inefficiency(new double[0])).hasMessageContaining("empty");
        assertThatThrownBy(() -> Autocorrelation.inefficiency(new double[] {1, Double.NaN}))
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> Autocorrelation.blockedMean(new double[3], 2)).hasMessageContaining("blocks of 2");
        assertThatThrownBy(() -> Autocorrelation.subsample(5, 0.5)).hasMessageContaining("0.5");
    }

    private static double[] series(int length, long block) {
        double[] x = new double[length];
        new RandomStream(SEED, Purpose.TEST, block).fillGaussian(x, 0, length);
        for (int i = 1; i < length; i++) {
            x[i] = CORRELATION * x[i - 1] + Math.sqrt(1 - CORRELATION * CORRELATION) * x[i];
        }
        return x;
    }
}
