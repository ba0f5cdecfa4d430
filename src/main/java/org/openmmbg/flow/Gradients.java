package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;

/** One array of the same shape for every parameter of a set: a gradient of a loss. */
public final class Gradients {
    private final List<Matrix> arrays;

    /** Makes gradients of zero for every parameter of a set. */
    public Gradients(ParameterSet parameters) {
        arrays = parameters.all().stream()
                .map(p -> new Matrix(
                        p.value().precision(), p.value().rows(), p.value().columns()))
                .toList();
    }

    /** Returns the array that belongs to a parameter. */
    public Matrix of(Parameter parameter) {
        return arrays.get(parameter.index());
    }

    /** Sets all to zero. */
    public void clear() {
        arrays.forEach(Matrix::clear);
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
        DenseMath.add(other.arrays.get(index), arrays.get(index));
    }

    /** Copies the array of one parameter from other gradients of the same set. */
    public void copy(int index, Gradients other) {
        arrays.get(index).copyFrom(other.arrays.get(index));
    }

    /** Returns the sum of squares of the array of one parameter, in double precision; NaN if any element is. */
    public double squaredNorm(int index) {
        return DenseMath.squaredNorm(arrays.get(index));
    }
}
