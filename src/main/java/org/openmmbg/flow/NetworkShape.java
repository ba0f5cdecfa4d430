package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.Activation;

/** The shape of the network that conditions a coupling. */
public sealed interface NetworkShape {

    /** The function between its layers. */
    Activation activation();

    /** Returns dense layers with the default activation. */
    static NetworkShape dense(List<Integer> hidden) {
        return new Dense(hidden, Activation.ALGEBRAIC_SILU);
    }

    /**
     * Fully connected layers.
     *
     * @param hidden widths of the hidden layers, not empty
     * @param activation after each hidden layer
     */
    record Dense(List<Integer> hidden, Activation activation) implements NetworkShape {
        public Dense {
            hidden = List.copyOf(hidden);
            if (hidden.isEmpty()) {
                throw new IllegalArgumentException("a network needs a hidden layer");
            }
        }
    }

    /**
     * A linear layer, residual blocks, each adding two layers with the activation before each (He et al. 2016, arXiv
     * 1603.05027), and a linear layer.
     *
     * @param width of all hidden layers
     * @param blocks number of residual blocks, at least 1
     * @param activation before each layer of a block
     */
    record Residual(int width, int blocks, Activation activation) implements NetworkShape {
        public Residual {
            if (width < 1 || blocks < 1) {
                throw new IllegalArgumentException(
                        "a residual network of width " + width + " with " + blocks + " blocks: both are at least 1");
            }
        }
    }
}
