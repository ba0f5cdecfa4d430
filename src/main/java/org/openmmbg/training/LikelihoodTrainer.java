package org.openmmbg.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Tape;

/**
 * Trains a flow by maximum likelihood on samples of the caller's: minimises the mean of −log q(x). A batch is cut into
 * shards of a fixed size, so that results do not depend on the number of threads.
 */
public final class LikelihoodTrainer {
    private final Flow flow;
    private final Adam optimiser;
    private final WorkerPool workers;
    private final int shardRows;
    private final GradientSum sum;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Gradients> gradients = new ArrayList<>();

    /**
     * Makes a trainer.
     *
     * @param flow what is trained; its parameters are modified
     * @param optimiser takes the steps
     * @param shardRows most rows of a shard, at least 1; part of what results depend on
     * @param workers run the shards
     */
    public LikelihoodTrainer(Flow flow, Adam optimiser, int shardRows, WorkerPool workers) {
        this.flow = flow;
        this.optimiser = optimiser;
        this.shardRows = shardRows;
        this.workers = workers;
        this.sum = new GradientSum(flow.parameters());
    }

    /**
     * Takes one step.
     *
     * @param rows number of samples, at least 1
     * @param x samples, [rows, dimension]. Not modified.
     * @param learningRate of the step
     * @return the mean of −log q(x) before the step
     */
    public double step(int rows, double[] x, double learningRate) {
        int count = (rows + shardRows - 1) / shardRows;
        while (shards.size() < count) {
            shards.add(new Shard());
        }
        workers.run(count, shard -> shards.get(shard).run(x, shard * shardRows, rows));
        gradients.clear();
        for (int i = 0; i < count; i++) {
            gradients.add(shards.get(i).back.gradients());
        }
        double norm = sum.take(gradients, workers);
        double loss = 0;
        for (int i = 0; i < count; i++) {
            loss += shards.get(i).loss;
        }
        if (Double.isFinite(norm)) {
            optimiser.step(gradients.get(0), 1, learningRate, workers);
        }
        return loss / rows;
    }

    private final class Shard {
        final int n = flow.dimension();
        final Tape tape = flow.newTape(shardRows);
        final double[] x = new double[shardRows * n];
        final double[] z = new double[shardRows * n];
        final double[] logDensity = new double[shardRows];
        final double[] coefficients = new double[shardRows];
        final FlowShard back = new FlowShard(flow, tape, z, shardRows);
        double loss;

        void run(double[] batch, int first, int batchRows) {
            int rows = Math.min(shardRows, batchRows - first);
            System.arraycopy(batch, first * n, x, 0, rows * n);
            flow.logDensity(tape, rows, x, z, logDensity);
            loss = 0;
            for (int row = 0; row < rows; row++) {
                loss -= logDensity[row];
            }
            Arrays.fill(coefficients, 0, rows, -1.0 / batchRows);
            back.gradients().clear();
            back.pullScore(rows, coefficients, 0);
        }
    }
}
