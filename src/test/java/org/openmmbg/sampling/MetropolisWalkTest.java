package org.openmmbg.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.HarmonicPotential;

class MetropolisWalkTest {
    private static final long SEED = 7;

    @Test
    void walksSampleTheBoltzmannDistribution() {
        int walks = 40;
        HarmonicPotential potential = new HarmonicPotential(1, 4);
        double[] means = new double[walks];
        double[] squares = new double[walks];
        for (int walk = 0; walk < walks; walk++) {
            MetropolisWalk walker = new MetropolisWalk(potential, 0.8, new double[2], SEED, walk);
            int frames = 2000;
            for (int i = 0; i < frames; i++) {
                walker.run(5, position -> false);
                means[walk] += walker.position()[0] / frames;
                squares[walk] += 4 * walker.position()[1] * walker.position()[1] / frames;
            }
            assertThat(walker.evaluations()).isEqualTo(5L * frames + 1);
            assertThat(walker.accepted()).isBetween(walker.steps() / 4, walker.steps());
        }
        double zMean = ZScore.of(means, 0);
        double zSquare = ZScore.of(squares, 1);
        System.out.printf("seed %d: z of <x> %.2f, of <4 y²> %.2f%n", SEED, zMean, zSquare);
        assertThat(Math.abs(zMean)).isLessThan(4);
        assertThat(Math.abs(zSquare)).isLessThan(4);
    }

    @Test
    void aConfigurationThatEndsTheWalkIsNotEntered() {
        MetropolisWalk walker = new MetropolisWalk(new DoubleWell(50), 0.5, new double[] {-1.8, 0}, SEED, 0);
        assertThat(walker.run(100_000, position -> position[0] > 0)).isFalse();
        assertThat(walker.position()[0]).isNotPositive();
        assertThat(walker.steps()).isLessThan(100_000);
    }

    @Test
    void aStartWithoutAnEnergyIsRefused() {
        assertThatThrownBy(() -> new MetropolisWalk(new DoubleWell(1), 0.1, new double[] {Double.NaN, 0}, SEED, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("energy");
    }
}
