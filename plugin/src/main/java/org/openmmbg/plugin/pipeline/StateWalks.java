package org.openmmbg.plugin.pipeline;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.openmmbg.coordinates.IdenticalParticles;
import org.openmmbg.estimate.Autocorrelation;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.potential.StatePair;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.sampling.MetropolisWalk;
import org.openmmbg.systems.AnalyticSystem;

/**
 * Metropolis walks confined to each state of a system without molecules: equilibrium samples of the states, which know nothing of
 * the generator and are not trained on.
 */
final class StateWalks {
    /** Configurations kept of a walk. */
    private static final int FRAMES = 10_000;

    /** A walk begins its frames after this share of its steps. */
    private static final double BURN_IN = 0.1;

    /** Numbers of walks that make seeds are below. */
    private static final long FIRST_WALK = 1L << 32;

    private final AnalyticSystem system;
    private final RunConfig.Walks settings;
    private final long seed;

    StateWalks(AnalyticSystem system, RunConfig.Walks settings, long seed) {
        this.system = system;
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * Walks in each state and weighs independent configurations of each walk as if the generator had drawn them.
     *
     * @param generator of the walks' temperature
     * @param ensemble number of the temperature
     * @param temperature of the walks
     * @param state counts the evaluations. Modified.
     * @return log-weights by the formula of draws, by the name of the state
     */
    Map<String, double[]> logWeights(
            BoltzmannGenerator generator, int ensemble, double temperature, Target target, RunState state) {
        TwoStateSystem potential = system.potential(temperature);
        StatePair states = potential.states();
        Map<String, double[]> logWeights = new LinkedHashMap<>();
        int number = 0;
        for (String name : states.names()) {
            long walk = FIRST_WALK + 2L * ensemble + number++;
            if (system.state() == null || system.state().equals(name)) {
                logWeights.put(name, weigh(walk(potential, name, walk, state), generator, potential, target, state));
            }
        }
        return logWeights;
    }

    private SeedSet walk(TwoStateSystem potential, String name, long number, RunState state) {
        StatePair states = potential.states();
        Predicate<double[]> leaves = position -> !states.holds(name, potential.coordinate(position, 0));
        MetropolisWalk walk = new MetropolisWalk(potential, settings.deviation(), system.start(name), seed, number);
        int n = potential.dimension();
        int interval = Math.max(1, settings.stateSteps() / FRAMES);
        int frames = settings.stateSteps() / interval;
        double[] positions = new double[Math.multiplyExact(frames, n)];
        IdenticalParticles particles = system.identicalParticles();
        go(walk, (long) (BURN_IN * settings.stateSteps()), leaves);
        for (int frame = 0; frame < frames; frame++) {
            go(walk, interval, leaves);
            System.arraycopy(walk.position(), 0, positions, frame * n, n);
            if (particles != null) {
                particles.relabel(positions, frame * n);
            }
        }
        state.samplingEvaluations += walk.evaluations();
        return new SeedSet(frames, positions, null);
    }

    /** Goes on by a number of steps; a step that would leave the state is refused. */
    private static void go(MetropolisWalk walk, long steps, Predicate<double[]> leaves) {
        long end = walk.steps() + steps;
        while (walk.steps() < end) {
            walk.run(end - walk.steps(), leaves);
        }
    }

    private static double[] weigh(
            SeedSet frames, BoltzmannGenerator generator, TwoStateSystem potential, Target target, RunState state) {
        GeneratorFactory factory = target.factory(frames);
        double[] logWeights = factory.logWeights(generator, factory.energies(potential));
        state.samplingEvaluations += frames.count();
        int n = frames.width();
        double[] coordinate = new double[frames.count()];
        Arrays.setAll(coordinate, i -> potential.coordinate(frames.positions(), i * n));
        double inefficiency =
                Math.max(Autocorrelation.inefficiency(coordinate), Autocorrelation.inefficiency(influence(logWeights)));
        return Arrays.stream(Autocorrelation.subsample(frames.count(), inefficiency))
                .mapToDouble(i -> logWeights[i])
                .filter(weight -> weight != Double.NEGATIVE_INFINITY)
                .toArray();
    }

    /**
     * Returns how much each sample says of the free energy, up to factors: a function of the shape of that which the acceptance
     * ratio averages. Log-weights themselves will not do: where the generator goes astray they are so large that all slow
     * changes drown.
     */
    private static double[] influence(double[] logWeights) {
        double[] sorted = Arrays.stream(logWeights)
                .filter(weight -> !Double.isNaN(weight))
                .sorted()
                .toArray();
        double middle = sorted.length == 0 ? 0 : sorted[sorted.length / 2];
        return Arrays.stream(logWeights)
                .map(weight -> Double.isNaN(weight) ? 0 : 1 / (1 + Math.exp(middle - weight)))
                .toArray();
    }
}
