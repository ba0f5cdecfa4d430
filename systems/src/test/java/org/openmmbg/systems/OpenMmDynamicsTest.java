package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.openmmbg.dynamics.Dynamics;
import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.ReplicaExchange;
import org.openmmbg.dynamics.Replicas;
import org.openmmbg.dynamics.Series;
import org.openmmbg.dynamics.TemperatureLadder;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.SystemSpec;

/** The core's dynamics on OpenMM's forces: alanine dipeptide in implicit solvent. */
class OpenMmDynamicsTest {
    private static final long SEED = 7;
    private static final double KELVIN = 300;
    private static final MolecularSystem DIPEPTIDE = SystemRegistry.builtIn().load("alanine-dipeptide");
    private static final BatchEvaluator EVALUATOR = evaluator(DIPEPTIDE.system(), 2);

    private static BatchEvaluator evaluator(SystemSpec system, int threads) {
        return BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", threads);
    }

    @AfterAll
    static void close() {
        EVALUATOR.close();
    }

    private static ParticleSystem particles() {
        return new OpenMmPotential(EVALUATOR, KELVIN).particleSystem();
    }

    private static double[] start(int walkers) {
        double[] reference = DIPEPTIDE.referencePositions();
        double[] start = new double[walkers * reference.length];
        Arrays.setAll(start, i -> reference[i % reference.length]);
        return start;
    }

    private static Walkers equilibrated(ParticleSystem system, int count, double stepPs, int steps) {
        LangevinDynamics dynamics =
                new LangevinDynamics(system, new Thermostat(KELVIN, stepPs, 20), NoiseKey.langevin(SEED));
        Walkers walkers = dynamics.start(count, start(count), 0);
        dynamics.run(walkers, steps, steps, frame -> {});
        return walkers;
    }

    /**
     * Velocity Verlet conserves an energy that differs from the true one in the second order of the step: the fluctuation
     * goes with the step squared, and there is no drift.
     */
    @Test
    void energyIsConservedWithoutFriction() {
        int count = 8;
        ParticleSystem system = particles();
        Walkers warm = equilibrated(system, count, 0.001, 1000);
        double[] steps = {0.0005, 0.00025};
        double[] fluctuation = new double[steps.length];
        for (int k = 0; k < steps.length; k++) {
            LangevinDynamics dynamics =
                    new LangevinDynamics(system, new Thermostat(KELVIN, steps[k], 0), NoiseKey.langevin(SEED));
            int length = (int) Math.round(1 / steps[k]);
            double[][] energies = new double[count][length];
            Walkers walkers = warm.copy();
            dynamics.run(walkers, length, 1, frame -> {
                int at = (int) (frame.step() - warm.step() - 1);
                for (int w = 0; w < count; w++) {
                    energies[w][at] = system.potentialEnergy(frame, w) + system.kineticEnergy(frame, w);
                }
            });
            double[] drift = new double[count];
            for (int w = 0; w < count; w++) {
                fluctuation[k] += Series.standardError(energies[w]) * Math.sqrt(length) / count;
                drift[w] = slope(energies[w]) * length;
            }
            double kT = LangevinDynamics.GAS_CONSTANT * KELVIN;
            System.out.printf(
                    "seed %d, step %.2f fs: fluctuation %.4f kJ/mol, drift in 1 ps %.5f +- %.5f kJ/mol%n",
                    SEED, 1000 * steps[k], fluctuation[k], Series.mean(drift), Series.standardError(drift));
            assertThat(Math.abs(Series.mean(drift)))
                    .isLessThan(4 * Series.standardError(drift) + 1e-4 * kT * system.degreesOfFreedom());
            assertThat(Series.mean(drift)).isBetween(-fluctuation[k], fluctuation[k]);
        }
        System.out.printf("fluctuations: ratio %.2f for a ratio of 2 of the steps%n", fluctuation[0] / fluctuation[1]);
        assertThat(fluctuation[0] / fluctuation[1]).isBetween(3.6, 4.4);
    }

