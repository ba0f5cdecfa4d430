package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** Weights e^(a·x + b·y + c·x·y) of independent standard normal x and y, whose means are known. */
class BlockLossTest {
    private static final long SEED = 20261201;
    private static final double A = 0.4;
    private static final double B = 0.25;

    private static final class Pairs {
        private final double[] first;
        private final double[] shared;
        private final double[] redrawn;

        Pairs(int count) {
            first = new double[count];
            shared = new double[count];
            redrawn = new double[count];
        }

        BlockLoss loss() {
            return BlockLoss.of(first, shared, redrawn);
        }
    }

    private static Pairs pairs(int count, double c, long block) {
        RandomStream random = new RandomStream(SEED, Purpose.TEST, block);
        Pairs pairs = new Pairs(count);
        for (int i = 0; i < count; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            double otherX = random.nextGaussian();
            double otherY = random.nextGaussian();
            pairs.first[i] = A * x + B * y + c * x * y + 7;
            pairs.shared[i] = A * x + B * otherY + c * x * otherY + 7;
            pairs.redrawn[i] = A * otherX + B * y + c * otherX * y + 7;
        }
        return pairs;
    }

    /** ⟨w | x⟩ = e^(a·x + b²/2), so that the block alone has e^(−a²), and without it e^(−b²) is left. */
    @Test
    void independentBlocksHaveTheirOwnLoss() {
        BlockLoss loss = pairs(200_000, 0, 1).loss();
        assertThat(loss.alone().value()).isCloseTo(Math.exp(-A * A), within(0.01));
        assertThat(loss.without().value()).isCloseTo(Math.exp(-B * B), within(0.01));
    }

    /** With c, ⟨w | x⟩ = e^(a·x + (b + c·x)²/2): a Gaussian integral for the mean of its square. */
    @Test
    void whatBlocksLoseTogetherIsWithNeither() {
        double c = 0.3;
        BlockLoss loss = pairs(400_000, c, 2).loss();
        // ∫ e^(p x² + q x + r) N(x) dx = e^(r + q²/(2(1 − 2p)))/√(1 − 2p)
        double mean = gaussian(c * c / 2, A + B * c, B * B / 2);
        double square = gaussian(c * c, 2 * (A + B * c), B * B);
        assertThat(loss.alone().value()).isCloseTo(mean * mean / square, within(0.015));
    }

    private static double gaussian(double p, double q, double r) {
        return Math.exp(r + q * q / (2 * (1 - 2 * p))) / Math.sqrt(1 - 2 * p);
    }

    /** Of 200 repeats 95 % lie within, give or take 3 standard deviations, 4.6 %. */
    @Test
    void intervalsCover() {
        int repeats = 200;
        int alone = 0;
        int without = 0;
        for (int repeat = 0; repeat < repeats; repeat++) {
            BlockLoss loss = pairs(2000, 0, 100 + repeat).loss();
            alone += covers(loss.alone(), Math.exp(-A * A)) ? 1 : 0;
            without += covers(loss.without(), Math.exp(-B * B)) ? 1 : 0;
        }
        assertThat(alone / (double) repeats).as("seed %d", SEED).isCloseTo(0.95, within(0.046));
        assertThat(without / (double) repeats).as("seed %d", SEED).isCloseTo(0.95, within(0.046));
    }

    private static boolean covers(Estimate estimate, double truth) {
        return estimate.low() <= truth && truth <= estimate.high();
    }

    @Test
    void drawsOfWeightZeroCount() {
        Pairs pairs = pairs(100_000, 0, 3);
        for (int i = 0; i < 50_000; i++) {
            // Half of the x, whatever y: both of a pair that share x.
            pairs.first[i] = i % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY;
            pairs.shared[i] = Double.NEGATIVE_INFINITY;
        }
        assertThat(pairs.loss().alone().value()).isCloseTo(Math.exp(-A * A) / 2, within(0.01));
    }

    @Test
    void tooFewAndUnequalAreRefused() {
        assertThatThrownBy(() -> BlockLoss.of(new double[99], new double[99], new double[99]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 100");
        assertThatThrownBy(() -> BlockLoss.of(new double[200], new double[200], new double[199]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
