package org.openmmbg.kernel;

import java.nio.DoubleBuffer;

/**
 * The element-wise work of networks and optimisers on matrices of one precision. Networks hold their batch transposed,
 * [features, cells]: a row for every feature, of a number of cells that is a multiple of {@link Matrix#LANES}.
 *
 * <p>Single precision is computed by the chosen {@link Kernels}; double precision, which is for checks, one by one.
 */
public final class DenseMath {
    private DenseMath() {}

    /**
     * Adds a bias to every row.
     *
     * @param matrix [features, cells]. Modified.
     * @param bias [1, features]. Not modified.
     */
    public static void addBias(Matrix matrix, Matrix bias) {
        if (matrix.precision() == Precision.FLOAT32) {
            Kernels.active().addBias(matrix, bias);
        } else {
            Float64Math.addBias(matrix, bias);
        }
    }

    /**
     * Applies bias and activation.
     *
     * @param in [features, cells]; the bias is added. Modified.
     * @param bias [1, features]. Not modified.
     * @param out the activation of that, [features, cells]. Modified. May be {@code in} if the activation keeps its result
     *     only.
     */
    public static void activate(Activation activation, Matrix in, Matrix bias, Matrix out) {
        if (in.precision() == Precision.FLOAT32) {
            Kernels.active().activate(activation, in, bias, out);
        } else {
            Float64Math.activate(activation, in, bias, out);
        }
    }

    /**
     * Multiplies a cotangent by the derivative of the activation.
     *
     * @param in as {@link #activate} left it, [features, cells]. Not modified.
     * @param out as {@link #activate} left it, [features, cells]. Not modified.
     * @param bar cotangent of {@code out} on entry, of {@code in} on return, [features, cells]. Modified.
     */
    public static void activateVjp(Activation activation, Matrix in, Matrix out, Matrix bar) {
        if (in.precision() == Precision.FLOAT32) {
            Kernels.active().activateVjp(activation, in, out, bar);
        } else {
            Float64Math.activateVjp(activation, in, out, bar);
        }
    }

    /**
     * Adds one matrix to another of the same shape.
     *
     * @param matrix Not modified.
     * @param sum Modified.
     */
    public static void add(Matrix matrix, Matrix sum) {
        if (matrix.precision() == Precision.FLOAT32) {
            Kernels.active().add(matrix, sum);
        } else {
            Float64Math.add(matrix, sum);
        }
    }

    /**
     * Takes one step of Adam on one parameter. All matrices have the same shape.
     *
     * @param step its numbers
     * @param value the parameter. Modified.
     * @param gradient Not modified.
     * @param first first moment. Modified.
     * @param second second moment. Modified.
     * @param average moving average of the parameter. Modified.
     */
    public static void adam(AdamStep step, Matrix value, Matrix gradient, Matrix first, Matrix second, Matrix average) {
        if (value.precision() == Precision.FLOAT32) {
            Kernels.active().adam(step, value, gradient, first, second, average);
        } else {
            Float64Math.adam(step, value, gradient, first, second, average);
        }
    }

    /**
     * Returns the sum of the squares of all elements, in double precision and in a fixed order; NaN if any element is. The
     * filling up to whole vectors must be zero.
     *
     * @param parts working memory, {@link Matrix#LANES} numbers. Modified.
     */
    public static double squaredNorm(Matrix matrix, double[] parts) {
        return matrix.precision() == Precision.FLOAT32
                ? Kernels.active().squaredNorm(matrix, parts)
                : Float64Math.squaredNorm(matrix);
    }

    /**
     * Copies elements to a matrix of float64.
     *
     * @param from of either precision. Not modified.
     * @param fromIndex first element, a multiple of {@link Matrix#LANES}
     * @param to of float64. Modified.
     * @param toIndex where they go, a multiple of {@link Matrix#LANES}
     * @param count how many, a multiple of {@link Matrix#LANES}
     */
    public static void widen(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        if (from.precision() == Precision.FLOAT32) {
            Kernels.active().widen(from, fromIndex, to, toIndex, count);
        } else {
            to.doubles().put(toIndex, from.doubles(), fromIndex, count);
        }
    }

