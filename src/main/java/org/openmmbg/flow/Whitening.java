package org.openmmbg.flow;

import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.DenseMath;
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
        int cells = Matrix.padded(capacity);
        return new WhiteningTape(
                new Matrix(Precision.FLOAT64, columns.length, cells),
                new Matrix(Precision.FLOAT64, columns.length, cells));
    }

    /** The mapped columns before and after, transposed. */
    private record WhiteningTape(Matrix in, Matrix out) implements Tape {}

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        System.arraycopy(z, 0, x, 0, rows * dimension);
        map((WhiteningTape) tape, rows, x, false, false);
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
        System.arraycopy(xBar, 0, zBar, 0, rows * dimension);
        map((WhiteningTape) tape, rows, zBar, false, true);
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        System.arraycopy(x, 0, z, 0, rows * dimension);
        for (int row = 0; row < rows; row++) {
            logDet[row] -= logDeterminant;
            for (int j = 0; j < columns.length; j++) {
                z[row * dimension + columns[j]] -= mean[j];
            }
        }
        map((WhiteningTape) tape, rows, z, true, false);
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        System.arraycopy(zBar, 0, xBar, 0, rows * dimension);
        map((WhiteningTape) tape, rows, xBar, true, true);
    }

    /** Multiplies the mapped columns by L or its inverse, or by their transposes for cotangents. */
    private void map(WhiteningTape tape, int rows, double[] batch, boolean inverse, boolean transposed) {
        int cells = Matrix.padded(rows);
        tape.in.reshape(columns.length, cells);
        tape.out.reshape(columns.length, cells);
        DenseMath.gather(batch, rows, dimension, columns, tape.in);
        Matrix matrix = inverse ? inverseFactor : factor;
        if (transposed) {
            Gemm.transposedMultiply(matrix, tape.in, 0, tape.out);
        } else {
            Gemm.multiply(matrix, tape.in, 0, tape.out);
        }
        DenseMath.scatter(tape.out, batch, rows, dimension, columns);
    }
}
