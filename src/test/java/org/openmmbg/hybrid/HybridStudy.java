package org.openmmbg.hybrid;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.MuellerBrown;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.training.WorkerPool;

/**
 * Hybrid chains on the double well and on Müller and Brown's potential that start in one basin, with a generator trained
 * badly on purpose and with a good one, ten seeds each; and dynamics of the same cost alone. {@code main} runs them all.
 */
final class HybridStudy {
    static final int SEGMENT_STEPS = 10;
    private static final int WALKERS = 16;
    private static final int ADAPTATION_ROUNDS = 8;
    private static final int CYCLES_A_ROUND = 50;
    private static final int STEPS_A_ROUND = 60;
    private static final int SEEDS = 3000;
    private static final int FIRST_STEPS = 400;
    private static final int PRODUCTION_CYCLES = 1000;
    private static final double TEMPERATURE = 300;

    private HybridStudy() {}

    /**
     * One chain.
     *
     * @param estimate the free-energy difference with its 95 % interval, kT
     * @param exact the same by quadrature
     * @param ess raw effective sample size of the generator's draws, a fraction
     * @param acceptance share of jumps accepted
     * @param roundTrips of all walkers
     * @param plainCrossings how often walkers crossed in dynamics alone of the same cost
     */
    record Outcome(
            Estimate estimate, double exact, double ess, double acceptance, long roundTrips, long plainCrossings) {

        double z() {
            return (estimate.value() - exact) / ((estimate.high() - estimate.low()) / (2 * 1.96));
        }

        boolean holds() {
            return estimate.low() <= exact && exact <= estimate.high();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.3f [%.3f, %.3f], exact %.3f, z %.2f, ESS %.4f, acceptance %.3f, %d round trips, %d by dynamics",
                    estimate.value(),
                    estimate.low(),
                    estimate.high(),
                    exact,
                    z(),
                    ess,
                    acceptance,
                    roundTrips,
                    plainCrossings);
        }
    }

    /** The mass that makes kT/m = 1, so that the step counts in the potential's own units. */
    private static MetropolisedDynamics dynamics(TwoStateSystem system, long seed) {
        double mass = LangevinDynamics.GAS_CONSTANT * TEMPERATURE;
        double step = system instanceof DoubleWell ? 0.04 : 0.005;
        return new MetropolisedDynamics(
                new ParticleSystem(system, TEMPERATURE, new double[] {mass}),
                new Thermostat(TEMPERATURE, step, 2),
                1,
                NoiseKey.metropolis(seed));
    }

    static HybridSampler sampler(TwoStateSystem system, JumpProposal proposal, long seed) {
        return new HybridSampler(dynamics(system, seed), Ensemble.EVERYWHERE, proposal, SEGMENT_STEPS, seed);
    }

    /** All in the deeper basin of the double well, or in that of v < −0.6. */
    static double[] starts(TwoStateSystem system, int count) {
        double[] one = system instanceof DoubleWell ? new double[] {-1.8, 0} : new double[] {-0.5, 1.4};
        double[] all = new double[2 * count];
        Arrays.setAll(all, i -> one[i % 2]);
        return all;
    }

    /** Trained on nothing: a normal distribution far wider than the basins. */
    static BoltzmannGenerator bad(TwoStateSystem system, long seed) {
        return system instanceof DoubleWell
                ? PlaneGenerators.spline(seed, new double[] {0, 0}, 4.5)
                : PlaneGenerators.spline(seed, new double[] {0, 0.5}, 0.85);
    }

    static Outcome run(TwoStateSystem system, boolean good, long seed) {
        BoltzmannGenerator generator = good
                ? PlaneGenerators.spline(seed, system instanceof DoubleWell ? new double[2] : new double[] {0, 0.7}, 1)
                : bad(system, seed);
        FlowProposal proposal = new FlowProposal(generator, CanonicalForm.AS_IS);
        HybridSampler sampler = sampler(system, proposal, seed);
        HybridChain chain = sampler.start(WALKERS, starts(system, WALKERS));
        if (good) {
            adapt(system, sampler, chain, proposal, seed);
        } else {
            sampler.run(chain, ADAPTATION_ROUNDS * CYCLES_A_ROUND, now -> {});
        }
        double boundary = system.states().boundary();
        Crossings crossings = new Crossings(WALKERS, (x, offset) -> system.coordinate(x, offset) < boundary ? -1 : 1);
        StateTimes times = new StateTimes(WALKERS);
        sampler.run(chain, PRODUCTION_CYCLES, now -> {
            crossings.see(2, now.walkers().positions());
            for (int walker = 0; walker < WALKERS; walker++) {
                boolean above = system.coordinate(now.walkers().positions(), 2 * walker) > boundary;
                times.add(
                        walker,
                        above == system.states().aboveFirst(),
                        above != system.states().aboveFirst());
            }
        });
        return new Outcome(
                times.difference(seed, 500),
                system.answer().orElseThrow().freeEnergyDifference(),
                ess(system, proposal, seed),
                chain.jumpAcceptance(),
                crossings.roundTrips(),
                plainCrossings(system, seed));
    }

    private static void adapt(
            TwoStateSystem system, HybridSampler sampler, HybridChain chain, FlowProposal proposal, long seed) {
        try (WorkerPool workers = new WorkerPool(1)) {
            HistoryTraining training = new HistoryTraining(proposal, 256, 3e-3, seed, workers);
            training.add(SEEDS, seeds(system, seed));
            training.train(FIRST_STEPS);
            for (int round = 0; round < ADAPTATION_ROUNDS; round++) {
                sampler.run(chain, CYCLES_A_ROUND, training::see);
                training.train(STEPS_A_ROUND);
            }
            training.finish();
        }
    }

    /** Examples of both basins: draws of the wide generator, chosen by their weights. */
    private static double[] seeds(TwoStateSystem system, long seed) {
        int draws = 100_000;
        double[] x = new double[2 * draws];
        double[] logDensity = new double[draws];
        double[] energies = new double[draws];
        RandomStream random = new RandomStream(seed, Purpose.TEST, 8);
        new FlowProposal(bad(system, seed), CanonicalForm.AS_IS).draw(draws, x, logDensity, random);
        system.evaluate(draws, x, energies, null);
        Arrays.setAll(energies, i -> -energies[i] - logDensity[i]);
        ImportanceWeights weights = new ImportanceWeights(energies);
        double[] seeds = new double[2 * SEEDS];
        for (int count = 0; count < SEEDS; ) {
            int i = random.nextInt(draws);
            if (random.nextDouble() < weights.relative(i)) {
                System.arraycopy(x, 2 * i, seeds, 2 * count++, 2);
            }
        }
        return seeds;
    }

    private static double ess(TwoStateSystem system, FlowProposal proposal, long seed) {
        int draws = 20_000;
        double[] x = new double[2 * draws];
        double[] logDensity = new double[draws];
        double[] energies = new double[draws];
        proposal.draw(draws, x, logDensity, new RandomStream(seed, Purpose.TEST, 7));
        system.evaluate(draws, x, energies, null);
        Arrays.setAll(energies, i -> -energies[i] - logDensity[i]);
        return new ImportanceWeights(energies).essRaw();
    }

    private static long plainCrossings(TwoStateSystem system, long seed) {
        MetropolisedDynamics dynamics = dynamics(system, seed + 1000);
        var walkers = dynamics.start(WALKERS, starts(system, WALKERS), 0);
        long[] crossed = new long[1];
        boolean[] above = new boolean[WALKERS];
        Arrays.fill(
                above,
                system.coordinate(walkers.positions(), 0) > system.states().boundary());
        long steps = (long) (ADAPTATION_ROUNDS * CYCLES_A_ROUND + PRODUCTION_CYCLES) * (SEGMENT_STEPS + 1);
        dynamics.run(walkers, steps, SEGMENT_STEPS + 1, frame -> {
            for (int walker = 0; walker < WALKERS; walker++) {
                boolean now = system.coordinate(frame.positions(), 2 * walker)
                        > system.states().boundary();
                crossed[0] += now == above[walker] ? 0 : 1;
                above[walker] = now;
            }
        });
        return crossed[0];
    }

    /** Runs all forty chains and prints each with the summary. */
    public static void main(String[] arguments) {
        int held = 0;
        int count = 0;
        double sum = 0;
        for (TwoStateSystem system : List.of(new DoubleWell(1), new MuellerBrown(1))) {
            for (boolean good : new boolean[] {false, true}) {
                for (long seed = 1; seed <= 10; seed++) {
                    Outcome outcome = run(system, good, seed);
                    System.out.printf("%s, %s generator, seed %d: %s%n", system, good ? "good" : "bad", seed, outcome);
                    held += outcome.holds() ? 1 : 0;
                    sum += outcome.z();
                    count++;
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "%d of %d intervals hold the exact value, mean z %.3f%n", held, count, sum / count);
    }
}
