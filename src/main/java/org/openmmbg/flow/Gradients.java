package org.openmmbg.flow;

import java.util.Arrays;
import java.util.List;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;

/**
 * One array of the same shape for every parameter of a set: a gradient of a loss. Clearing only marks the arrays: the first
 * product that is added to one overwrites it.
 */
public final class Gradients {
    private final List<Matrix> arrays;
    private final boolean[] written;
    private boolean marginalByScore;

    /** Makes gradients of zero for every parameter of a set. */
    public Gradients(ParameterSet parameters) {
        arrays = parameters.all().stream()
                .map(p -> new Matrix(
                        p.value().precision(), p.value().rows(), p.value().columns()))
                .toList();
        written = new boolean[arrays.size()];
        Arrays.fill(written, true);
    }

    /** Returns the array that belongs to a parameter. */
    public Matrix of(Parameter parameter) {
        return of(parameter.index());
    }

    private Matrix of(int index) {
        Matrix array = arrays.get(index);
        if (!written[index]) {
            array.clear();
            written[index] = true;
        }
        return array;
    }

    /** Returns the factor β on what the array of a parameter holds in the product about to be added to it: 0 after clearing. */
    double begin(Parameter parameter) {
        double beta = written[parameter.index()] ? 1 : 0;
        written[parameter.index()] = true;
        return beta;
    }

    /** Sets all to zero. */
    public void clear() {
        Arrays.fill(written, false);
    }

    /**
     * Chooses what couplings learn that by themselves decide the marginal of the columns they move, such as those of the free
     * torsions: all of a cotangent, or that part of it alone which is in score-function form, (−s_q·d, −d) for coefficients d.
     *
     * @param scoreOnly whether that part alone, as the log-determinant's cotangent −d tells it; then the tape's last product
     *     before was the score s_q
     */
    public void marginalByScore(boolean scoreOnly) {
        marginalByScore = scoreOnly;
    }

    boolean isMarginalByScore() {
        return marginalByScore;
    }

    /** Returns the number of arrays. */
    public int size() {
        return arrays.size();
    }

    /**
     * Adds the array of one parameter from other gradients of the same set.
     *
     * @param index of the parameter
     */
    public void add(int index, Gradients other) {
        DenseMath.add(other.of(index), of(index));
    }

    /**
     * Returns the sum of squares of the array of one parameter, in double precision; NaN if any element is.
     *
     * @param parts working memory, {@link Matrix#LANES} numbers. Modified.
     */
    public double squaredNorm(int index, double[] parts) {
        return DenseMath.squaredNorm(of(index), parts);
    }
}
