package org.openmmbg.plugin.pipeline;

import org.openmmbg.training.Checkpoint;

/** What a run has cost so far. It is saved with every checkpoint, so that the numbers survive a kill. */
final class RunState {
    private final long startNanos = System.nanoTime();
    private double earlierSeconds;
    long seedEvaluations;
    long mdSteps;
    long trainingEvaluations;
    long samplingEvaluations;
    long trainingFailures;
    long deadWalkers;

    /** Returns all energy evaluations, those of the seeds included. */
    long evaluations() {
        return seedEvaluations + trainingEvaluations + samplingEvaluations;
    }

    /** Returns the wall time of this process and of those it goes on from, s. */
    double wallSeconds() {
        return earlierSeconds + (System.nanoTime() - startNanos) * 1e-9;
    }

    void save(Checkpoint.Builder checkpoint) {
        checkpoint.put("cost.wall_s", Double.toString(wallSeconds()));
        checkpoint.put("cost.seed_evaluations", Long.toString(seedEvaluations));
        checkpoint.put("cost.md_steps", Long.toString(mdSteps));
        checkpoint.put("cost.training_evaluations", Long.toString(trainingEvaluations));
        checkpoint.put("cost.training_failures", Long.toString(trainingFailures));
        checkpoint.put("cost.dead_walkers", Long.toString(deadWalkers));
    }

    void load(Checkpoint checkpoint) {
        earlierSeconds = Double.parseDouble(checkpoint.text("cost.wall_s"));
        seedEvaluations = checkpoint.integer("cost.seed_evaluations");
        mdSteps = checkpoint.integer("cost.md_steps");
        trainingEvaluations = checkpoint.integer("cost.training_evaluations");
        trainingFailures = checkpoint.integer("cost.training_failures");
        deadWalkers = checkpoint.integer("cost.dead_walkers");
    }
}
