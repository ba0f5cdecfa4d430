package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.training.Checkpoint;

/** What a run has cost so far. It is saved with every checkpoint, so that the numbers survive a kill. */
final class RunState {
    /** In checkpoints: what must stay the same. */
    static final String IDENTITY = "identity";

    private static final String TROUBLE = "training.trouble";

    private final long startNanos = System.nanoTime();
    private final String identity;
    private double earlierSeconds;
    long seedEvaluations;
    long mdSteps;
    long trainingEvaluations;
    long samplingEvaluations;
    long trainingFailures;
    long unusableGradients;
    long deadWalkers;
    long seedFailures;

    /** What went wrong in training and was mended, one line each. */
    final List<String> trainingTrouble = new ArrayList<>();

    /**
     * @param identity what must stay the same when a run is resumed
     */
    RunState(String identity) {
        this.identity = identity;
    }

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
        checkpoint.put("cost.unusable_gradients", Long.toString(unusableGradients));
        checkpoint.put("cost.dead_walkers", Long.toString(deadWalkers));
        checkpoint.put("cost.seed_failures", Long.toString(seedFailures));
        checkpoint.put(TROUBLE, String.join("\n", trainingTrouble));
        checkpoint.put(IDENTITY, identity);
    }

    /**
     * Takes the costs back.
     *
     * @throws UsageException if the checkpoint is of another System or OpenMM, whose numbers would be mixed
     */
    void load(Checkpoint checkpoint) {
        if (!checkpoint.text(IDENTITY).equals(identity)) {
            throw new UsageException("this run began with " + checkpoint.text(IDENTITY) + "; now there is " + identity
                    + ": go on with the same, or start anew");
        }
        earlierSeconds = Double.parseDouble(checkpoint.text("cost.wall_s"));
        seedEvaluations = checkpoint.integer("cost.seed_evaluations");
        mdSteps = checkpoint.integer("cost.md_steps");
        trainingEvaluations = checkpoint.integer("cost.training_evaluations");
        trainingFailures = checkpoint.integer("cost.training_failures");
        unusableGradients = checkpoint.integer("cost.unusable_gradients");
        deadWalkers = checkpoint.integer("cost.dead_walkers");
        seedFailures = checkpoint.integer("cost.seed_failures");
        if (checkpoint.has(TROUBLE)) {
            checkpoint.text(TROUBLE).lines().forEach(trainingTrouble::add);
        }
    }
}