    /**
     * Sets elements of a matrix of float64 to the exponentials of others.
     *
     * @param from of either precision. Not modified.
     * @param fromIndex first element, a multiple of {@link Matrix#LANES}
     * @param to of float64. Modified.
     * @param toIndex where they go, a multiple of {@link Matrix#LANES}
     * @param count how many, a multiple of {@link Matrix#LANES}
     */
    public static void exp(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        Kernels.of(from).exp(from, fromIndex, to, toIndex, count);
    }

    /**
     * Copies elements from a matrix of float64, rounding them to the precision of the other.
     *
     * @param from of float64. Not modified.
     * @param fromIndex first element, a multiple of {@link Matrix#LANES}
     * @param to of either precision. Modified.
     * @param toIndex where they go, a multiple of {@link Matrix#LANES}
     * @param count how many, a multiple of {@link Matrix#LANES}
     */
    public static void narrow(Matrix from, int fromIndex, Matrix to, int toIndex, int count) {
        if (to.precision() == Precision.FLOAT32) {
            Kernels.active().narrow(from, fromIndex, to, toIndex, count);
        } else {
            to.doubles().put(toIndex, from.doubles(), fromIndex, count);
        }
    }

    /**
     * Takes columns out of a row-major batch, transposed.
     *
     * @param batch [rows, dimension]. Not modified.
     * @param rows number of rows
     * @param columns which columns
     * @param out of float64; column j becomes row j, filled up with zeros to the matrix's number of cells. Modified.
     */
    public static void gather(double[] batch, int rows, int dimension, int[] columns, Matrix out) {
        int cells = out.columns();
        DoubleBuffer to = out.doubles();
        for (int j = 0; j < columns.length; j++) {
            for (int row = 0; row < rows; row++) {
                to.put(j * cells + row, batch[row * dimension + columns[j]]);
            }
            for (int row = rows; row < cells; row++) {
                to.put(j * cells + row, 0);
            }
        }
    }

    /**
     * Puts the first rows of a matrix into columns of a row-major batch: the reverse of {@link #gather}.
     *
     * @param in of float64, at least as many rows as there are columns. Not modified.
     * @param batch [rows, dimension]. Modified.
     */
    public static void scatter(Matrix in, double[] batch, int rows, int dimension, int[] columns) {
        DoubleBuffer doubles = in.doubles();
        for (int j = 0; j < columns.length; j++) {
            int to = columns[j];
            int from = j * in.columns();
            for (int row = 0; row < rows; row++) {
                batch[to + row * dimension] = doubles.get(from + row);
            }
        }
    }

    /**
     * Copies rows, rounding them to the precision of the target.
     *
     * @param from of float64, [rows, cells]. Not modified.
     * @param rows which row becomes row 0, 1, …
     * @param to of either precision, as many rows as are taken. Modified.
     */
    public static void takeRows(Matrix from, int[] rows, Matrix to) {
        if (to.precision() == Precision.FLOAT32) {
            Kernels.active().narrowRows(from, rows, to, from.columns());
        } else {
            Kernels.active().takeRows(from, rows, to, from.columns());
        }
    }

    /**
     * Copies rows 0, 1, … to others: the reverse of {@link #takeRows}.
     *
     * @param from of float64, at least as many rows as are put. Not modified.
     * @param rows which row each becomes
     * @param to of float64, [rows, cells]. Modified.
     */
    public static void putRows(Matrix from, int[] rows, Matrix to) {
        Kernels.active().putRows(from, rows, to, to.columns());
    }

    /**
     * Adds rows 0, 1, … to others.
     *
     * @param from of either precision, at least as many rows as are added. Not modified.
     * @param rows to which row each is added
     * @param to of float64, [rows, cells]. Modified.
     */
    public static void addRows(Matrix from, int[] rows, Matrix to) {
        if (from.precision() == Precision.FLOAT32) {
            Kernels.active().addWidenedRows(from, rows, to, to.columns());
        } else {
            Kernels.active().addRows(from, rows, to, to.columns());
        }
    }
}
