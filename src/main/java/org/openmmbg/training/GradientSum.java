package org.openmmbg.training;

import java.util.List;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.ParameterSet;

/** The sum of the gradients of a batch's shards, taken in the order of the shards: the same whatever the threads. */
final class GradientSum {
    private final Gradients total;
    private final double[] squaredNorms;

    GradientSum(ParameterSet parameters) {
        total = new Gradients(parameters);
        squaredNorms = new double[total.size()];
    }

    /** Returns the sum of the last {@link #take}. */
    Gradients total() {
        return total;
    }

    /**
     * Sums.
     *
     * @param shards their gradients, not empty. Not modified.
     * @param workers share the parameters between them
     * @return the Euclidean norm of the sum; NaN if any element is
     */
    double take(List<Gradients> shards, WorkerPool workers) {
        workers.run(total.size(), index -> {
            total.copy(index, shards.get(0));
            for (int shard = 1; shard < shards.size(); shard++) {
                total.add(index, shards.get(shard));
            }
            squaredNorms[index] = total.squaredNorm(index);
        });
        double sum = 0;
        for (double square : squaredNorms) {
            sum += square;
        }
        return Math.sqrt(sum);
    }
}
