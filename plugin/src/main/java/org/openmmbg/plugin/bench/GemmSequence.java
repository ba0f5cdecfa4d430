package org.openmmbg.plugin.bench;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Parameter;
import org.openmmbg.kernel.Gemm;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;
import org.openmmbg.training.WorkerPool;

/**
 * The bare matrix products of a flow's passes: the shapes, the shards and the threads are the flow's own, and nothing else
 * is done. No implementation of the flow on these products can be faster.
 */
final class GemmSequence {
    private final int shardRows;
    private final WorkerPool workers;
    private final List<Matrix> weights;
    private final List<Shard> shards = new ArrayList<>();

    GemmSequence(Flow flow, int batch, int shardRows, WorkerPool workers) {
        this.shardRows = shardRows;
        this.workers = workers;
        // Biases, of one row, are no factors of a product.
        weights = flow.parameters().all().stream()
                .map(Parameter::value)
                .filter(value -> value.rows() > 1)
                .map(value -> filled(value.rows(), value.columns()))
                .toList();
        for (int first = 0; first < batch; first += shardRows) {
            shards.add(new Shard());
        }
    }

    private static Matrix filled(int rows, int columns) {
        Matrix matrix = new Matrix(Precision.FLOAT32, rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.set(i, Math.cos(i));
        }
        return matrix;
    }

    /** Floating-point operations of one sample's pass through all weights. */
    double operations() {
        return weights.stream().mapToDouble(weight -> 2.0 * weight.size()).sum();
    }

    /** The products of a pass. */
    void forward() {
        workers.run(shards.size(), index -> shards.get(index).forward());
    }

    /** The products of a pass and of the way back with the weights' gradients. */
    void training() {
        workers.run(shards.size(), index -> {
            shards.get(index).forward();
            shards.get(index).backward();
        });
    }

    /** The products of a step by energies: a pass, the generator's score, and the way back with the weights' gradients. */
    void energyStep() {
        workers.run(shards.size(), index -> {
            shards.get(index).forward();
            shards.get(index).score();
            shards.get(index).backward();
        });
    }

    private final class Shard {
        private final List<Matrix> in = new ArrayList<>();
        private final List<Matrix> out = new ArrayList<>();
        private final List<Matrix> gradients = new ArrayList<>();

        Shard() {
            for (Matrix weight : weights) {
                in.add(filled(weight.columns(), shardRows));
                out.add(filled(weight.rows(), shardRows));
                gradients.add(filled(weight.rows(), weight.columns()));
            }
        }

        void forward() {
            for (int i = 0; i < weights.size(); i++) {
                Gemm.multiply(weights.get(i), in.get(i), 0, out.get(i));
            }
        }

        void score() {
            for (int i = weights.size() - 1; i >= 0; i--) {
                Gemm.transposedMultiply(weights.get(i), out.get(i), 0, in.get(i));
            }
        }

        void backward() {
            for (int i = weights.size() - 1; i >= 0; i--) {
                Gemm.multiplyTransposed(out.get(i), in.get(i), 0, gradients.get(i));
                Gemm.transposedMultiply(weights.get(i), out.get(i), 0, in.get(i));
            }
        }
    }
}
