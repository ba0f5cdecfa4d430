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

    /** Adds other gradients of the same set. */
    public void add(Gradients other) {
        for (int i = 0; i < arrays.size(); i++) {
            DenseMath.add(other.arrays.get(i), arrays.get(i));
        }
    }

    /** Returns the Euclidean norm over all arrays, summed in order in double precision; NaN if any element is. */
    public double norm() {
        double sum = 0;
        for (Matrix array : arrays) {
            int size = array.size();
            for (int i = 0; i < size; i++) {
                double value = array.get(i);
                sum += value * value;
            }
        }
        return Math.sqrt(sum);
    }
}
