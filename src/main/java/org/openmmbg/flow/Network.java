package org.openmmbg.flow;

import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.RandomStream;

/**
 * A network that conditions a coupling. It holds its batch transposed: a row for every feature, a column for every cell,
 * as many cells as there are samples, filled up to whole vectors. Its last layer starts at zero, so that the coupling
 * starts as the identity.
 */
abstract sealed class Network permits DenseNet, ResidualNet {
    private final Precision precision;

    Network(Precision precision) {
        this.precision = precision;
    }

    /**
     * Adds a network's parameters to a set.
     *
     * @param name prefix of the parameters' names
     * @param inputs number of inputs
     * @param outputs number of outputs
     * @param random draws the initial weights
     */
    static Network create(
            NetworkShape shape, ParameterSet parameters, String name, int inputs, int outputs, RandomStream random) {
        if (shape instanceof NetworkShape.Residual residual) {
            return new ResidualNet(residual, parameters, name, inputs, outputs, random);
        }
        return new DenseNet((NetworkShape.Dense) shape, parameters, name, inputs, outputs, random);
    }

    /**
     * Makes memory for one thread.
     *
     * @param capacity a multiple of {@link Matrix#LANES}
     * @param scratch lends what holds nothing between calls
     * @param number of the network among those whose output cotangents are needed at once, from 0
     */
    abstract Memory newMemory(int capacity, Scratch scratch, int number);

    /** The activations of one pass, and the cotangents of the way back. */
    abstract class Memory {
        final Matrix ones;
        private final Scratch scratch;
        private final int capacity;

        Memory(int capacity, Scratch scratch) {
            this.scratch = scratch;
            this.capacity = capacity;
            ones = scratch.ones(precision, capacity);
        }

        /** Makes a matrix that keeps what a pass leaves. */
        final Matrix kept(int features) {
            return new Matrix(precision, features, capacity);
        }

        /** Borrows a matrix for the way back. */
        final Matrix lent(String use, int features) {
            return scratch.matrix(use, precision, features, capacity);
        }

        abstract void setCells(int cells);

        abstract Matrix output();

        /** Where the cotangent of the output is to be put before {@link #backward}. */
        abstract Matrix outputBar();

        /** Computes the output. */
        abstract void forward(Matrix input);

        /**
         * Carries the output's cotangent back.
         *
         * @param input what {@link #forward} was given. Not modified.
         * @param beta 0 to overwrite inputBar, 1 to add to it
         * @param inputBar cotangent of the input. Modified.
         * @param gradients the parameters' cotangents are added; null when they are not wanted
         */
        abstract void backward(Matrix input, double beta, Matrix inputBar, @Nullable Gradients gradients);
    }
}
