package org.openmmbg.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.Activation;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.random.RandomStream;

/** Residual blocks between two linear layers. */
final class ResidualNet extends Network {
    private final Activation activation;
    private final int width;
    private final LinearLayer first;
    private final List<Block> blocks = new ArrayList<>();
    private final LinearLayer last;

    /** h → h + outer(activation(inner(activation(h)))). */
    private record Block(LinearLayer inner, LinearLayer outer) {}

    ResidualNet(
            NetworkShape.Residual shape,
            ParameterSet parameters,
            String name,
            int inputs,
            int outputs,
            RandomStream random) {
        super(parameters.precision());
        activation = shape.activation();
        width = shape.width();
        int number = 0;
        first = new LinearLayer(parameters, name, number++, inputs, width).draw(random);
        for (int i = 0; i < shape.blocks(); i++) {
            LinearLayer inner = new LinearLayer(parameters, name, number++, width, width).draw(random);
            // A block starts by adding little: its last layer is zero.
            blocks.add(new Block(inner, new LinearLayer(parameters, name, number++, width, width)));
        }
        last = new LinearLayer(parameters, name, number, width, outputs);
    }

    @Override
    Memory newMemory(int capacity, Scratch scratch, int number) {
        return new ResidualMemory(capacity, scratch, number);
    }

    private final class ResidualMemory extends Memory {
        /** The trunk before each block and after the last, with its bias. */
        private final List<Matrix> trunk = new ArrayList<>();

        /** The activated trunk, the inner layer's result with its bias, and its activation, for each block. */
        private final List<Matrix> activated = new ArrayList<>();

        private final List<Matrix> inner = new ArrayList<>();
        private final List<Matrix> innerActivated = new ArrayList<>();
        private final Matrix trunkBar;
        private final Matrix activatedBar;
        private final Matrix innerBar;
        private final Matrix output;
        private final Matrix outputBar;

        ResidualMemory(int capacity, Scratch scratch, int number) {
            super(capacity, scratch);
            for (int i = 0; i < blocks.size(); i++) {
                trunk.add(kept(width));
                activated.add(kept(width));
                inner.add(kept(width));
                innerActivated.add(activation.keepsResultOnly() ? inner.get(i) : kept(width));
            }
            trunk.add(kept(width));
            trunkBar = lent("trunk", width);
            activatedBar = lent("activated", width);
            innerBar = lent("inner", width);
            output = kept(last.outputs());
            outputBar = lent("output " + number, last.outputs());
        }

        @Override
        void setCells(int cells) {
            for (List<Matrix> matrices : List.of(trunk, activated, inner, innerActivated)) {
                matrices.forEach(matrix -> matrix.reshape(width, cells));
            }
            trunkBar.reshape(width, cells);
            activatedBar.reshape(width, cells);
            innerBar.reshape(width, cells);
            output.reshape(last.outputs(), cells);
            outputBar.reshape(last.outputs(), cells);
        }

        @Override
        Matrix output() {
            return output;
        }

        @Override
        Matrix outputBar() {
            return outputBar;
        }

        @Override
        void forward(Matrix input) {
            first.forward(input, 0, trunk.get(0));
            Matrix bias = first.bias();
            for (int i = 0; i < blocks.size(); i++) {
                Block block = blocks.get(i);
                DenseMath.activate(activation, trunk.get(i), bias, activated.get(i));
                block.inner.forward(activated.get(i), 0, inner.get(i));
                DenseMath.activate(activation, inner.get(i), block.inner.bias(), innerActivated.get(i));
                trunk.get(i + 1).copyFrom(trunk.get(i));
                block.outer.forward(innerActivated.get(i), 1, trunk.get(i + 1));
                bias = block.outer.bias();
            }
            Matrix end = trunk.get(blocks.size());
            DenseMath.addBias(end, bias);
            last.forward(end, 0, output);
            DenseMath.addBias(output, last.bias());
        }

        @Override
        void backward(Matrix input, double beta, Matrix inputBar, @Nullable Gradients gradients) {
            last.backward(trunk.get(blocks.size()), outputBar, 0, trunkBar, gradients, ones);
            for (int i = blocks.size() - 1; i >= 0; i--) {
                Block block = blocks.get(i);
                block.outer.backward(innerActivated.get(i), trunkBar, 0, innerBar, gradients, ones);
                DenseMath.activateVjp(activation, inner.get(i), innerActivated.get(i), innerBar);
                block.inner.backward(activated.get(i), innerBar, 0, activatedBar, gradients, ones);
                DenseMath.activateVjp(activation, trunk.get(i), activated.get(i), activatedBar);
                DenseMath.add(activatedBar, trunkBar);
            }
            first.backward(input, trunkBar, beta, inputBar, gradients, ones);
        }
    }
}
