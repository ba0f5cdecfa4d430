package org.openmmbg.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.potential.ReducedPotential;

class ConstrainedDynamicsTest {

    private static final long SEED = 17;
    private static final double TEMPERATURE = 300;
    private static final double KT = LangevinDynamics.GAS_CONSTANT * TEMPERATURE;
    private static final int WALKERS = 200;

    /** u = pull · (z of the first particle − z of the last), and a weak spring that keeps the molecule near the origin. */
    private record Field(int particles, double pull) implements ReducedPotential {

        @Override
        public int dimension() {
            return 3 * particles;
        }

        @Override
        public void evaluate(int batch, double[] x, double[] energies, double @Nullable [] gradients) {
            int n = dimension();
            for (int row = 0; row < batch; row++) {
                int at = row * n;
                double energy = pull * (x[at + 2] - x[at + n - 1]);
                for (int i = 0; i < n; i++) {
                    energy += 0.05 * x[at + i] * x[at + i];
                    if (gradients != null) {
                        gradients[at + i] = 0.1 * x[at + i];
                    }
                }
                if (gradients != null) {
                    gradients[at + 2] += pull;
                    gradients[at + n - 1] -= pull;
                }
                energies[row] = energy;
            }
        }
    }

    /** Moves along where the bonds point now, which is what a projection without the earlier positions does. */
    private record AlongNewBonds(DistanceConstraints right) implements ConstraintProjector {

        @Override
        public int count() {
            return right.count();
        }

        @Override
        public boolean projectPositions(double[] earlier, int earlierOffset, double[] positions, int offset) {
            return right.projectPositions(Arrays.copyOfRange(positions, offset, offset + 6), 0, positions, offset);
        }

        @Override
        public boolean projectVelocities(double[] positions, double[] velocities, int offset) {
            return right.projectVelocities(positions, velocities, offset);
        }
    }

    private static DistanceConstraints dumbbell() {
        return new DistanceConstraints(new double[] {KT, 3 * KT}, new int[] {0}, new int[] {1}, new double[] {1});
    }

    private static ParticleSystem dumbbellSystem(ConstraintProjector projector) {
        return new ParticleSystem(new Field(2, 2), TEMPERATURE, new double[] {KT, 3 * KT}).withConstraints(projector);
    }

    private static LangevinDynamics langevin(ConstraintProjector projector) {
        return new LangevinDynamics(
                dumbbellSystem(projector), new Thermostat(TEMPERATURE, 0.1, 1), NoiseKey.langevin(SEED));
    }

    private static MetropolisedDynamics metropolised(double step, AcceptanceRule rule) {
        return new MetropolisedDynamics(
                dumbbellSystem(dumbbell()), new Thermostat(TEMPERATURE, step, 1), 1, NoiseKey.metropolis(SEED), rule);
    }

    /** Means over time, by walker: kinetic temperature and cos θ of the dumbbell in the field. */
    private static double[][] dumbbellMeans(Dynamics dynamics) {
        ParticleSystem system = dynamics.system();
        double step = dynamics.thermostat().stepPs();
        double[] start = new double[6 * WALKERS];
        for (int w = 0; w < WALKERS; w++) {
            start[6 * w] = 0.5;
            start[6 * w + 3] = -0.5;
        }
        Walkers walkers = dynamics.start(WALKERS, start, 0);
        dynamics.run(walkers, 400, 1, frame -> {});
        int frames = 1000;
        double[][] means = new double[2][WALKERS];
        dynamics.run(walkers, frames, 1, frame -> {
            for (int w = 0; w < WALKERS; w++) {
                double[] x = frame.positions();
                means[0][w] += system.kineticTemperature(frame, w) / frames;
                means[1][w] += (x[6 * w + 5] - x[6 * w + 2]) / frames;
            }
        });
        assertThat(walkers.deadCount()).isZero();
        if (dynamics instanceof MetropolisedDynamics) {
            System.out.printf("seed %d, step %.2f: acceptance %.3f%n", SEED, step, walkers.acceptanceRatio());
        }
        return means;
    }

