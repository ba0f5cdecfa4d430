package org.openmmbg.flow;

import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.Gemm;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;

/**
 * The fixed linear map x = μ + L·z of some columns, with L the Cholesky factor of a covariance, so that the layers before
 * it see uncorrelated numbers of unit size. Other columns pass.
 */
public final class Whitening implements Bijector {
    private final int dimension;
    private final int[] columns;
    private final double[] mean;
    private final Matrix factor;
    private final Matrix inverseFactor;
    private final double logDeterminant;

    /**
     * Makes the map.
     *
     * @param dimension number of columns of a row
     * @param columns the columns that are mapped
     * @param mean μ, one number for each of those. Not modified.
     * @param covariance symmetric and positive definite, [columns, columns], row-major. Not modified.
     * @throws IllegalArgumentException if the covariance is not positive definite
     */
    public Whitening(int dimension, int[] columns, double[] mean, double[] covariance) {
        int n = columns.length;
        this.dimension = dimension;
        this.columns = columns.clone();
        this.mean = mean.clone();
        double[] l = cholesky(n, covariance);
        double[] inverse = invertLower(n, l);
        factor = new Matrix(Precision.FLOAT64, n, n);
        factor.copyFrom(l);
        inverseFactor = new Matrix(Precision.FLOAT64, n, n);
        inverseFactor.copyFrom(inverse);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.log(l[i * n + i]);
        }
        logDeterminant = sum;
    }

    private static double[] cholesky(int n, double[] a) {
        double[] l = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i * n + k] * l[j * n + k];
                }
                if (i == j) {
                    if (!(sum > 0)) {
                        throw new IllegalArgumentException(
                                "the covariance is not positive definite at row " + i + ": " + sum);
                    }
                    l[i * n + i] = Math.sqrt(sum);
                } else {
                    l[i * n + j] = sum / l[j * n + j];
                }
            }
        }
        return l;
    }

    private static double[] invertLower(int n, double[] l) {
        double[] inverse = new double[n * n];
        for (int column = 0; column < n; column++) {
            for (int i = column; i < n; i++) {
                double sum = i == column ? 1 : 0;
                for (int k = column; k < i; k++) {
                    sum -= l[i * n + k] * inverse[k * n + column];
                }
                inverse[i * n + column] = sum / l[i * n + i];
            }
        }
        return inverse;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Tape newTape(int capacity) {
        return new WhiteningTape(
                new Matrix(Precision.FLOAT64, capacity, columns.length),
                new Matrix(Precision.FLOAT64, capacity, columns.length));
    }

    private record WhiteningTape(Matrix in, Matrix out) implements Tape {}

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        map((WhiteningTape) tape, rows, z, x, false, false);
        for (int row = 0; row < rows; row++) {
            logDet[row] += logDeterminant;
            for (int j = 0; j < columns.length; j++) {
                x[row * dimension + columns[j]] += mean[j];
            }
        }
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        map((WhiteningTape) tape, rows, xBar, zBar, false, true);
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        WhiteningTape memory = (WhiteningTape) tape;
        System.arraycopy(x, 0, z, 0, rows * dimension);
        for (int row = 0; row < rows; row++) {
            logDet[row] -= logDeterminant;
            for (int j = 0; j < columns.length; j++) {
                z[row * dimension + columns[j]] -= mean[j];
            }
        }
        map(memory, rows, z, z, true, false);
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        map((WhiteningTape) tape, rows, zBar, xBar, true, true);
    }

    /** Multiplies the mapped columns by L or its inverse, or by their transposes for cotangents; copies the others. */
    private void map(WhiteningTape tape, int rows, double[] from, double[] to, boolean inverse, boolean transposed) {
        int n = columns.length;
        tape.in.setRows(rows);
        tape.out.setRows(rows);
        int index = 0;
        for (int row = 0; row < rows; row++) {
            for (int column : columns) {
                tape.in.set(index++, from[row * dimension + column]);
            }
        }
        Matrix matrix = inverse ? inverseFactor : factor;
        if (transposed) {
            Gemm.multiply(tape.in, matrix, 0, tape.out);
        } else {
            Gemm.multiplyTransposed(tape.in, matrix, 0, tape.out);
        }
        if (from != to) {
            System.arraycopy(from, 0, to, 0, rows * dimension);
        }
        index = 0;
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < n; j++) {
                to[row * dimension + columns[j]] = tape.out.get(index++);
            }
        }
    }
}
