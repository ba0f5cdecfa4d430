package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MbarBootstrapTest {

    private static final long SEED = 71;
    private static final int[] COUNTS = {80, 0, 60, 70};

    private static Oscillators oscillators() {
        return new Oscillators(new double[] {0, 0.6, 1.2, 2}, new double[] {1, 1.3, 2, 2}, new double[] {0, 5, -3, 1});
    }

    @Test
    void intervalsHoldTheTruth() {
        Oscillators oscillators = oscillators();
        Coverage coverage =
                new Coverage("F(3) - F(0) by resampling", oscillators.freeEnergy(3) - oscillators.freeEnergy(0));
        double widths = 0;
        for (int repeat = 0; repeat < Coverage.REPEATS; repeat++) {
            double[][] energies = oscillators.energies(oscillators.draw(COUNTS, SEED, repeat));
            MbarBootstrap resampled = MbarBootstrap.of(energies, COUNTS, new Bootstrap(SEED + repeat, 100));
            Estimate difference = resampled.difference(0, 3);
            coverage.add(difference);
            Estimate asymptotic = resampled.mbar().difference(0, 3).interval();
            assertThat(difference.value()).isEqualTo(asymptotic.value());
            widths +=
                    (difference.high() - difference.low()) / (asymptotic.high() - asymptotic.low()) / Coverage.REPEATS;
        }
        coverage.check(SEED);
        System.out.printf("seed %d: resampled intervals are %.3f times the asymptotic ones%n", SEED, widths);
        assertThat(widths).isBetween(0.85, 1.15);
    }

    /** Draws repeated four times each in a row: blocks see through it, single draws do not. */
    @Test
    void blocksKeepTheErrorOfDependentDraws() {
        Oscillators oscillators = oscillators();
        double[] x = oscillators.draw(COUNTS, SEED, 0);
        int[] counts = {320, 0, 240, 280};
        double[] repeated = new double[4 * x.length];
        for (int i = 0; i < repeated.length; i++) {
            repeated[i] = x[i / 4];
        }
        double[][] energies = oscillators.energies(repeated);
        Bootstrap bootstrap = new Bootstrap(SEED, 200);
        Estimate naive = MbarBootstrap.of(energies, counts, bootstrap).difference(0, 3);
        Estimate blocks =
                MbarBootstrap.of(energies, counts, bootstrap.ofBlocks(16)).difference(0, 3);
        double ratio = (blocks.high() - blocks.low()) / (naive.high() - naive.low());
        System.out.printf("seed %d: intervals of blocks are %.2f times those of draws, expected 2%n", SEED, ratio);
        assertThat(ratio).isBetween(1.5, 2.5);
        assertThat(MbarBootstrap.of(energies, counts, bootstrap).difference(0, 3))
                .isEqualTo(naive);
    }
}