    /**
     * A dipole in a field of strength a = pull · length / kT has the mean cos θ = coth a − 1/a (Langevin), and five of
     * its six degrees of freedom are left.
     */
    @Test
    void dipoleInAFieldHasItsOrientationAndTemperature() {
        double[][] means = dumbbellMeans(langevin(dumbbell()));
        Series.check(SEED, "kinetic temperature", means[0], TEMPERATURE);
        Series.check(SEED, "cos θ", means[1], 1 / Math.tanh(2) - 0.5);
    }

    /** Why the earlier directions are needed: the other projection drains kinetic energy with every step. */
    @Test
    void projectionAlongNewDirectionsIsSeenToBeWrong() {
        double[][] means = dumbbellMeans(langevin(new AlongNewBonds(dumbbell())));
        double z = Series.z(means[0], TEMPERATURE);
        System.out.printf(
                "seed %d, along new directions: %.2f K, z = %.1f; cos θ z = %.1f%n",
                SEED, Series.mean(means[0]), z, Series.z(means[1], 1 / Math.tanh(2) - 0.5));
        assertThat(z).isLessThan(-6);
    }

    /** Steps in which the dipole turns by up to a right angle, where the way back is not always found. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.7, 1.2})
    void metropolisedDipoleIsExactWithAnyStep(double step) {
        double[][] means = dumbbellMeans(metropolised(step, AcceptanceRule.METROPOLIS));
        Series.check(SEED, "kinetic temperature", means[0], TEMPERATURE);
        Series.check(SEED, "cos θ", means[1], 1 / Math.tanh(2) - 0.5);
    }

    /** The test of the test. */
    @Test
    void dipoleWithoutATestIsSeenToBeWrong() {
        double[][] means = dumbbellMeans(metropolised(0.7, (difference, uniform) -> true));
        double z = Series.z(means[1], 1 / Math.tanh(2) - 0.5);
        System.out.printf("seed %d, always accepted: cos θ z = %.1f%n", SEED, z);
        assertThat(Math.abs(z)).isGreaterThan(10);
    }

    /**
     * Three equal masses with two fixed bonds: the cosine c of the angle has the density √(4 − c²), the root of the
     * determinant of the constraints' mass-weighted metric (Fixman, Proc. Natl. Acad. Sci. 71, 3050, 1974), here to be
     * told from the flat one of stiff springs by its mean square.
     */
    @Test
    void angleBetweenFixedBondsHasItsMetricFactor() {
        checkAngle(new LangevinDynamics(trimer(), new Thermostat(TEMPERATURE, 0.1, 1), NoiseKey.langevin(SEED)));
        checkAngle(
                new MetropolisedDynamics(trimer(), new Thermostat(TEMPERATURE, 0.5, 1), 1, NoiseKey.metropolis(SEED)));
    }

    private static ParticleSystem trimer() {
        double[] masses = {KT, KT, KT};
        return new ParticleSystem(new Field(3, 0), TEMPERATURE, masses)
                .withConstraints(
                        new DistanceConstraints(masses, new int[] {0, 1}, new int[] {1, 2}, new double[] {1, 1}));
    }

    private static void checkAngle(Dynamics dynamics) {
        ParticleSystem system = dynamics.system();
        int count = 200;
        double[] start = new double[9 * count];
        for (int w = 0; w < count; w++) {
            start[9 * w] = 1;
            start[9 * w + 7] = 1;
        }
        Walkers walkers = dynamics.start(count, start, 0);
        dynamics.run(walkers, 200, 1, frame -> {});
        double[] squares = new double[count];
        double[] kelvin = new double[count];
        int frames = 1200;
        dynamics.run(walkers, frames, 1, frame -> {
            for (int w = 0; w < count; w++) {
                double cosine = cosine(frame.positions(), 9 * w);
                squares[w] += cosine * cosine / frames;
                kelvin[w] += system.kineticTemperature(frame, w) / frames;
            }
        });
        double metric = DoubleWellTruth.integral(-1, 1, c -> c * c * Math.sqrt(4 - c * c))
                / DoubleWellTruth.integral(-1, 1, c -> Math.sqrt(4 - c * c));
        Series.check(SEED, "cos² of the angle", squares, metric);
        System.out.printf(
                "z against stiff springs: %.1f; acceptance %.3f%n",
                Series.z(squares, 1.0 / 3), walkers.acceptanceRatio());
        assertThat(Series.z(squares, 1.0 / 3)).isLessThan(-5);
        Series.check(SEED, "kinetic temperature of 7 degrees of freedom", kelvin, TEMPERATURE);
        assertThat(system.degreesOfFreedom()).isEqualTo(7);
    }

