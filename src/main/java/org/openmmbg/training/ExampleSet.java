package org.openmmbg.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openmmbg.random.RandomStream;

/** Example configurations in internal coordinates with the target's gradients there, drawn by weight. */
public final class ExampleSet {
    private final int dimension;
    private final double[] internal;
    private final double[] gradients;
    private final int count;
    private final double[] cumulative;

    /**
     * Makes a set.
     *
     * @param dimension length of an internal vector
     * @param count number of examples, at least 1
     * @param internal [count, dimension]. Copied.
     * @param gradients ∂(u − log|J|)/∂q at each, kT, [count, dimension]; NaN where the energy failed. Copied.
     * @param weights non-negative, not all zero, [count]; null for equal weights. Not modified.
     */
    public ExampleSet(int dimension, int count, double[] internal, double[] gradients, double @Nullable [] weights) {
        if (count < 1) {
            throw new IllegalArgumentException("training by example needs at least one example");
        }
        this.dimension = dimension;
        this.count = count;
        this.internal = Arrays.copyOf(internal, count * dimension);
        this.gradients = Arrays.copyOf(gradients, count * dimension);
        this.cumulative = new double[count];
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
    }

    /** Returns the number of examples. */
    public int count() {
        return count;
    }

    /**
     * Draws examples with replacement.
     *
     * @param rows how many
     * @param q their internal coordinates, [rows, dimension]. Modified.
     * @param gradient the target's gradients there, [rows, dimension]. Modified.
     * @param random the stream that is read
     */
    void draw(int rows, double[] q, double[] gradient, RandomStream random) {
        for (int row = 0; row < rows; row++) {
            double u = random.nextDouble() * cumulative[count - 1];
            int found = Arrays.binarySearch(cumulative, u);
            int index = Math.min(count - 1, found >= 0 ? found + 1 : -found - 1);
            System.arraycopy(internal, index * dimension, q, row * dimension, dimension);
            System.arraycopy(gradients, index * dimension, gradient, row * dimension, dimension);
        }
    }
}
