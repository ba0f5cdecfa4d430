package org.openmmbg.training;

import java.util.List;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.kernel.Matrix;

/** The sum of the gradients of a batch's shards, taken in the order of the shards: the same whatever the threads. */
final class GradientSum {
    private final double[] squaredNorms;
    private final double[][] parts;

    GradientSum(ParameterSet parameters) {
        squaredNorms = new double[parameters.all().size()];
        parts = new double[squaredNorms.length][Matrix.LANES];
    }

    /**
     * Adds all other gradients to the first.
     *
     * @param shards their gradients, not empty. The first is modified.
     * @param workers share the parameters between them
     * @return the Euclidean norm of the sum; NaN if any element is
     */
    double take(List<Gradients> shards, WorkerPool workers) {
        Gradients total = shards.get(0);
        workers.run(squaredNorms.length, index -> {
            for (int shard = 1; shard < shards.size(); shard++) {
                total.add(index, shards.get(shard));
            }
            squaredNorms[index] = total.squaredNorm(index, parts[index]);
        });
        double sum = 0;
        for (double square : squaredNorms) {
            sum += square;
        }
        return Math.sqrt(sum);
    }
}