    private static double cosine(double[] x, int at) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += (x[at + i] - x[at + 3 + i]) * (x[at + 6 + i] - x[at + 3 + i]);
        }
        return sum;
    }

    @Test
    void constraintsAndEnergyAreKeptWithoutFriction() {
        ParticleSystem system = dumbbellSystem(dumbbell());
        double[] spread = new double[2];
        for (int k = 0; k < 2; k++) {
            double step = k == 0 ? 0.04 : 0.02;
            LangevinDynamics dynamics =
                    new LangevinDynamics(system, new Thermostat(TEMPERATURE, step, 0), NoiseKey.langevin(SEED));
            // The start is off the constraint by a per cent, and moved onto it.
            Walkers walkers = dynamics.start(1, new double[] {0.505, 0, 0, -0.505, 0, 0}, 0);
            double energy = system.potentialEnergy(walkers, 0) + system.kineticEnergy(walkers, 0);
            int index = k;
            dynamics.run(walkers, (long) (200 / step), 1, frame -> {
                double[] x = frame.positions();
                double[] v = frame.velocities();
                double square = 0;
                double rate = 0;
                for (int i = 0; i < 3; i++) {
                    square += (x[i] - x[3 + i]) * (x[i] - x[3 + i]);
                    rate += (x[i] - x[3 + i]) * (v[i] - v[3 + i]);
                }
                assertThat(Math.abs(square - 1)).isLessThan(1e-10);
                assertThat(Math.abs(rate)).isLessThan(1e-9);
                double now = system.potentialEnergy(frame, 0) + system.kineticEnergy(frame, 0);
                spread[index] = Math.max(spread[index], Math.abs(now - energy));
            });
        }
        System.out.printf("largest energy error, kJ/mol: %.2e, at half the step %.2e%n", spread[0], spread[1]);
        assertThat(spread[0] / spread[1]).isBetween(3.5, 4.5);
    }

    @Test
    void walkerWhoseConstraintsCannotBeKeptDies() {
        LangevinDynamics dynamics = new LangevinDynamics(
                dumbbellSystem(dumbbell()), new Thermostat(TEMPERATURE, 20, 1), NoiseKey.langevin(SEED));
        Walkers walkers = dynamics.start(2, new double[] {0.5, 0, 0, -0.5, 0, 0, 0, 0.5, 0, 0, -0.5, 0}, 0);
        dynamics.run(walkers, 20, 1, frame -> {});
        assertThat(walkers.deadCount()).isEqualTo(2);
        assertThat(walkers.positions()).doesNotContain(Double.NaN);
    }

    @Test
    void badArgumentsAreRefused() {
        double[] masses = {1, 1};
        assertThatThrownBy(() -> new DistanceConstraints(masses, new int[] {0}, new int[] {2}, new double[] {1}))
                .hasMessageContaining("particles 0 and 2");
        assertThatThrownBy(() -> new DistanceConstraints(masses, new int[] {0}, new int[] {1}, new double[] {0}))
                .hasMessageContaining("distance 0.0");
        assertThatThrownBy(() -> new DistanceConstraints(masses, new int[] {0}, new int[] {1}, new double[0]))
                .hasMessageContaining("as many of each");
        LangevinDynamics dynamics = new LangevinDynamics(
                dumbbellSystem(dumbbell()), new Thermostat(TEMPERATURE, 0.1, 1), NoiseKey.langevin(SEED));
        assertThatThrownBy(() -> dynamics.start(1, new double[6], 0)).hasMessageContaining("too far");
    }
}
