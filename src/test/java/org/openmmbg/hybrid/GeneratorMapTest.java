package org.openmmbg.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openmmbg.coordinates.Domain;
import org.openmmbg.coordinates.IdentityMap;
import org.openmmbg.coordinates.UnboundedDomain;
import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.flow.Whitening;
import org.openmmbg.kernel.Precision;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.training.WorkerPool;

class GeneratorMapTest {
    private static final long SEED = 5;

    private static BoltzmannGenerator trained(double temperature) {
        BoltzmannGenerator generator = PlaneGenerators.spline(SEED, new double[2], Math.sqrt(temperature));
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 40);
        // Both basins, roughly as wide as they are.
        double[] examples = new double[2 * 2000];
        for (int i = 0; i < examples.length; i += 2) {
            examples[i] =
                    (random.nextDouble() < 0.3 ? 1.7 : -1.75) + 0.25 * Math.sqrt(temperature) * random.nextGaussian();
            examples[i + 1] = Math.sqrt(temperature) * random.nextGaussian();
        }
        try (WorkerPool workers = new WorkerPool(1)) {
            HistoryTraining training =
                    new HistoryTraining(new FlowProposal(generator, CanonicalForm.AS_IS), 256, 3e-3, SEED, workers);
            training.add(examples.length / 2, examples);
            training.train(250);
        }
        return generator;
    }

    @Test
    void theWayBackLeadsHomeAndTheJacobianIsThatOfTheMap() {
        GeneratorMap map = new GeneratorMap(trained(2), trained(1), CanonicalForm.AS_IS);
        double[] x = {-1.6, 0.3, 1.5, -0.8, 0.1, 2, -2.2, -0.4};
        int count = 4;
        double[] y = new double[8];
        double[] home = new double[8];
        double[] there = new double[count];
        double[] back = new double[count];
        map.map(true, count, x, y, there);
        map.map(false, count, y, home, back);
        for (int i = 0; i < 8; i++) {
            assertThat(home[i]).isCloseTo(x[i], within(1e-9));
        }
        double h = 1e-5;
        for (int row = 0; row < count; row++) {
            assertThat(back[row]).isCloseTo(-there[row], within(1e-9));
            double[] columns = new double[4];
            for (int i = 0; i < 2; i++) {
                double[] up = x.clone();
                double[] down = x.clone();
                up[2 * row + i] += h;
                down[2 * row + i] -= h;
                double[] above = new double[8];
                double[] below = new double[8];
                map.map(true, count, up, above, new double[count]);
                map.map(true, count, down, below, new double[count]);
                columns[2 * i] = (above[2 * row] - below[2 * row]) / (2 * h);
                columns[2 * i + 1] = (above[2 * row + 1] - below[2 * row + 1]) / (2 * h);
            }
            double determinant = columns[0] * columns[3] - columns[1] * columns[2];
            assertThat(there[row]).isCloseTo(Math.log(Math.abs(determinant)), within(1e-5));
        }
    }

    @Test
    void outsideTheDomainThereIsNoPartner() {
        BoltzmannGenerator all = trained(1);
        BoltzmannGenerator half = new BoltzmannGenerator(all.flow(), new IdentityMap(2), new LeftHalf());
        double[] logDet = new double[2];
        new GeneratorMap(half, half, CanonicalForm.AS_IS)
                .map(true, 2, new double[] {-1.5, 0, 1.5, 0}, new double[4], logDet);
        assertThat(logDet[0]).isCloseTo(0, within(1e-9));
        assertThat(logDet[1]).isNaN();
        ParameterSet none = new ParameterSet(Precision.FLOAT64);
        Flow line = new Flow(
                new BaseDistribution(new boolean[1]),
                none,
                List.of(new Whitening(1, new int[] {0}, new double[1], new double[] {1})));
        assertThatThrownBy(() -> new GeneratorMap(
                        all,
                        new BoltzmannGenerator(line, new IdentityMap(1), new UnboundedDomain(1)),
                        CanonicalForm.AS_IS))
                .hasMessageContaining("dimension 2 and 1");
    }

    private static MetropolisedDynamics dynamics(double temperature) {
        // kT/m = 1.
        double mass = LangevinDynamics.GAS_CONSTANT * temperature;
        return new MetropolisedDynamics(
                new ParticleSystem(new DoubleWell(temperature), temperature, new double[] {mass}),
                new Thermostat(temperature, 0.04, 2),
                1,
                NoiseKey.metropolis(SEED));
    }

    /** Both ensembles keep their exact differences, in chains that start in one basin. */
    @Test
    void swapsThroughTheMapKeepBothEnsembles() {
        int pairs = 32;
        int cycles = 1500;
        LearnedExchange exchange = new LearnedExchange(
                dynamics(2),
                dynamics(1),
                Ensemble.EVERYWHERE,
                new GeneratorMap(trained(2), trained(1), CanonicalForm.AS_IS),
                10,
                SEED);
        double[] starts = new double[2 * pairs];
        Arrays.setAll(starts, i -> i % 2 == 0 ? -1.75 : 0);
        LearnedExchange.Pairs state = exchange.start(pairs, starts, starts);
        exchange.run(state, 100, () -> {});
        StateTimes hot = new StateTimes(pairs);
        StateTimes cold = new StateTimes(pairs);
        exchange.run(state, cycles, () -> {
            for (int walker = 0; walker < pairs; walker++) {
                hot.add(walker, state.a().positions()[2 * walker] > 0, state.a().positions()[2 * walker] < 0);
                cold.add(
                        walker, state.b().positions()[2 * walker] > 0, state.b().positions()[2 * walker] < 0);
            }
        });
        double accepted = (double) state.acceptedSwaps() / state.swaps();
        System.out.printf(Locale.ROOT, "seed %d: %.3f of swaps accepted%n", SEED, accepted);
        assertThat(accepted).isGreaterThan(0.1);
        check("T = 2", hot.difference(SEED, 300), new DoubleWell(2));
        check("T = 1", cold.difference(SEED, 300), new DoubleWell(1));
    }

    private static void check(String what, Estimate estimate, DoubleWell well) {
        double exact = well.answer().orElseThrow().freeEnergyDifference();
        double error = (estimate.high() - estimate.low()) / 3.92;
        double z = (estimate.value() - exact) / error;
        System.out.printf(
                Locale.ROOT, "%s: %.3f, exact %.3f, error %.3f, z %.2f%n", what, estimate.value(), exact, error, z);
        assertThat(error).isLessThan(0.2);
        assertThat(Math.abs(z)).isLessThan(4);
    }

    /** Where x < 0. */
    private static final class LeftHalf implements Domain {
        @Override
        public boolean isPeriodic(int column) {
            return false;
        }

        @Override
        public boolean contains(double[] q, int offset) {
            return q[offset] < 0;
        }

        @Override
        public void wrap(double[] q, int offset) {}

        @Override
        public double penalty(double[] q, int offset, double @Nullable [] gradient) {
            return 0;
        }
    }
}
