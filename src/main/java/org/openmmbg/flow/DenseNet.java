package org.openmmbg.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Gemm;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.random.RandomStream;

/**
 * A fully connected network with smooth activations. Its last layer starts at zero, so that the bijector it conditions
 * starts as the identity.
 */
final class DenseNet {
    private final List<Parameter> weights = new ArrayList<>();
    private final List<Parameter> biases = new ArrayList<>();
    private final int inputs;
    private final int outputs;

    /**
     * Adds a network's parameters to a set.
     *
     * @param name prefix of the parameters' names
     * @param inputs number of inputs
     * @param hidden widths of the hidden layers, not empty
     * @param outputs number of outputs
     */
    DenseNet(ParameterSet parameters, String name, int inputs, List<Integer> hidden, int outputs, RandomStream random) {
        this.inputs = inputs;
        this.outputs = outputs;
        int width = inputs;
        for (int layer = 0; layer <= hidden.size(); layer++) {
            boolean last = layer == hidden.size();
            int next = last ? outputs : hidden.get(layer);
            Parameter weight = parameters.add(name + ".weight" + layer, width, next);
            if (!last) {
                // He et al. 2015: the variance that keeps the scale of activations that halve their input.
                double scale = Math.sqrt(2.0 / width);
                for (int i = 0; i < weight.value().size(); i++) {
                    weight.value().set(i, scale * random.nextGaussian());
                }
            }
            weights.add(weight);
            biases.add(parameters.add(name + ".bias" + layer, 1, next));
            width = next;
        }
    }

    Memory newMemory(int capacity) {
        return new Memory(capacity);
    }

    /** The activations of one pass, and the cotangents of the way back. */
    final class Memory {
        final Matrix input;
        final Matrix output;
        final Matrix outputBar;
        final Matrix inputBar;
        private final List<Matrix> before = new ArrayList<>();
        private final List<Matrix> after = new ArrayList<>();
        private final List<Matrix> bars = new ArrayList<>();

        private Memory(int capacity) {
            input = matrix(capacity, inputs);
            inputBar = matrix(capacity, inputs);
            output = matrix(capacity, outputs);
            outputBar = matrix(capacity, outputs);
            for (int layer = 0; layer < weights.size() - 1; layer++) {
                int width = weights.get(layer).value().columns();
                before.add(matrix(capacity, width));
                after.add(matrix(capacity, width));
                bars.add(matrix(capacity, width));
            }
        }

        private Matrix matrix(int capacity, int columns) {
            return new Matrix(weights.get(0).value().precision(), capacity, columns);
        }

        void setRows(int rows) {
            input.setRows(rows);
            inputBar.setRows(rows);
            output.setRows(rows);
            outputBar.setRows(rows);
            for (int layer = 0; layer < before.size(); layer++) {
                before.get(layer).setRows(rows);
                after.get(layer).setRows(rows);
                bars.get(layer).setRows(rows);
            }
        }

        /** Computes {@code output} from {@code input}. */
        void forward() {
            Matrix in = input;
            int last = weights.size() - 1;
            for (int layer = 0; layer <= last; layer++) {
                Matrix out = layer == last ? output : before.get(layer);
                Gemm.multiply(in, weights.get(layer).value(), 0, out);
                DenseMath.addBias(out, biases.get(layer).value());
                if (layer < last) {
                    DenseMath.activate(out, after.get(layer));
                    in = after.get(layer);
                }
            }
        }

        /** Computes {@code inputBar} from {@code outputBar}, and adds to the gradients if there are any. */
        void backward(@Nullable Gradients gradients) {
            Matrix bar = outputBar;
            for (int layer = weights.size() - 1; layer >= 0; layer--) {
                Matrix in = layer == 0 ? input : after.get(layer - 1);
                Matrix inBar = layer == 0 ? inputBar : bars.get(layer - 1);
                if (gradients != null) {
                    Gemm.transposedMultiply(in, bar, 1, gradients.of(weights.get(layer)));
                    DenseMath.addRowSum(bar, gradients.of(biases.get(layer)));
                }
                Gemm.multiplyTransposed(bar, weights.get(layer).value(), 0, inBar);
                if (layer > 0) {
                    DenseMath.activateVjp(before.get(layer - 1), inBar);
                }
                bar = inBar;
            }
        }
    }
}
