package org.openmmbg.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.potential.ReducedPotential;

class MetropolisedDynamicsTest {

    private static final long SEED = 5;
    private static final double TEMPERATURE = 300;
    private static final double KT = LangevinDynamics.GAS_CONSTANT * TEMPERATURE;
    private static final int WALKERS = 400;

    /** In units where kT = m = 1 and the stiffness is 1, the frequency is 1 and the step is the phase. */
    private static final ParticleSystem OSCILLATOR =
            new ParticleSystem(new HarmonicPotential(1), TEMPERATURE, new double[] {KT});

    /** Means over time of x², v², x⁴ and of x, by walker. */
    private static double[][] moments(MetropolisedDynamics dynamics, int moves) {
        Walkers walkers = dynamics.start(WALKERS, new double[WALKERS], 0);
        int steps = dynamics.stepsPerMove();
        dynamics.run(walkers, 100L * steps, steps, frame -> {});
        double[][] moments = new double[4][WALKERS];
        dynamics.run(walkers, (long) moves * steps, steps, frame -> {
            for (int w = 0; w < WALKERS; w++) {
                double x = frame.positions()[w];
                double v = frame.velocities()[w];
                moments[0][w] += x * x / moves;
                moments[1][w] += v * v / moves;
                moments[2][w] += x * x * x * x / moves;
                moments[3][w] += x / moves;
            }
        });
        assertThat(Arrays.stream(walkers.proposals()).sum()).isEqualTo(WALKERS * (100L + moves));
        System.out.printf(
                "seed %d, step %.1f, %d a move: acceptance %.3f%n",
                SEED, dynamics.thermostat().stepPs(), steps, walkers.acceptanceRatio());
        return moments;
    }

    private static Thermostat thermostat(double step, double friction) {
        return new Thermostat(TEMPERATURE, step, friction);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 1, 1", "1, 1, 1", "1.8, 1, 1", "1.8, 3, 1", "1.5, 2, 50"})
    void harmonicDistributionIsExactWithAnyStep(double step, int stepsPerMove, double friction) {
        double[][] moments = moments(
                new MetropolisedDynamics(
                        OSCILLATOR, thermostat(step, friction), stepsPerMove, NoiseKey.metropolis(SEED)),
                1000);
        Series.check(SEED, "x²", moments[0], 1);
        Series.check(SEED, "v²", moments[1], 1);
        Series.check(SEED, "x⁴", moments[2], 3);
        Series.check(SEED, "x", moments[3], 0);
    }

    /** The test of the test: rules that are wrong are seen. */
    @Test
    void wrongAcceptanceIsSeen() {
        double step = 1;
        AcceptanceRule always = (difference, uniform) -> true;
        double[] squares = moments(
                new MetropolisedDynamics(OSCILLATOR, thermostat(step, 1), 1, NoiseKey.metropolis(SEED), always), 1000)[
                0];
        System.out.printf("always accepted: z = %.1f%n", Series.z(squares, 1));
        assertThat(Series.z(squares, 1)).isGreaterThan(10);
        // Velocity Verlet conserves a Hamiltonian whose positions have variance 1 / (1 − (ω dt/2)²).
        Series.check(SEED, "x² without a test", squares, 1 / (1 - step * step / 4));

        AcceptanceRule lenient = (difference, uniform) -> AcceptanceRule.METROPOLIS.accepts(difference / 2, uniform);
        double[] other = moments(
                new MetropolisedDynamics(OSCILLATOR, thermostat(step, 1), 1, NoiseKey.metropolis(SEED), lenient), 1000)[
                0];
        System.out.printf("half of the difference: z = %.1f%n", Series.z(other, 1));
        assertThat(Series.z(other, 1)).isGreaterThan(10);
    }

    /** The step is a quarter of the period in the wells, whose frequency is 2.4. */
    @Test
    void doubleWellIsExactWithALargeStep() {
        double temperature = 4;
        ParticleSystem system = new ParticleSystem(new DoubleWell(temperature), TEMPERATURE, new double[] {KT});
        MetropolisedDynamics dynamics =
                new MetropolisedDynamics(system, thermostat(0.6, 1), 1, NoiseKey.metropolis(SEED));
        Walkers walkers = dynamics.start(WALKERS, new double[2 * WALKERS], 0);
        dynamics.run(walkers, 2000, 1, frame -> {});
        double[] right = new double[WALKERS];
        double[] squares = new double[WALKERS];
        dynamics.run(walkers, 4000, 4, frame -> {
            for (int w = 0; w < WALKERS; w++) {
                double x = frame.positions()[2 * w];
                right[w] += x > 0 ? 1e-3 : 0;
                squares[w] += 1e-3 * x * x;
            }
        });
        System.out.printf("acceptance %.3f%n", walkers.acceptanceRatio());
        Series.check(SEED, "share of x > 0", right, DoubleWellTruth.probability(temperature, 0, 6));
        Series.check(SEED, "x²", squares, DoubleWellTruth.mean(temperature, x -> x * x));
    }

    /** A Gaussian cut off at 1, beyond which energies fail, has the mean −φ(1)/Φ(1). */
    @Test
    void failedProposalsAreRejected() {
        ParticleSystem system = new ParticleSystem(new Fence(), TEMPERATURE, new double[] {KT});
        for (int stepsPerMove : new int[] {1, 3}) {
            double[] mean = moments(
                    new MetropolisedDynamics(system, thermostat(0.7, 1), stepsPerMove, NoiseKey.metropolis(SEED)),
                    1000)[3];
            Series.check(SEED, "mean before the fence", mean, -0.2419707245191434 / 0.8413447460685429);
        }
    }

    private static final class Fence implements ReducedPotential {

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
            for (int i = 0; i < batch; i++) {
                boolean fails = !(positions[i] < 1);
                energies[i] = fails ? Double.NaN : 0.5 * positions[i] * positions[i];
                if (gradients != null && !fails) {
                    gradients[i] = positions[i];
                }
            }
        }
    }

