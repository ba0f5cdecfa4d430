package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class SeedCoverageTest {

    private static final long SEED = 67;

    /**
     * The target has two wells, at −5 and 5. A generator of one of them has weights that look flawless; the seeds of the
     * other well give it away.
     */
    @Test
    void aModeLeftOutShowsInTheSeeds() {
        double[] draws = new double[2000];
        new RandomStream(SEED, Purpose.TEST, 0).fillGaussian(draws, 0, draws.length);
        double[] seeds = new double[500];
        new RandomStream(SEED, Purpose.TEST, 1).fillGaussian(seeds, 0, seeds.length);
        double[] left = Arrays.stream(draws).map(x -> -5 + 1.1 * x).toArray();
        ImportanceWeights ofLeft = new ImportanceWeights(
                Arrays.stream(left).map(SeedCoverageTest::logWeight).toArray());
        assertThat(ConvergenceVerdict.of(ofLeft, Map.of()).converged()).isTrue();
        double[] leftSeeds = Arrays.stream(seeds).map(x -> logWeight(-5 + x)).toArray();
        assertThat(SeedCoverage.of(ofLeft, leftSeeds).warnings()).isEmpty();
        double[] bothSeeds = new double[seeds.length];
        Arrays.setAll(bothSeeds, i -> logWeight((i % 2 == 0 ? -5 : 5) + seeds[i]));
        SeedCoverage coverage = SeedCoverage.of(ofLeft, bothSeeds);
        assertThat(coverage.missed()).isBetween(0.45, 0.55);
        ConvergenceVerdict verdict = ConvergenceVerdict.of(ofLeft, Map.of()).requiring(coverage);
        assertThat(verdict.converged()).isFalse();
        assertThat(verdict.reason()).contains("of the seeds lie where the generator does not go");
    }

    /** Returns log of two wells over a normal density at −5 of spread 1.1. */
    private static double logWeight(double x) {
        double target = Math.log(Math.exp(-(x + 5) * (x + 5) / 2) + Math.exp(-(x - 5) * (x - 5) / 2));
        return target + (x + 5) * (x + 5) / (2 * 1.1 * 1.1);
    }

    @Test
    void seedsOutsideDoNotCountAndFailedOnesAreMissed() {
        ImportanceWeights draws = new ImportanceWeights(new double[] {1, 2});
        assertThat(SeedCoverage.of(draws, new double[] {2, Double.NEGATIVE_INFINITY, Double.NaN, 0, 5}))
                .isEqualTo(new SeedCoverage(0.5));
        assertThatThrownBy(() -> SeedCoverage.of(draws, new double[] {Double.NEGATIVE_INFINITY}))
                .hasMessageContaining("no seed");
    }
}
