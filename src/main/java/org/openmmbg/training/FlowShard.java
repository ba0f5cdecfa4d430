package org.openmmbg.training;

import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Tape;

/**
 * Carries what losses ask of a shard of a batch back through a flow, after a pass in either direction: the memory and the
 * gradients of one task.
 */
final class FlowShard {
    private final Flow flow;
    private final Tape tape;
    private final double[] z;
    private final Gradients gradients;
    private final double[] score;
    private final double[] zBar;
    private final double[] xBar;
    private final double[] bars;
    private final double[] zeros;

    /**
     * Makes the memory.
     *
     * @param tape the memory of the shard's passes
     * @param z where these leave the latent points, [capacity, dimension]
     * @param capacity most rows
     */
    FlowShard(Flow flow, Tape tape, double[] z, int capacity) {
        this.flow = flow;
        this.tape = tape;
        this.z = z;
        gradients = new Gradients(flow.parameters());
        score = new double[capacity * flow.dimension()];
        zBar = new double[capacity * flow.dimension()];
        xBar = new double[capacity * flow.dimension()];
        bars = new double[capacity];
        zeros = new double[capacity];
    }

    /** Returns the sum of what was pulled back since it was last cleared. */
    Gradients gradients() {
        return gradients;
    }

    /** Returns s_q after {@link #computeScore}; what is there at {@link #pullPath} is the cotangent. [rows, dimension]. */
    double[] score() {
        return score;
    }

    /** Computes the generator's score s_q, carried from layer to layer along the pass (Vaitl et al. 2022). */
    void computeScore(int rows) {
        flow.score(tape, rows, z, score, null);
    }

    /**
     * Adds Σ cᵢ·∂ log q(xᵢ)/∂θ at fixed x.
     *
     * @param coefficients c of row i at first + i. Not modified.
     */
    void pullScore(int rows, double[] coefficients, int first) {
        int n = flow.dimension();
        flow.base().score(rows, z, zBar);
        for (int row = 0; row < rows; row++) {
            bars[row] = coefficients[first + row];
            for (int j = 0; j < n; j++) {
                zBar[row * n + j] *= bars[row];
            }
        }
        flow.inverseVjp(tape, rows, zBar, bars, xBar, gradients);
    }

    /** Adds Σ (∂T(zᵢ)/∂θ)ᵀ·cotangentᵢ, the cotangents taken from {@link #score}. */
    void pullPath(int rows) {
        flow.forwardVjp(tape, rows, score, zeros, zBar, gradients);
    }

    /**
     * Adds the same and Σ dᵢ·∂ log q(xᵢ)/∂θ at fixed x, with {@link #score} as {@link PathCotangent#make} leaves it: one way
     * back for both.
     *
     * @param coefficients d of row i at first + i; where the cotangent was not finite, 0. Not modified.
     * @param marginalByScore whether couplings that decide a marginal by themselves get the second sum alone: their path
     *     gradients are nearly all those of a few samples
     */
    void pullPathAndScore(int rows, double[] coefficients, int first, boolean marginalByScore) {
        for (int row = 0; row < rows; row++) {
            bars[row] = -coefficients[first + row];
        }
        gradients.marginalByScore(marginalByScore);
        flow.forwardVjp(tape, rows, score, bars, zBar, gradients);
        gradients.marginalByScore(false);
    }
}