    /** Least squares: change a step. */
    private static double slope(double[] series) {
        double middle = (series.length - 1) / 2.0;
        double mean = Series.mean(series);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < series.length; i++) {
            products += (i - middle) * (series[i] - mean);
            squares += (i - middle) * (i - middle);
        }
        return products / squares;
    }

    /**
     * The kinetic temperature against the thermostat's, with the error from the effective number of samples.
     *
     * @param allowedBias of the step, as a fraction
     */
    private static void checkKineticTemperature(
            String what, Dynamics dynamics, Walkers walkers, int frames, int every, double allowedBias) {
        ParticleSystem system = dynamics.system();
        double[][] kelvin = new double[walkers.count()][frames];
        int[] at = new int[1];
        dynamics.run(walkers, (long) frames * every, every, frame -> {
            for (int w = 0; w < frame.count(); w++) {
                kelvin[w][at[0]] = system.kineticTemperature(frame, w);
            }
            at[0]++;
        });
        double size = Arrays.stream(kelvin).mapToDouble(Series::effectiveSize).sum();
        double mean = Arrays.stream(kelvin).mapToDouble(Series::mean).average().orElseThrow();
        // The kinetic energy of n degrees of freedom has the relative variance 2/n.
        double error = KELVIN * Math.sqrt(2.0 / system.degreesOfFreedom() / size);
        System.out.printf(
                "seed %d, %s: %.2f K from %.0f effective of %d samples, z = %.2f%n",
                SEED, what, mean, size, frames * walkers.count(), (mean - KELVIN) / error);
        assertThat(Math.abs(mean - KELVIN)).isLessThan(4 * error + allowedBias * KELVIN);
        assertThat(size).isGreaterThan(300);
        assertThat(walkers.deadCount()).isZero();
    }

    /** At 0.25 fs the bias (ω dt/2)² is 0.5 % in the C–H and N–H stretches, 12 of 66 degrees of freedom. */
    @Test
    void kineticTemperatureOfLangevinDynamics() {
        ParticleSystem system = particles();
        checkKineticTemperature(
                "Langevin, 0.25 fs",
                new LangevinDynamics(system, new Thermostat(KELVIN, 0.00025, 20), NoiseKey.langevin(SEED)),
                equilibrated(system, 16, 0.001, 500),
                800,
                4,
                0.001);
    }

    @Test
    void kineticTemperatureOfMetropolisedDynamicsIsExactAtALargeStep() {
        ParticleSystem system = particles();
        Walkers walkers = equilibrated(system, 16, 0.001, 500);
        checkKineticTemperature(
                "Metropolised, 1 fs",
                new MetropolisedDynamics(system, new Thermostat(KELVIN, 0.001, 20), 1, NoiseKey.metropolis(SEED)),
                walkers,
                3000,
                1,
                0);
        System.out.printf("acceptance %.3f%n", walkers.acceptanceRatio());
        assertThat(walkers.acceptanceRatio()).isBetween(0.5, 0.99);
    }

    @Test
    void bondsToHydrogenAreConstrained() {
        SystemSpec free = DIPEPTIDE.system();
        List<SystemSpec.Constraint> constraints = free.forces().stream()
                .filter(HarmonicBondForce.class::isInstance)
                .flatMap(force -> ((HarmonicBondForce) force).bonds().stream())
                .filter(b ->
                        Math.min(free.masses().get(b.particle1()), free.masses().get(b.particle2())) < 1.1)
                .map(b -> new SystemSpec.Constraint(b.particle1(), b.particle2(), b.length()))
                .toList();
        assertThat(constraints).hasSize(12);
        SystemSpec rigid = new SystemSpec(free.masses(), constraints, free.forces(), free.boxVectors());
        try (BatchEvaluator evaluator = evaluator(rigid, 2)) {
            ParticleSystem system = new OpenMmPotential(evaluator, KELVIN).particleSystem();
            assertThat(system.degreesOfFreedom()).isEqualTo(54);
            Walkers walkers = equilibrated(system, 16, 0.002, 300);
            // At 0.5 fs the bias is 0.7 % in the fastest stretches left.
            checkKineticTemperature(
                    "Langevin with constraints, 0.5 fs",
                    new LangevinDynamics(system, new Thermostat(KELVIN, 0.0005, 20), NoiseKey.langevin(SEED)),
                    walkers,
                    800,
                    4,
                    0.002);
            MetropolisedDynamics metropolised =
                    new MetropolisedDynamics(system, new Thermostat(KELVIN, 0.002, 20), 1, NoiseKey.metropolis(SEED));
            checkKineticTemperature("Metropolised with constraints, 2 fs", metropolised, walkers, 1500, 1, 0);
            System.out.printf("acceptance %.3f%n", walkers.acceptanceRatio());
            assertThat(walkers.acceptanceRatio()).isBetween(0.5, 0.99);
            for (int w = 0; w < walkers.count(); w++) {
                for (SystemSpec.Constraint c : constraints) {
                    double square = 0;
                    for (int i = 0; i < 3; i++) {
                        double d = walkers.positions()[66 * w + 3 * c.particle1() + i]
                                - walkers.positions()[66 * w + 3 * c.particle2() + i];
                        square += d * d;
                    }
                    assertThat(Math.abs(Math.sqrt(square) / c.distance() - 1)).isLessThan(1e-10);
                }
            }
        }
    }

    /**
     * The ratio of two temperatures' energy distributions is exp((β − β′) E + constant), whatever the density of states
     * (Shirts, J. Chem. Theory Comput. 9, 909, 2013): the slope of a logistic fit to the energies of two rungs.
     */
    @Test
    void replicaExchangeKeepsEachTemperature() {
        double[] temperatures = TemperatureLadder.geometric(300, 450, 3);
        ReplicaExchange exchange = exchange(temperatures, particles());
        int ladders = 8;
        int rungs = temperatures.length;
        Replicas replicas = exchange.start(ladders, start(ladders * rungs), 0);
        exchange.run(replicas, 1000, 10, frame -> {});
        int frames = 250;
        double[][][] energies = new double[ladders][rungs][frames];
        int[] at = new int[1];
        exchange.run(replicas, 10L * frames, 10, frame -> {
            for (int w = 0; w < frame.count(); w++) {
                energies[w / rungs][w % rungs][at[0]] = frame.energies()[w];
            }
            at[0]++;
        });
        for (int r = 0; r + 1 < rungs; r++) {
            double[] slopes = new double[ladders];
            for (int ladder = 0; ladder < ladders; ladder++) {
                slopes[ladder] = logisticSlope(energies[ladder][r], energies[ladder][r + 1]);
            }
            double expected = KELVIN / temperatures[r] - KELVIN / temperatures[r + 1];
            double acceptance = (double) replicas.acceptances()[r] / replicas.proposals()[r];
            System.out.printf(
                    "seed %d, %.0f and %.0f K: slope %.4f, expected %.4f, z = %.2f; acceptance %.2f%n",
                    SEED,
                    temperatures[r],
                    temperatures[r + 1],
                    Series.mean(slopes),
                    expected,
                    Series.z(slopes, expected),
                    acceptance);
            // Eight values: Student's t with 7 degrees of freedom, at the level of 4 sigma.
            assertThat(Series.z(slopes, expected)).isBetween(-8.0, 8.0);
            assertThat(acceptance).isBetween(0.1, 0.9);
        }
        assertThat(replicas.walkers().deadCount()).isZero();
    }

    private static ReplicaExchange exchange(double[] temperatures, ParticleSystem system) {
        List<Dynamics> dynamics = new ArrayList<>();
        for (double temperature : temperatures) {
            dynamics.add(new MetropolisedDynamics(
                    system, new Thermostat(temperature, 0.001, 10), 1, NoiseKey.metropolis(SEED)));
        }
        return new ReplicaExchange(dynamics, 10, SEED);
    }

    /** Fits the log-odds of the second sample as a + slope · energy, by Newton's method. */
    private static double logisticSlope(double[] first, double[] second) {
        double shift = (Series.mean(first) + Series.mean(second)) / 2;
        double a = 0;
        double slope = 0;
        for (int iteration = 0; iteration < 20; iteration++) {
            double ga = 0;
            double gs = 0;
            double haa = 0;
            double has = 0;
            double hss = 0;
            for (int i = 0; i < first.length + second.length; i++) {
                boolean isSecond = i >= first.length;
                double e = (isSecond ? second[i - first.length] : first[i]) - shift;
                double p = 1 / (1 + Math.exp(-a - slope * e));
                double residual = (isSecond ? 1 : 0) - p;
                ga += residual;
                gs += residual * e;
                haa += p * (1 - p);
                has += p * (1 - p) * e;
                hss += p * (1 - p) * e * e;
            }
            double determinant = haa * hss - has * has;
            a += (hss * ga - has * gs) / determinant;
            slope += (haa * gs - has * ga) / determinant;
        }
        return slope;
    }

    @Test
    void oneAndTwoThreadsGiveTheSameBits() {
        double[] temperatures = TemperatureLadder.geometric(300, 450, 3);
        Replicas two = exchange(temperatures, particles()).start(1, start(3), 0);
        exchange(temperatures, particles()).run(two, 100, 10, frame -> {});
        try (BatchEvaluator single = evaluator(DIPEPTIDE.system(), 1)) {
            ParticleSystem system = new OpenMmPotential(single, KELVIN).particleSystem();
            Replicas one = exchange(temperatures, system).start(1, start(3), 0);
            exchange(temperatures, system).run(one, 60, 10, frame -> {});
            exchange(temperatures, system).run(one, 40, 10, frame -> {});
            assertThat(one).usingRecursiveComparison().isEqualTo(two);
        }
    }

    @Test
    void masslessParticlesAreRefused() {
        List<Double> masses = new ArrayList<>(DIPEPTIDE.system().masses());
        masses.set(4, 0.0);
        SystemSpec held = new SystemSpec(
                masses,
                DIPEPTIDE.system().constraints(),
                DIPEPTIDE.system().forces(),
                DIPEPTIDE.system().boxVectors());
        try (BatchEvaluator evaluator = evaluator(held, 1)) {
            OpenMmPotential potential = new OpenMmPotential(evaluator, KELVIN);
            assertThatThrownBy(potential::particleSystem).hasMessageContaining("particle 4 has the mass 0.0");
        }
    }
}
