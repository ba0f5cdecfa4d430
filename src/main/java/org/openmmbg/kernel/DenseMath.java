package org.openmmbg.kernel;

/**
 * The element-wise work of dense networks.
 *
 * <p>The activation is x·(1 + x/√(1 + x²))/2, the shape of SiLU with an algebraic sigmoid (the inverse square root
 * units of Carlile et al. 2017, arXiv 1710.09967): smooth everywhere, and made of operations that round the same way in
 * the interpreter, the compiler and the vector units.
 */
public final class DenseMath {
    private DenseMath() {}

    /**
     * Adds a row to every row.
     *
     * @param matrix [rows, n]. Modified.
     * @param bias [1, n]. Not modified.
     */
    public static void addBias(Matrix matrix, Matrix bias) {
        int n = matrix.columns();
        int size = matrix.size();
        if (matrix.precision() == Precision.FLOAT32) {
            float[] a = matrix.floats();
            float[] b = bias.floats();
            for (int row = 0; row < size; row += n) {
                for (int j = 0; j < n; j++) {
                    a[row + j] += b[j];
                }
            }
        } else {
            double[] a = matrix.doubles();
            double[] b = bias.doubles();
            for (int row = 0; row < size; row += n) {
                for (int j = 0; j < n; j++) {
                    a[row + j] += b[j];
                }
            }
        }
    }

    /**
     * Adds the sum of all rows, taken in order.
     *
     * @param matrix [rows, n]. Not modified.
     * @param sum [1, n]. Modified.
     */
    public static void addRowSum(Matrix matrix, Matrix sum) {
        int n = matrix.columns();
        int size = matrix.size();
        if (matrix.precision() == Precision.FLOAT32) {
            float[] a = matrix.floats();
            float[] b = sum.floats();
            for (int row = 0; row < size; row += n) {
                for (int j = 0; j < n; j++) {
                    b[j] += a[row + j];
                }
            }
        } else {
            double[] a = matrix.doubles();
            double[] b = sum.doubles();
            for (int row = 0; row < size; row += n) {
                for (int j = 0; j < n; j++) {
                    b[j] += a[row + j];
                }
            }
        }
    }

    /**
     * Adds one matrix to another of the same shape.
     *
     * @param matrix [rows, n]. Not modified.
     * @param sum [rows, n]. Modified.
     */
    public static void add(Matrix matrix, Matrix sum) {
        int size = matrix.size();
        if (matrix.precision() == Precision.FLOAT32) {
            float[] a = matrix.floats();
            float[] b = sum.floats();
            for (int i = 0; i < size; i++) {
                b[i] += a[i];
            }
        } else {
            double[] a = matrix.doubles();
            double[] b = sum.doubles();
            for (int i = 0; i < size; i++) {
                b[i] += a[i];
            }
        }
    }

    /**
     * Applies the activation.
     *
     * @param in [rows, n]. Not modified.
     * @param out [rows, n]. Modified.
     */
    public static void activate(Matrix in, Matrix out) {
        int size = in.size();
        if (in.precision() == Precision.FLOAT32) {
            float[] a = in.floats();
            float[] b = out.floats();
            for (int i = 0; i < size; i++) {
                float x = a[i];
                b[i] = 0.5f * x * (1f + x / (float) Math.sqrt(1f + x * x));
            }
        } else {
            double[] a = in.doubles();
            double[] b = out.doubles();
            for (int i = 0; i < size; i++) {
                double x = a[i];
                b[i] = 0.5 * x * (1 + x / Math.sqrt(1 + x * x));
            }
        }
    }

    /**
     * Multiplies a cotangent by the derivative of the activation, (1 + s·(2 − s²))/2 with s = x/√(1 + x²).
     *
     * @param in what {@link #activate} was given, [rows, n]. Not modified.
     * @param bar cotangent of its result on entry, of its argument on return, [rows, n]. Modified.
     */
    public static void activateVjp(Matrix in, Matrix bar) {
        int size = in.size();
        if (in.precision() == Precision.FLOAT32) {
            float[] a = in.floats();
            float[] b = bar.floats();
            for (int i = 0; i < size; i++) {
                float x = a[i];
                float s = x / (float) Math.sqrt(1f + x * x);
                b[i] *= 0.5f * (1f + s * (2f - s * s));
            }
        } else {
            double[] a = in.doubles();
            double[] b = bar.doubles();
            for (int i = 0; i < size; i++) {
                double x = a[i];
                double s = x / Math.sqrt(1 + x * x);
                b[i] *= 0.5 * (1 + s * (2 - s * s));
            }
        }
    }
}
