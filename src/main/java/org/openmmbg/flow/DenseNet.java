package org.openmmbg.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.Activation;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.random.RandomStream;

/** Fully connected layers. */
final class DenseNet extends Network {
    private final Activation activation;
    private final List<LinearLayer> layers = new ArrayList<>();

    DenseNet(
            NetworkShape.Dense shape,
            ParameterSet parameters,
            String name,
            int inputs,
            int outputs,
            RandomStream random) {
        super(parameters.precision());
        activation = shape.activation();
        int width = inputs;
        for (int next : shape.hidden()) {
            layers.add(new LinearLayer(parameters, name, layers.size(), width, next).draw(random));
            width = next;
        }
        layers.add(new LinearLayer(parameters, name, layers.size(), width, outputs));
    }

    @Override
    Memory newMemory(int capacity, Scratch scratch, int number) {
        return new DenseMemory(capacity, scratch, number);
    }

    private final class DenseMemory extends Memory {
        /** Results of the layers, their bias added; what {@code after} holds, where the activation does not need them. */
        private final List<Matrix> before = new ArrayList<>();

        private final List<Matrix> after = new ArrayList<>();
        private final List<Matrix> bars = new ArrayList<>();
        private final int last = layers.size() - 1;

        DenseMemory(int capacity, Scratch scratch, int number) {
            super(capacity, scratch);
            for (int i = 0; i <= last; i++) {
                int width = layers.get(i).outputs();
                before.add(kept(width));
                // A layer's cotangent is computed from the next one's alone.
                bars.add(lent(i == last ? "output " + number : "hidden " + i % 2, width));
                if (i < last) {
                    after.add(activation.keepsResultOnly() ? before.get(i) : kept(width));
                }
            }
        }

        @Override
        void setCells(int cells) {
            for (int i = 0; i <= last; i++) {
                int width = layers.get(i).outputs();
                before.get(i).reshape(width, cells);
                bars.get(i).reshape(width, cells);
                if (i < last) {
                    after.get(i).reshape(width, cells);
                }
            }
        }

        @Override
        Matrix output() {
            return before.get(last);
        }

        @Override
        Matrix outputBar() {
            return bars.get(last);
        }

        @Override
        void forward(Matrix input) {
            Matrix in = input;
            for (int i = 0; i < last; i++) {
                layers.get(i).forward(in, 0, before.get(i));
                DenseMath.activate(activation, before.get(i), layers.get(i).bias(), after.get(i));
                in = after.get(i);
            }
            layers.get(last).forward(in, 0, output());
            DenseMath.addBias(output(), layers.get(last).bias());
        }

        @Override
        void backward(Matrix input, double beta, Matrix inputBar, @Nullable Gradients gradients) {
            for (int i = last; i > 0; i--) {
                layers.get(i).backward(after.get(i - 1), bars.get(i), 0, bars.get(i - 1), gradients, ones);
                DenseMath.activateVjp(activation, before.get(i - 1), after.get(i - 1), bars.get(i - 1));
            }
            layers.get(0).backward(input, bars.get(0), beta, inputBar, gradients, ones);
        }
    }
}