    @Test
    void resumedRunGivesTheSameBits() {
        ParticleSystem system = new ParticleSystem(new DoubleWell(1), TEMPERATURE, new double[] {KT});
        MetropolisedDynamics dynamics =
                new MetropolisedDynamics(system, thermostat(0.3, 1), 3, NoiseKey.metropolis(SEED));
        double[] start = {1.7, 0, -1.8, 0.3, 0, 0};
        Walkers unbroken = dynamics.start(3, start, 4);
        dynamics.run(unbroken, 300, 3, frame -> {});
        Walkers cut = dynamics.start(3, start, 4);
        dynamics.run(cut, 111, 3, frame -> {});
        Walkers resumed = cut.copy();
        dynamics.run(cut, 30, 3, frame -> {});
        new MetropolisedDynamics(system, thermostat(0.3, 1), 3, NoiseKey.metropolis(SEED))
                .run(resumed, 189, 3, frame -> {});
        assertSame(resumed, unbroken);
        assertThat(unbroken.acceptanceRatio()).isBetween(0.1, 0.99);

        Walkers alone = dynamics.start(1, Arrays.copyOfRange(start, 2, 4), 5);
        dynamics.run(alone, 300, 3, frame -> {});
        assertThat(alone.positions()).isEqualTo(Arrays.copyOfRange(unbroken.positions(), 2, 4));
    }

    static void assertSame(Walkers a, Walkers b) {
        assertThat(a).usingRecursiveComparison().isEqualTo(b);
    }

    @Test
    void placedWalkerGoesOnFromThere() {
        ParticleSystem system = new ParticleSystem(new DoubleWell(1), TEMPERATURE, new double[] {KT});
        MetropolisedDynamics dynamics =
                new MetropolisedDynamics(system, thermostat(0.1, 1), 1, NoiseKey.metropolis(SEED));
        Walkers there = dynamics.start(1, new double[] {-1.8, 0.2}, 0);
        Walkers placed = dynamics.start(1, new double[] {Double.NaN, 0}, 0);
        assertThat(placed.isDead(0)).isTrue();
        placed.place(
                0,
                new double[] {9, -1.8, 0.2},
                there.energies()[0],
                new double[] {9, there.gradients()[0], there.gradients()[1]},
                1);
        dynamics.redrawVelocities(placed);
        dynamics.run(placed, 50, 1, frame -> {});
        dynamics.run(there, 50, 1, frame -> {});
        assertSame(placed, there);
        assertThatThrownBy(() -> placed.place(0, new double[2], Double.NaN, new double[2], 0))
                .hasMessageContaining("NaN");
    }

    @Test
    void redrawnVelocitiesAreOfTheTemperatureAndKeyedByTheStep() {
        int count = 20_000;
        ParticleSystem system = new ParticleSystem(new HarmonicPotential(1), TEMPERATURE, new double[] {KT});
        LangevinDynamics dynamics = new LangevinDynamics(system, thermostat(0.1, 0), NoiseKey.langevin(SEED));
        Walkers walkers = dynamics.start(count, new double[count], 0);
        double[] first = walkers.velocities().clone();
        dynamics.redrawVelocities(walkers);
        assertThat(walkers.velocities()).isEqualTo(first);
        dynamics.run(walkers, 1, 1, frame -> {});
        dynamics.redrawVelocities(walkers);
        double[] squares = new double[count];
        double[] products = new double[count];
        Arrays.setAll(squares, w -> walkers.velocities()[w] * walkers.velocities()[w]);
        Arrays.setAll(products, w -> walkers.velocities()[w] * first[w]);
        Series.check(SEED, "squared velocity", squares, 1);
        Series.check(SEED, "product with the velocity before", products, 0);
    }

    @Test
    void badArgumentsAreRefused() {
        NoiseKey key = NoiseKey.metropolis(SEED);
        assertThatThrownBy(() -> new MetropolisedDynamics(OSCILLATOR, thermostat(1, 1), 0, key))
                .hasMessageContaining("0 steps a move");
        MetropolisedDynamics dynamics = new MetropolisedDynamics(OSCILLATOR, thermostat(1, 1), 4, key);
        Walkers walkers = dynamics.start(1, new double[1], 0);
        assertThatThrownBy(() -> dynamics.run(walkers, 6, 4, frame -> {})).hasMessageContaining("multiples of 4");
        assertThatThrownBy(() -> dynamics.run(walkers, 8, 2, frame -> {})).hasMessageContaining("multiples of 4");
        ParticleSystem constrained = new ParticleSystem(
                        new HarmonicPotential(1, 1, 1, 1, 1, 1), TEMPERATURE, new double[] {1, 1})
                .withConstraints(
                        new DistanceConstraints(new double[] {1, 1}, new int[] {0}, new int[] {1}, new double[] {0.1}));
        assertThatThrownBy(() -> new MetropolisedDynamics(constrained, thermostat(1, 1), 2, key))
                .hasMessageContaining("2 steps a move with constraints");
    }
}
