package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class FreeEnergyProfileTest {

    private static final long SEED = 61;

    /** Uniform draws of a square, reweighted to a normal distribution: each cell's probability is known by erf. */
    @Test
    void bandsOfLinesAndSurfacesHoldTheTruth() {
        Axis axis = new Axis(-2, 2, 8, false);
        Coverage middle = new Coverage("bin 3", logProbability(3));
        Coverage edge = new Coverage("bin 7", logProbability(7));
        Coverage cell = new Coverage("cell (2, 5)", logProbability(2) + logProbability(5));
        for (int repeat = 0; repeat < Coverage.REPEATS; repeat++) {
            RandomStream stream = new RandomStream(SEED, Purpose.TEST, repeat);
            double[] x = new double[3000];
            double[] y = new double[3000];
            double[] logWeights = new double[3000];
            for (int i = 0; i < x.length; i++) {
                x[i] = 8 * stream.nextDouble() - 4;
                y[i] = 8 * stream.nextDouble() - 4;
                logWeights[i] = -(x[i] * x[i] + y[i] * y[i]) / 2;
            }
            ImportanceWeights weights = new ImportanceWeights(logWeights);
            Bootstrap bootstrap = new Bootstrap(SEED + repeat, 200);
            FreeEnergyProfile line = FreeEnergyProfile.of(List.of(axis), List.of(x), weights, bootstrap);
            middle.add(unshifted(line, 3));
            edge.add(unshifted(line, 7));
            FreeEnergyProfile surface = FreeEnergyProfile.of(List.of(axis, axis), List.of(x, y), weights, bootstrap);
            cell.add(unshifted(surface, 2 * 8 + 5));
        }
        middle.check(SEED);
        edge.check(SEED);
        cell.check(SEED);
    }

    private static double logProbability(int bin) {
        double low = (-2 + 0.5 * bin) / Math.sqrt(2);
        return -Math.log(0.5 * Erf.erf(low, low + 0.5 / Math.sqrt(2)) / Erf.erf(4 / Math.sqrt(2)));
    }

    private static Estimate unshifted(FreeEnergyProfile profile, int cell) {
        double lowest = -Math.log(
                Arrays.stream(profile.histogram().probabilities()).max().orElseThrow());
        Estimate estimate = profile.cells().get(cell);
        return new Estimate(estimate.value() + lowest, estimate.low() + lowest, estimate.high() + lowest);
    }

    @Test
    void valuesAreTheHistogramsAndEmptyCellsInfinite() {
        double[] logWeights = new double[50];
        double[] x = new double[50];
        for (int i = 0; i < 50; i += 5) {
            System.arraycopy(
                    new double[] {0, Math.log(2), Math.log(4), Double.NaN, Double.NEGATIVE_INFINITY},
                    0,
                    logWeights,
                    i,
                    5);
            System.arraycopy(new double[] {0.5, 0.5, 9, 2.5, 2.5}, 0, x, i, 5);
        }
        FreeEnergyProfile profile = FreeEnergyProfile.of(
                List.of(new Axis(0, 3, 3, false)),
                List.of(x),
                new ImportanceWeights(logWeights),
                new Bootstrap(SEED, 100));
        assertThat(profile.cells().get(0).value()).isZero();
        assertThat(profile.cells().get(0).low()).isLessThan(0);
        assertThat(profile.cells().get(1).value()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(profile.cells().get(1).low()).isNaN();
        assertThat(profile.histogram().outside()).isCloseTo(4.0 / 7, within(1e-12));
    }

    @Test
    void bandsAreThoseOfTheBootstrapOfOneCell() {
        double[] x = new double[2000];
        new RandomStream(SEED, Purpose.TEST, 0).fillGaussian(x, 0, x.length);
        ImportanceWeights weights = ImportanceWeights.equal(x.length);
        boolean[] inside = new boolean[x.length];
        boolean[] all = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            inside[i] = x[i] >= 0 && x[i] < 0.5;
            all[i] = true;
        }
        for (int block : new int[] {1, 7}) {
            Bootstrap bootstrap = new Bootstrap(SEED, 100).ofBlocks(block);
            Estimate cell = unshifted(
                    FreeEnergyProfile.of(List.of(new Axis(-2, 2, 8, false)), List.of(x), weights, bootstrap), 4);
            Estimate state = FreeEnergyDifference.between(weights, inside, all, bootstrap);
            assertThat(cell.value()).isCloseTo(state.value(), within(1e-9));
            assertThat(cell.low()).isCloseTo(state.low(), within(1e-9));
            assertThat(cell.high()).isCloseTo(state.high(), within(1e-9));
        }
    }
}
