package org.openmmbg.plugin.pipeline;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.sampling.AdaptiveExploration;
import org.openmmbg.sampling.AdaptiveExploration.Walkers;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.ExampleSet;

/** The walkers of a run that explores from one configuration, between its training steps. */
final class Exploration {
    private static final String NAME = "exploration";

    private final RunConfig.Exploration settings;
    private final TwoStateSystem system;
    private final BoltzmannGenerator generator;
    private final long seed;
    private final String start;
    private AdaptiveExploration exploration;
    private double acceptance = Double.NaN;

    /**
     * Puts the walkers at the start.
     *
     * @param system energies at the generator's temperature, and the coordinate of the states
     * @param generator is trained between the rounds
     * @param from where they begin. Not modified.
     * @param start the state that this belongs to
     */
    Exploration(
            RunConfig.Exploration settings,
            TwoStateSystem system,
            BoltzmannGenerator generator,
            double[] from,
            String start,
            long seed) {
        this.settings = settings;
        this.system = system;
        this.generator = generator;
        this.seed = seed;
        this.start = start;
        double[] energy = new double[1];
        system.evaluate(1, from, energy, null);
        exploration = of(Walkers.at(from, energy[0], settings.walkers(), settings.length()));
    }

    private AdaptiveExploration of(Walkers walkers) {
        return new AdaptiveExploration(generator, system, walkers, settings.batch(), settings.acceptance(), seed);
    }

    /**
     * Returns the walkers as examples.
     *
     * @param withTarget whether the target's densities are wanted, which takes an evaluation of each
     */
    ExampleSet examples(boolean withTarget) {
        int count = exploration.walkers().count();
        int n = generator.flow().dimension();
        double[] q = new double[count * n];
        generator.coordinates().toInternal(0, count, exploration.walkers().positions(), q, null);
        ExampleSet examples = new ExampleSet(n, count, q, null, null);
        if (!withTarget) {
            return examples;
        }
        double[] logTarget = new double[count];
        system.evaluate(count, exploration.walkers().positions(), logTarget, null);
        Arrays.setAll(logTarget, i -> -logTarget[i]);
        return examples.withLogTarget(logTarget);
    }

    /**
     * Does a round of moves.
     *
     * @return the number of energies evaluated
     */
    int advance() {
        acceptance = exploration.advance();
        return settings.batch();
    }

    /** Returns the share of the walkers that have left the state they began in. */
    private double beyond() {
        Walkers walkers = exploration.walkers();
        int beyond = 0;
        for (int i = 0; i < walkers.count(); i++) {
            double value = system.coordinate(walkers.positions(), i * system.dimension());
            beyond += system.states().holds(start, value) ? 0 : 1;
        }
        return (double) beyond / walkers.count();
    }

    /** Adds what the last round saw to a line of metrics. */
    void addTo(Map<String, Object> line) {
        line.put("acceptance", acceptance);
        line.put("move_length", exploration.walkers().length());
        line.put("beyond", beyond());
    }

    /** Returns what the last round saw in a few words. */
    String note() {
        return String.format(Locale.ROOT, "accepted %.2f, beyond %s: %.3f", acceptance, start, beyond());
    }

    void save(Checkpoint.Builder checkpoint) {
        Walkers walkers = exploration.walkers();
        checkpoint.add(NAME + ".positions", walkers.positions(), walkers.count(), system.dimension());
        checkpoint.add(NAME + ".energies", walkers.energies(), walkers.count());
        checkpoint.add(NAME + ".length", new double[] {walkers.length()}, 1);
        checkpoint.put(NAME + ".round", Long.toString(walkers.round()));
        checkpoint.put(NAME + ".accepted", Long.toString(walkers.accepted()));
    }

    void load(Checkpoint checkpoint) {
        exploration = of(new Walkers(
                checkpoint.array(NAME + ".positions"),
                checkpoint.array(NAME + ".energies"),
                checkpoint.array(NAME + ".length")[0],
                checkpoint.integer(NAME + ".round"),
                checkpoint.integer(NAME + ".accepted")));
    }
}
