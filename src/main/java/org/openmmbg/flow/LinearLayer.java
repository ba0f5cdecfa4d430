package org.openmmbg.flow;

import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.Gemm;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.random.RandomStream;

/** The weights of one layer of a network, [outputs, inputs], and its bias, which the activation adds. */
final class LinearLayer {
    private final Parameter weight;
    private final Parameter bias;

    /**
     * Adds a layer's parameters to a set, all zero.
     *
     * @param name prefix of the parameters' names
     * @param number of the layer in its network, the suffix of the names
     */
    LinearLayer(ParameterSet parameters, String name, int number, int inputs, int outputs) {
        weight = parameters.add(name + ".weight" + number, outputs, inputs);
        bias = parameters.add(name + ".bias" + number, 1, outputs);
    }

    /** He et al. 2015: draws weights of the variance that keeps the scale of activations that halve their input. */
    LinearLayer draw(RandomStream random) {
        int inputs = weight.value().columns();
        int outputs = weight.value().rows();
        double scale = Math.sqrt(2.0 / inputs);
        for (int input = 0; input < inputs; input++) {
            for (int output = 0; output < outputs; output++) {
                weight.value().set(output * inputs + input, scale * random.nextGaussian());
            }
        }
        return this;
    }

    int outputs() {
        return weight.value().rows();
    }

    Matrix bias() {
        return bias.value();
    }

    /**
     * Computes W·in + β·out, without the bias.
     *
     * @param in [inputs, cells]. Not modified.
     * @param out [outputs, cells]. Modified.
     */
    void forward(Matrix in, double beta, Matrix out) {
        Gemm.multiply(weight.value(), in, beta, out);
    }

    /**
     * Carries a cotangent back.
     *
     * @param in what {@link #forward} was given. Not modified.
     * @param outBar cotangent of the result, [outputs, cells]. Not modified.
     * @param beta 0 to overwrite inBar, 1 to add to it
     * @param inBar cotangent of {@code in}. Modified.
     * @param gradients the parameters' cotangents are added; null when they are not wanted
     * @param ones at least as many as there are cells
     */
    void backward(Matrix in, Matrix outBar, double beta, Matrix inBar, @Nullable Gradients gradients, Matrix ones) {
        if (gradients != null) {
            double weightBeta = gradients.begin(weight);
            Gemm.multiplyTransposed(outBar, in, weightBeta, gradients.of(weight));
            double biasBeta = gradients.begin(bias);
            Gemm.rowSums(outBar, ones, biasBeta, gradients.of(bias));
        }
        Gemm.transposedMultiply(weight.value(), outBar, beta, inBar);
    }
}
