package org.openmmbg.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.coordinates.IdentityMap;
import org.openmmbg.coordinates.UnboundedDomain;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Coupling;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.NetworkShape;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.kernel.Precision;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class LatentWalkersTest {
    private static final long SEED = 31;
    private static final int WALKERS = 400;

    /** A generator that is nothing like the target: its volume ratio changes from place to place. */
    private static BoltzmannGenerator distorted() {
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

    /**
     * Walkers that begin with the target's distribution keep it, z by z; without the volume ratios in the acceptance they
     * would drift away from it.
     */
    @Test
    void movesLeaveTheTargetAsItIs() {
        HarmonicPotential target = new HarmonicPotential(1, 4);
        LatentWalkers walkers = new LatentWalkers(distorted(), target, WALKERS, SEED);
        int repeats = 30;
        double[] squares = new double[repeats];
        double[] energyMeans = new double[repeats];
        for (int repeat = 0; repeat < repeats; repeat++) {
            RandomStream random = new RandomStream(SEED, Purpose.TEST, 1 + repeat);
            double[] x = new double[2 * WALKERS];
            double[] u = new double[WALKERS];
            for (int i = 0; i < WALKERS; i++) {
                x[2 * i] = random.nextGaussian();
                x[2 * i + 1] = 0.5 * random.nextGaussian();
            }
            target.evaluate(WALKERS, x, u, null);
            for (int step = 0; step < 100; step++) {
                walkers.move(WALKERS, x, u, 0.7);
            }
            for (int i = 0; i < WALKERS; i++) {
                squares[repeat] += x[2 * i] * x[2 * i] / WALKERS;
                energyMeans[repeat] += u[i] / WALKERS;
            }
        }
        double zSquare = ZScore.of(squares, 1);
        double zEnergy = ZScore.of(energyMeans, 1);
        System.out.printf(
                "seed %d: acceptance %.2f, z of <x²> %.2f, of <u> %.2f%n",
                SEED, walkers.acceptance(), zSquare, zEnergy);
        assertThat(walkers.acceptance()).isBetween(0.05, 0.98);
        assertThat(Math.abs(zSquare)).isLessThan(4);
        assertThat(Math.abs(zEnergy)).isLessThan(4);
        assertThat(walkers.evaluations()).isEqualTo(repeats * 100L * WALKERS);
    }
}
