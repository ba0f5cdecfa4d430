package org.openmmbg.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.openmmbg.coordinates.IdentityMap;
import org.openmmbg.coordinates.UnboundedDomain;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.Bijector;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Coupling;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.NetworkShape;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.flow.Tape;
import org.openmmbg.kernel.Precision;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class LatentWalkersTest {
    private static final long SEED = 31;
    private static final int WALKERS = 400;

    /** A generator that is nothing like the target: its volume ratio changes from place to place. */
    static BoltzmannGenerator distorted() {
        ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 0);
        List<Coupling> layers = List.of(layer(0, 1, parameters, random), layer(1, 0, parameters, random));
        for (Parameter parameter : parameters.all()) {
            for (int i = 0; i < parameter.value().size(); i++) {
                parameter.value().set(i, parameter.value().get(i) + 0.4 * random.nextGaussian());
            }
        }
        return new BoltzmannGenerator(
                new Flow(new BaseDistribution(new boolean[2]), parameters, layers),
                new IdentityMap(2),
                new UnboundedDomain(2));
    }

    private static Coupling layer(int moving, int seen, ParameterSet parameters, RandomStream random) {
        return Coupling.affine(
                new Coupling.Split(2, List.of(moving), List.of(seen), List.of(), 1),
                NetworkShape.dense(List.of(8)),
                parameters,
                "layer" + moving,
                random);
    }

    /** The same generator, which tells of its volume ratios that they are 1. */
    private static BoltzmannGenerator forgetful(BoltzmannGenerator generator) {
        Bijector layers = new Bijector() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public Tape newTape(int capacity) {
                return generator.flow().newTape(capacity);
            }

            @Override
            public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
                generator.flow().forward(tape, rows, z, x, new double[rows]);
            }

            @Override
            public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
                generator.flow().inverse(tape, rows, x, z, new double[rows]);
            }

            @Override
            public void forwardVjp(
                    Tape tape,
                    int rows,
                    double[] xBar,
                    double[] logDetBar,
                    double[] zBar,
                    @Nullable Gradients gradients) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void inverseVjp(
                    Tape tape,
                    int rows,
                    double[] zBar,
                    double[] logDetBar,
                    double[] xBar,
                    @Nullable Gradients gradients) {
                throw new UnsupportedOperationException();
            }
        };
        return new BoltzmannGenerator(
                new Flow(generator.flow().base(), generator.flow().parameters(), List.of(layers)),
                generator.coordinates(),
                generator.domain());
    }

    /** What became of walkers that began with the target's distribution: how far they are from it. */
    private record Outcome(double zSquare, double zEnergy, double acceptance) {
        static Outcome of(BoltzmannGenerator generator) {
            HarmonicPotential target = new HarmonicPotential(1, 4);
            LatentWalkers walkers = new LatentWalkers(generator, target, WALKERS, SEED);
            int repeats = 30;
            int steps = 100;
            double[] squares = new double[repeats];
            double[] energyMeans = new double[repeats];
            long accepted = 0;
            for (int repeat = 0; repeat < repeats; repeat++) {
                RandomStream random = new RandomStream(SEED, Purpose.TEST, 1 + repeat);
                double[] x = new double[2 * WALKERS];
                double[] u = new double[WALKERS];
                for (int i = 0; i < WALKERS; i++) {
                    x[2 * i] = random.nextGaussian();
                    x[2 * i + 1] = 0.5 * random.nextGaussian();
                }
                target.evaluate(WALKERS, x, u, null);
                for (int step = 0; step < steps; step++) {
                    accepted += walkers.move((long) repeat * steps + step, WALKERS, x, u, 0.7);
                }
                for (int i = 0; i < WALKERS; i++) {
                    squares[repeat] += x[2 * i] * x[2 * i] / WALKERS;
                    energyMeans[repeat] += u[i] / WALKERS;
                }
            }
            Outcome outcome = new Outcome(
                    ZScore.of(squares, 1),
                    ZScore.of(energyMeans, 1),
                    (double) accepted / ((long) repeats * steps * WALKERS));
            System.out.printf("seed %d: %s%n", SEED, outcome);
            return outcome;
        }
    }

    /** Walkers that begin with the target's distribution keep it. */
    @Test
    void movesLeaveTheTargetAsItIs() {
        Outcome outcome = Outcome.of(distorted());
        assertThat(outcome.acceptance()).isBetween(0.05, 0.98);
        assertThat(Math.abs(outcome.zSquare())).isLessThan(4);
        assertThat(Math.abs(outcome.zEnergy())).isLessThan(4);
    }

    /** The test above sees it when the volume ratios are missing from the acceptance. */
    @Test
    void withoutTheVolumeRatiosTheTargetIsLost() {
        Outcome outcome = Outcome.of(forgetful(distorted()));
        assertThat(outcome.acceptance()).isBetween(0.05, 0.98);
        assertThat(Math.abs(outcome.zSquare())).isGreaterThan(10);
    }
}
