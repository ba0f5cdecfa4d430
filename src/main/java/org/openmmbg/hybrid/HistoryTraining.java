package org.openmmbg.hybrid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.training.Adam;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.LikelihoodTrainer;
import org.openmmbg.training.WorkerPool;

/**
 * Trains a chain's generator on the chain's own history, and on seeds. A chain whose proposal depends on its past has not the target's
 * distribution, so training ends, by {@link #finish}, before results are taken.
 */
public final class HistoryTraining {
    private static final int SHARD_ROWS = 128;

    private final FlowProposal proposal;
    private final Adam optimiser;
    private final LikelihoodTrainer trainer;
    private final int batch;
    private final double learningRate;
    private final long seed;
    private final int dimension;
    private final List<double[]> history = new ArrayList<>();
    private long step;
    private boolean finished;

    /**
     * Makes a training.
     *
     * @param proposal whose flow is trained; its parameters are modified
     * @param batch examples a step
     * @param learningRate of each step
     * @param seed chooses examples
     * @param workers run the shards
     */
    public HistoryTraining(FlowProposal proposal, int batch, double learningRate, long seed, WorkerPool workers) {
        this.proposal = proposal;
        this.batch = batch;
        this.learningRate = learningRate;
        this.seed = seed;
        dimension = proposal.generator().flow().dimension();
        optimiser = new Adam(proposal.generator().flow().parameters(), 0);
        trainer = new LikelihoodTrainer(proposal.generator().flow(), optimiser, SHARD_ROWS, workers);
    }

    /** Adds the walkers' configurations to the history, those that the generator can reach. */
    public void see(HybridChain chain) {
        add(chain.walkers().count(), chain.walkers().positions());
    }

    /**
     * Adds configurations to the history, those that the generator can reach: seeds of every basin, without which the
     * generator forgets the basins that the chain has not seen yet.
     *
     * @param count number of configurations
     * @param positions [count, dimension]. Not modified.
     */
    public void add(int count, double[] positions) {
        double[] rows = proposal.coordinates(count, positions);
        for (int row = 0; row < count; row++) {
            if (proposal.reaches(rows, row)) {
                history.add(Arrays.copyOfRange(rows, row * dimension, (row + 1) * dimension));
            }
        }
    }

    /** Returns the number of configurations in the history. */
    public int size() {
        return history.size();
    }

    /**
     * Takes steps of maximum likelihood on the whole history.
     *
     * @return the mean of −log q over the last batch, before its step
     * @throws IllegalStateException if training has ended, or the history is empty
     */
    public double train(int steps) {
        if (finished || history.isEmpty()) {
            throw new IllegalStateException(finished ? "training has ended" : "the history is empty");
        }
        double loss = Double.NaN;
        double[] examples = new double[batch * dimension];
        for (int i = 0; i < steps; i++) {
            RandomStream random = new RandomStream(seed, Purpose.HYBRID_HISTORY, step);
            for (int row = 0; row < batch; row++) {
                double[] chosen = history.get(random.nextInt(history.size()));
                System.arraycopy(chosen, 0, examples, row * dimension, dimension);
            }
            loss = trainer.step(batch, examples, learningRate);
            step++;
        }
        return loss;
    }

    /** Ends training for good: from now on the generator does not change. */
    public void finish() {
        finished = true;
        history.clear();
    }

    /** Adds the whole state to a checkpoint, the generator's parameters included. */
    public void save(Checkpoint.Builder checkpoint) {
        optimiser.save(checkpoint);
        double[] rows = new double[history.size() * dimension];
        for (int i = 0; i < history.size(); i++) {
            System.arraycopy(history.get(i), 0, rows, i * dimension, dimension);
        }
        checkpoint.add("history.rows", rows, history.size(), dimension);
        checkpoint.put("history.step", Long.toString(step));
        checkpoint.put("history.finished", finished ? "1" : "0");
    }

    /**
     * Takes the whole state back.
     *
     * @throws org.openmmbg.training.CheckpointException if the checkpoint is of another network
     */
    public void load(Checkpoint checkpoint) {
        optimiser.load(checkpoint);
        history.clear();
        double[] rows = checkpoint.array("history.rows");
        for (int at = 0; at < rows.length; at += dimension) {
            history.add(Arrays.copyOfRange(rows, at, at + dimension));
        }
        step = checkpoint.integer("history.step");
        finished = checkpoint.integer("history.finished") == 1;
    }
}
