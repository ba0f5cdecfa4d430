package org.openmmbg.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.potential.ReducedPotential;

class LangevinDynamicsTest {

    private static final long SEED = 11;
    private static final double TEMPERATURE = 300;
    private static final double KT = LangevinDynamics.GAS_CONSTANT * TEMPERATURE;

    /** Masses with which a thermal velocity is 1 and 1/2 per ps. */
    private static final double[] MASSES = {KT, 4 * KT};

    /**
     * In a harmonic well of frequency ω BAOAB samples positions exactly, whatever the step: variance 1/k. Velocities
     * have variance (kT/m)(1 − (ω dt/2)²) (Leimkuhler and Matthews 2013, section 3).
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 1})
    void harmonicVariancesAreThoseOfBaoab(double step) {
        double[] stiffness = {1, 3};
        LangevinDynamics dynamics =
                new LangevinDynamics(new HarmonicPotential(stiffness), MASSES, TEMPERATURE, step, 1, SEED);
        int count = 400;
        Walkers walkers = dynamics.start(count, new double[2 * count], 0);
        dynamics.run(walkers, (long) (10 / step), 1, frame -> {});
        double[][] squares = new double[4][count];
        int frames = (int) (100 / step);
        dynamics.run(walkers, frames, 1, frame -> {
            for (int w = 0; w < count; w++) {
                for (int i = 0; i < 2; i++) {
                    squares[i][w] += square(frame.positions()[2 * w + i]) / frames;
                    squares[2 + i][w] += square(frame.velocities()[2 * w + i]) / frames;
                }
            }
        });
        for (int i = 0; i < 2; i++) {
            double omegaSquare = stiffness[i] * KT / MASSES[i];
            Series.check(SEED, "position variance " + i + " at step " + step, squares[i], 1 / stiffness[i]);
            Series.check(
                    SEED,
                    "velocity variance " + i + " at step " + step,
                    squares[2 + i],
                    KT / MASSES[i] * (1 - omegaSquare * step * step / 4));
        }
    }

    @Test
    void startingVelocitiesAreMaxwellBoltzmann() {
        int count = 100_000;
        LangevinDynamics dynamics =
                new LangevinDynamics(new HarmonicPotential(1, 1), MASSES, TEMPERATURE, 0.01, 1, SEED);
        Walkers walkers = dynamics.start(count, new double[2 * count], 5);
        for (int i = 0; i < 2; i++) {
            int coordinate = i;
            double[] squares = new double[count];
            double[] values = new double[count];
            Arrays.setAll(values, w -> walkers.velocities()[2 * w + coordinate]);
            Arrays.setAll(squares, w -> square(values[w]));
            Series.check(SEED, "mean velocity " + i, values, 0);
            Series.check(SEED, "mean squared velocity " + i, squares, KT / MASSES[i]);
        }
    }

    @Test
    void kineticTemperatureOfTheDoubleWell() {
        int count = 300;
        LangevinDynamics dynamics =
                new LangevinDynamics(new DoubleWell(1), new double[] {KT}, TEMPERATURE, 0.02, 1, SEED);
        Walkers walkers = dynamics.start(count, wells(count), 0);
        dynamics.run(walkers, 500, 1, frame -> {});
        double[] temperature = new double[count];
        dynamics.run(walkers, 2000, 1, frame -> {
            for (int i = 0; i < 2 * count; i++) {
                temperature[i / 2] += KT * square(frame.velocities()[i]) / LangevinDynamics.GAS_CONSTANT / 2 / 2000;
            }
        });
        // The bias of the step is (ω dt / 2)² = 0.2 % at the narrowest well's curvature of 24.
        double mean = Arrays.stream(temperature).average().orElseThrow();
        double error = Series.standardError(temperature);
        System.out.printf("seed %d: kinetic temperature %.2f +- %.2f K%n", SEED, mean, error);
        assertThat(Math.abs(mean - TEMPERATURE)).isLessThan(4 * error + 0.0024 * TEMPERATURE);
    }

    /** F(x>0) − F(x<0) of the double well is 1.6303 kT at T = 2 by quadrature. */
    @Test
    void freeEnergyDifferenceOfTheDoubleWell() {
        int count = 256;
        LangevinDynamics dynamics =
                new LangevinDynamics(new DoubleWell(2), new double[] {KT}, TEMPERATURE, 0.05, 1, SEED);
        Walkers walkers = dynamics.start(count, wells(count), 0);
        dynamics.run(walkers, 10_000, 1000, frame -> {});
        double[] right = new double[count];
        dynamics.run(walkers, 30_000, 5, frame -> {
            for (int w = 0; w < count; w++) {
                right[w] += frame.positions()[2 * w] > 0 ? 5 / 30_000.0 : 0;
            }
        });
        double expected = 1 / (1 + Math.exp(1.6303));
        double mean = Arrays.stream(right).average().orElseThrow();
        System.out.printf("seed %d: F(x>0)-F(x<0) = %.4f, quadrature 1.6303%n", SEED, Math.log((1 - mean) / mean));
        Series.check(SEED, "share of the right well", right, expected);
        assertThat(Math.log((1 - mean) / mean)).isCloseTo(1.6303, within(0.15));
        assertThat(walkers.evaluations()).isEqualTo(256L * 40_001);
        assertThat(walkers.walkerSteps()).isEqualTo(256L * 40_000);
        assertThat(walkers.step()).isEqualTo(40_000);
    }

