package org.openmmbg.plugin.pipeline;

import java.util.Arrays;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.training.Checkpoint;

/** Walkers in checkpoints. */
public final class WalkerStore {
    private WalkerStore() {}

    /** Adds walkers to a checkpoint under a name. */
    public static void save(Checkpoint.Builder checkpoint, String name, Walkers walkers) {
        int count = walkers.count();
        checkpoint.add(name + ".positions", walkers.positions(), count, walkers.dimension());
        checkpoint.add(name + ".velocities", walkers.velocities(), count, walkers.dimension());
        checkpoint.add(name + ".gradients", walkers.gradients(), count, walkers.dimension());
        checkpoint.add(name + ".energies", walkers.energies(), count);
        counts(checkpoint, name + ".death_steps", walkers.deathSteps());
        counts(checkpoint, name + ".proposals", walkers.proposals());
        counts(checkpoint, name + ".acceptances", walkers.acceptances());
        checkpoint.put(name + ".first_number", Long.toString(walkers.firstNumber()));
        checkpoint.put(name + ".step", Long.toString(walkers.step()));
        checkpoint.put(name + ".evaluations", Long.toString(walkers.evaluations()));
        checkpoint.put(name + ".walker_steps", Long.toString(walkers.walkerSteps()));
    }

    /**
     * Takes walkers back.
     *
     * @throws org.openmmbg.training.CheckpointException if there are none of this name
     */
    public static Walkers load(Checkpoint checkpoint, String name) {
        double[] energies = checkpoint.array(name + ".energies");
        return new Walkers(
                energies.length,
                checkpoint.integer(name + ".first_number"),
                checkpoint.array(name + ".positions"),
                checkpoint.array(name + ".velocities"),
                energies,
                checkpoint.array(name + ".gradients"),
                counts(checkpoint, name + ".death_steps"),
                checkpoint.integer(name + ".step"),
                checkpoint.integer(name + ".evaluations"),
                checkpoint.integer(name + ".walker_steps"),
                counts(checkpoint, name + ".proposals"),
                counts(checkpoint, name + ".acceptances"));
    }

    /** Adds counts to a checkpoint under a name. */
    public static void counts(Checkpoint.Builder checkpoint, String name, long[] values) {
        checkpoint.add(name, Arrays.stream(values).asDoubleStream().toArray(), values.length);
    }

    /** Takes counts back. */
    public static long[] counts(Checkpoint checkpoint, String name) {
        return Arrays.stream(checkpoint.array(name)).mapToLong(Math::round).toArray();
    }
}
