package org.openmmbg.kernel;

import org.bytedeco.openblas.global.openblas;

/**
 * Matrix products by OpenBLAS, the library ND4J computes with.
 *
 * <p>OpenBLAS runs on the calling thread alone: the threads are ours, one to a shard of the batch, so that results do
 * not depend on how many there are.
 */
public final class Gemm {
    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANSPOSE = 111;
    private static final int TRANSPOSE = 112;

    static {
        openblas.blas_set_num_threads(1);
    }

    private Gemm() {}

    /**
     * Computes C = A·B + β·C.
     *
     * @param a [m, k]. Not modified.
     * @param b [k, n]. Not modified.
     * @param beta 0 to overwrite C, 1 to add to it
     * @param c [m, n]. Modified.
     */
    public static void multiply(Matrix a, Matrix b, double beta, Matrix c) {
        check(a.rows(), b.columns(), a.columns(), b.rows(), c);
        call(NO_TRANSPOSE, NO_TRANSPOSE, a.columns(), a, b, beta, c);
    }

    /**
     * Computes C = A·Bᵀ + β·C.
     *
     * @param a [m, k]. Not modified.
     * @param b [n, k]. Not modified.
     * @param beta 0 to overwrite C, 1 to add to it
     * @param c [m, n]. Modified.
     */
    public static void multiplyTransposed(Matrix a, Matrix b, double beta, Matrix c) {
        check(a.rows(), b.rows(), a.columns(), b.columns(), c);
        call(NO_TRANSPOSE, TRANSPOSE, a.columns(), a, b, beta, c);
    }

    /**
     * Computes C = Aᵀ·B + β·C.
     *
     * @param a [k, m]. Not modified.
     * @param b [k, n]. Not modified.
     * @param beta 0 to overwrite C, 1 to add to it
     * @param c [m, n]. Modified.
     */
    public static void transposedMultiply(Matrix a, Matrix b, double beta, Matrix c) {
        check(a.columns(), b.columns(), a.rows(), b.rows(), c);
        call(TRANSPOSE, NO_TRANSPOSE, a.rows(), a, b, beta, c);
    }

    /**
     * Computes the sum of each row of A, plus β·sums.
     *
     * @param a [m, n]. Not modified.
     * @param ones at least n ones. Not modified.
     * @param beta 0 to overwrite the sums, 1 to add to them
     * @param sums [1, m]. Modified.
     */
    public static void rowSums(Matrix a, Matrix ones, double beta, Matrix sums) {
        int m = a.rows();
        int n = a.columns();
        if (ones.size() < n
                || sums.size() != m
                || ones.precision() != a.precision()
                || sums.precision() != a.precision()) {
            throw new IllegalArgumentException("shapes do not fit: sums of " + m + " rows of " + n + " with "
                    + ones.size() + " ones into " + sums.size() + " elements");
        }
        if (m == 0 || n == 0) {
            if (beta == 0) {
                sums.clear();
            }
            return;
        }
        if (a.precision() == Precision.FLOAT32) {
            openblas.cblas_sgemv(
                    ROW_MAJOR,
                    NO_TRANSPOSE,
                    m,
                    n,
                    1f,
                    a.floatPointer(),
                    n,
                    ones.floatPointer(),
                    1,
                    (float) beta,
                    sums.floatPointer(),
                    1);
        } else {
            openblas.cblas_dgemv(
                    ROW_MAJOR,
                    NO_TRANSPOSE,
                    m,
                    n,
                    1.0,
                    a.doublePointer(),
                    n,
                    ones.doublePointer(),
                    1,
                    beta,
                    sums.doublePointer(),
                    1);
        }
    }

    private static void check(int m, int n, int k, int k2, Matrix c) {
        if (k != k2 || c.rows() != m || c.columns() != n) {
            throw new IllegalArgumentException("shapes do not fit: [" + m + ", " + k + "] times [" + k2 + ", " + n
                    + "] into [" + c.rows() + ", " + c.columns() + "]");
        }
    }

    private static void call(int transposeA, int transposeB, int k, Matrix a, Matrix b, double beta, Matrix c) {
        int m = c.rows();
        int n = c.columns();
        if (m == 0 || n == 0) {
            return;
        }
        if (k == 0) {
            // OpenBLAS takes no empty matrices.
            if (beta == 0) {
                c.clear();
            }
            return;
        }
        if (a.precision() != c.precision() || b.precision() != c.precision()) {
            throw new IllegalArgumentException(
                    "a product of " + a.precision() + " and " + b.precision() + " into " + c.precision());
        }
        int lda = a.columns();
        int ldb = b.columns();
        if (c.precision() == Precision.FLOAT32) {
            openblas.cblas_sgemm(
                    ROW_MAJOR,
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    1f,
                    a.floatPointer(),
                    lda,
                    b.floatPointer(),
                    ldb,
                    (float) beta,
                    c.floatPointer(),
                    n);
        } else {
            openblas.cblas_dgemm(
                    ROW_MAJOR,
                    transposeA,
                    transposeB,
                    m,
                    n,
                    k,
                    1.0,
                    a.doublePointer(),
                    lda,
                    b.doublePointer(),
                    ldb,
                    beta,
                    c.doublePointer(),
                    n);
        }
    }
}
