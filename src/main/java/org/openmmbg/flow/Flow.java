package org.openmmbg.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bijectors one after the other: the first is nearest the latent space. Itself a {@link Bijector}.
 */
public final class Flow implements Bijector {
    private final BaseDistribution base;
    private final ParameterSet parameters;
    private final List<Bijector> layers;

    /**
     * Makes a flow.
     *
     * @param base the latent distribution
     * @param parameters the parameters of all layers
     * @param layers the layers in the order of z → x, not empty
     * @throws IllegalArgumentException if the dimensions differ
     */
    public Flow(BaseDistribution base, ParameterSet parameters, List<? extends Bijector> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a flow needs a layer");
        }
        for (Bijector layer : layers) {
            if (layer.dimension() != base.dimension()) {
                throw new IllegalArgumentException(
                        "a layer of dimension " + layer.dimension() + " in a flow of dimension " + base.dimension());
            }
        }
        this.base = base;
        this.parameters = parameters;
        this.layers = chained(layers);
    }

    /** Couplings next to each other work as one chain, which turns the state once. */
    private static List<Bijector> chained(List<? extends Bijector> layers) {
        List<Bijector> result = new ArrayList<>();
        List<Coupling> chain = new ArrayList<>();
        for (Bijector layer : layers) {
            if (layer instanceof Coupling coupling) {
                chain.add(coupling);
                continue;
            }
            if (!chain.isEmpty()) {
                result.add(new CouplingChain(chain));
                chain.clear();
            }
            result.add(layer);
        }
        if (!chain.isEmpty()) {
            result.add(new CouplingChain(chain));
        }
        return List.copyOf(result);
    }

    /** Returns the latent distribution. */
    public BaseDistribution base() {
        return base;
    }

    /** Returns the flow of the same layers and parameters from the base distribution at another temperature, of this ratio. */
    public Flow atTemperature(double ratio) {
        return new Flow(base.atTemperature(ratio), parameters, layers);
    }

    /** Returns the trainable parameters of all layers. */
    public ParameterSet parameters() {
        return parameters;
    }

    @Override
    public int dimension() {
        return base.dimension();
    }

    @Override
    public Tape newTape(int capacity) {
        return new FlowTape(capacity);
    }

    private final class FlowTape implements Tape {
        final List<Tape> tapes;
        final double[] first;
        final double[] second;
        final double[] zBar;
        final double[] ones;

        FlowTape(int capacity) {
            tapes = layers.stream().map(layer -> layer.newTape(capacity)).toList();
            first = new double[capacity * dimension()];
            second = new double[capacity * dimension()];
            zBar = new double[capacity * dimension()];
            ones = new double[capacity];
            Arrays.fill(ones, 1);
        }
    }

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        FlowTape memory = (FlowTape) tape;
        double[] from = z;
        for (int i = 0; i < layers.size(); i++) {
            double[] to = i == layers.size() - 1 ? x : i % 2 == 0 ? memory.first : memory.second;
            layers.get(i).forward(memory.tapes.get(i), rows, from, to, logDet);
            from = to;
        }
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        FlowTape memory = (FlowTape) tape;
        double[] from = xBar;
        for (int i = layers.size() - 1; i >= 0; i--) {
            double[] to = i == 0 ? zBar : i % 2 == 0 ? memory.first : memory.second;
            layers.get(i).forwardVjp(memory.tapes.get(i), rows, from, logDetBar, to, gradients);
            from = to;
        }
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        FlowTape memory = (FlowTape) tape;
        double[] from = x;
        for (int i = layers.size() - 1; i >= 0; i--) {
            double[] to = i == 0 ? z : i % 2 == 0 ? memory.first : memory.second;
            layers.get(i).inverse(memory.tapes.get(i), rows, from, to, logDet);
            from = to;
        }
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        FlowTape memory = (FlowTape) tape;
        double[] from = zBar;
        for (int i = 0; i < layers.size(); i++) {
            double[] to = i == layers.size() - 1 ? xBar : i % 2 == 0 ? memory.first : memory.second;
            layers.get(i).inverseVjp(memory.tapes.get(i), rows, from, logDetBar, to, gradients);
            from = to;
        }
    }

    /**
     * Computes the log density of this flow, by an inverse pass.
     *
     * @param tape working memory. Modified.
     * @param rows number of rows
     * @param x [rows, dimension]. Not modified.
     * @param z receives the latent points, [rows, dimension]. Modified.
     * @param logDensity [rows]. Modified.
     */
    public void logDensity(Tape tape, int rows, double[] x, double[] z, double[] logDensity) {
        Arrays.fill(logDensity, 0, rows, 0);
        inverse(tape, rows, x, z, logDensity);
        base.addLogDensity(rows, z, logDensity);
    }

    /**
     * Computes the score ∂ log q/∂x of this flow's density at the pair of the last pass on this tape.
     *
     * @param tape the tape of that pass. Its scratch is modified.
     * @param rows number of rows
     * @param z the latent points of that pair. Not modified.
     * @param score [rows, dimension]. Modified.
     * @param gradients ∂ Σ log q/∂θ is added; null when it is not wanted
     */
    public void score(Tape tape, int rows, double[] z, double[] score, @Nullable Gradients gradients) {
        FlowTape memory = (FlowTape) tape;
        base.score(rows, z, memory.zBar);
        inverseVjp(tape, rows, memory.zBar, memory.ones, score, gradients);
    }
}
