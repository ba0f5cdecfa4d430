package org.openmmbg.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openmmbg.random.RandomStream;

/** Example configurations in internal coordinates, weighted to the target, with the target's gradients there. */
public final class ExampleSet {
    private final int dimension;
    private final double[] internal;
    private final double @Nullable [] gradients;
    private final int count;
    private final double[] cumulative;
    private final double @Nullable [] carried;
    private final double @Nullable [] logTarget;

    /**
     * Makes a set whose examples are drawn by weight.
     *
     * @param dimension length of an internal vector
     * @param count number of examples, at least 1
     * @param internal [count, dimension]. Copied.
     * @param gradients ∂(u − log|J|)/∂q at each, kT, [count, dimension], for path gradients there; NaN where the energy
     *     failed; null when they are not known. Copied.
     * @param weights non-negative, not all zero, [count]; null for equal weights. Not modified.
     */
    public ExampleSet(
            int dimension, int count, double[] internal, double @Nullable [] gradients, double @Nullable [] weights) {
        this(
                dimension,
                count,
                Arrays.copyOf(internal, count * dimension),
                gradients == null ? null : Arrays.copyOf(gradients, count * dimension),
                cumulative(count, weights),
                null,
                null);
    }

    private ExampleSet(
            int dimension,
            int count,
            double[] internal,
            double @Nullable [] gradients,
            double[] cumulative,
            double @Nullable [] carried,
            double @Nullable [] logTarget) {
        this.dimension = dimension;
        this.count = count;
        this.internal = internal;
        this.gradients = gradients;
        this.cumulative = cumulative;
        this.carried = carried;
        this.logTarget = logTarget;
    }

    private static double[] cumulative(int count, double @Nullable [] weights) {
        if (count < 1) {
            throw new IllegalArgumentException("training by example needs at least one example");
        }
        double[] cumulative = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double weight = weights == null ? 1 : weights[i];
            if (!(weight >= 0)) {
                throw new IllegalArgumentException("weight " + i + " of the examples is " + weight);
            }
            sum += weight;
            cumulative[i] = sum;
        }
        if (!(sum > 0) || Double.isInfinite(sum)) {
            throw new IllegalArgumentException("the examples' weights sum to " + sum);
        }
        return cumulative;
    }

    /** Returns the same set with examples drawn evenly, each with its weight in the losses: none is drawn for another. */
    public ExampleSet carryingWeights() {
        double[] weights = cumulative.clone();
        for (int i = count - 1; i > 0; i--) {
            weights[i] -= cumulative[i - 1];
        }
        return new ExampleSet(dimension, count, internal, gradients, cumulative(count, null), weights, logTarget);
    }

    /**
     * Returns the same set with the target's log density, which some losses need.
     *
     * @param values log|J| − u over q, up to a constant, [count]; NaN where the energy failed. Copied.
     */
    public ExampleSet withLogTarget(double[] values) {
        return new ExampleSet(dimension, count, internal, gradients, cumulative, carried, Arrays.copyOf(values, count));
    }

    /** Returns the number of examples. */
    public int count() {
        return count;
    }

    /** Returns whether the target's gradients are known. */
    boolean hasGradients() {
        return gradients != null;
    }

    /** Returns whether the target's log density is known. */
    boolean hasTarget() {
        return logTarget != null;
    }

    /**
     * Draws examples with replacement.
     *
     * @param rows how many
     * @param q their internal coordinates, [rows, dimension]. Modified.
     * @param gradient the target's gradients there, [rows, dimension]; not touched when they are not known. Modified.
     * @param samples receives weights and the target's log densities. Modified.
     * @param first index of the first of them there
     * @param random the stream that is read
     */
    void draw(int rows, double[] q, double[] gradient, SampleBatch samples, int first, RandomStream random) {
        for (int row = 0; row < rows; row++) {
            double u = random.nextDouble() * cumulative[count - 1];
            int found = Arrays.binarySearch(cumulative, u);
            int index = Math.min(count - 1, found >= 0 ? found + 1 : -found - 1);
            System.arraycopy(internal, index * dimension, q, row * dimension, dimension);
            if (gradients != null) {
                System.arraycopy(gradients, index * dimension, gradient, row * dimension, dimension);
            }
            if (carried != null) {
                samples.weights()[first + row] = carried[index];
            }
            if (logTarget != null && Double.isFinite(logTarget[index])) {
                samples.logRatios()[first + row] = logTarget[index];
            }
        }
    }
}