    @Test
    void resumedRunGivesTheSameBits() {
        LangevinDynamics dynamics =
                new LangevinDynamics(new DoubleWell(1), new double[] {KT}, TEMPERATURE, 0.02, 1, SEED);
        Walkers unbroken = dynamics.start(7, wells(7), 3);
        dynamics.run(unbroken, 100, 7, frame -> {});
        Walkers first = dynamics.start(7, wells(7), 3);
        dynamics.run(first, 37, 7, frame -> {});
        Walkers saved = first.copy();
        dynamics.run(first, 5, 1, frame -> {});
        LangevinDynamics other = new LangevinDynamics(new DoubleWell(1), new double[] {KT}, TEMPERATURE, 0.02, 1, SEED);
        long[] frames = new long[1];
        other.run(saved, 63, 7, frame -> {
            assertThat(frame.step() % 7).isZero();
            frames[0]++;
        });
        assertThat(frames[0]).isEqualTo(9);
        assertThat(saved.positions()).isEqualTo(unbroken.positions());
        assertThat(saved.velocities()).isEqualTo(unbroken.velocities());
        assertThat(saved.energies()).isEqualTo(unbroken.energies());
        assertThat(saved.evaluations()).isEqualTo(unbroken.evaluations());
        assertThat(saved.walkerSteps()).isEqualTo(unbroken.walkerSteps());
    }

    /** The bits of the first release: saved runs have to go on with the same ones. */
    @Test
    void fixedSeedGivesTheBitsItAlwaysGave() {
        LangevinDynamics dynamics =
                new LangevinDynamics(new DoubleWell(1), new double[] {KT}, TEMPERATURE, 0.02, 1, SEED);
        Walkers walkers = dynamics.start(7, wells(7), 3);
        dynamics.run(walkers, 500, 1, frame -> {});
        assertThat(walkers.positions()[0]).isEqualTo(1.9154590721736158);
        assertThat(Arrays.hashCode(walkers.positions())).isEqualTo(712317219);
        assertThat(Arrays.hashCode(walkers.velocities())).isEqualTo(464950933);
        assertThat(Arrays.hashCode(walkers.energies())).isEqualTo(1618182321);
    }

    @Test
    void walkersDoNotDependOnTheirCompany() {
        LangevinDynamics dynamics =
                new LangevinDynamics(new DoubleWell(1), new double[] {KT}, TEMPERATURE, 0.02, 1, SEED);
        Walkers many = dynamics.start(6, wells(6), 10);
        dynamics.run(many, 50, 1, frame -> {});
        Walkers one = dynamics.start(1, Arrays.copyOfRange(wells(6), 8, 10), 14);
        dynamics.run(one, 50, 1, frame -> {});
        assertThat(one.positions()).isEqualTo(Arrays.copyOfRange(many.positions(), 8, 10));
        assertThat(many.positions()[0]).isNotEqualTo(many.positions()[4]);
    }

    @Test
    void failedWalkerDiesAndStandsStillAndIsCounted() {
        LangevinDynamics dynamics = new LangevinDynamics(new Fence(), new double[] {KT}, TEMPERATURE, 0.05, 1, SEED);
        Walkers walkers = dynamics.start(3, new double[] {0, -50, 1.5}, 0);
        assertThat(walkers.deathSteps()).containsExactly(-1, -1, 0);
        double[] last = new double[1];
        dynamics.run(walkers, 2000, 1, frame -> {
            if (!frame.isDead(0)) {
                last[0] = frame.positions()[0];
            }
        });
        assertThat(walkers.deadCount()).isEqualTo(2);
        assertThat(walkers.isDead(1)).isFalse();
        assertThat(walkers.deathSteps()[0]).isBetween(1L, 2000L);
        assertThat(walkers.positions()[0]).isEqualTo(last[0]).isLessThan(1);
        assertThat(walkers.positions()[2]).isEqualTo(1.5);
        assertThat(walkers.energies()[0]).isNaN();
        assertThat(walkers.energies()[1]).isFinite();
        assertThat(walkers.velocities()[0]).isZero();
        assertThat(walkers.walkerSteps()).isEqualTo(2000 + walkers.deathSteps()[0]);
    }

    /** A flat potential whose energy fails beyond 1, like that of atoms on top of each other. */
    private static final class Fence implements ReducedPotential {

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
            for (int i = 0; i < batch; i++) {
                energies[i] = positions[i] < 1 ? 0.005 * square(positions[i]) : Double.NaN;
                if (gradients != null) {
                    gradients[i] = 0.01 * positions[i];
                }
            }
        }
    }

    @Test
    void badArgumentsAreRefused() {
        HarmonicPotential potential = new HarmonicPotential(1, 1);
        assertThatThrownBy(() -> new LangevinDynamics(potential, new double[3], 300, 0.001, 1, 0))
                .hasMessageContaining("3 masses for 2 coordinates");
        assertThatThrownBy(() -> new LangevinDynamics(potential, new double[] {0}, 300, 0.001, 1, 0))
                .hasMessageContaining("mass 0.0");
        assertThatThrownBy(() -> new LangevinDynamics(potential, new double[] {1}, -1, 0.001, 1, 0))
                .hasMessageContaining("temperature -1.0");
        assertThatThrownBy(() -> new LangevinDynamics(potential, new double[] {1}, 300, 0, 1, 0))
                .hasMessageContaining("time step 0.0");
        assertThatThrownBy(() -> new LangevinDynamics(potential, new double[] {1}, 300, 0.001, -1, 0))
                .hasMessageContaining("friction -1.0");
        LangevinDynamics dynamics = new LangevinDynamics(potential, new double[] {1}, 300, 0.001, 1, 0);
        assertThatThrownBy(() -> dynamics.start(2, new double[3], 0)).hasMessageContaining("expected 4");
    }

    private static double[] wells(int count) {
        double[] x = new double[2 * count];
        for (int w = 0; w < count; w++) {
            x[2 * w] = w % 6 == 0 ? 1.7 : -1.8;
        }
        return x;
    }

    private static double square(double v) {
        return v * v;
    }
}
