package org.openmmbg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class GemmTest {
    private static final int M = 7;
    private static final int K = 5;
    private static final int N = 3;

    private static Matrix random(Precision precision, int rows, int columns, long block) {
        RandomStream random = new RandomStream(20261123, Purpose.TEST, block);
        Matrix matrix = new Matrix(precision, rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.set(i, random.nextGaussian());
        }
        return matrix;
    }

    @ParameterizedTest
    @EnumSource
    void allThreeFormsAreTheSumsOfTheDefinition(Precision precision) {
        Matrix a = random(precision, M, K, 1);
        Matrix at = new Matrix(precision, K, M);
        Matrix b = random(precision, K, N, 2);
        Matrix bt = new Matrix(precision, N, K);
        for (int i = 0; i < M; i++) {
            for (int k = 0; k < K; k++) {
                at.set(k * M + i, a.get(i * K + k));
            }
        }
        for (int k = 0; k < K; k++) {
            for (int j = 0; j < N; j++) {
                bt.set(j * K + k, b.get(k * N + j));
            }
        }
        Matrix c = new Matrix(precision, M, N);
        Gemm.multiply(a, b, 0, c);
        check(a, b, c, 1);
        Gemm.multiplyTransposed(a, bt, 0, c);
        check(a, b, c, 1);
        Gemm.transposedMultiply(at, b, 0, c);
        check(a, b, c, 1);
        Gemm.multiply(a, b, 1, c);
        check(a, b, c, 2);
    }

    private static void check(Matrix a, Matrix b, Matrix c, double factor) {
        for (int i = 0; i < M; i++) {
            for (int j = 0; j < N; j++) {
                double sum = 0;
                for (int k = 0; k < K; k++) {
                    sum += a.get(i * K + k) * b.get(k * N + j);
                }
                assertThat(c.get(i * N + j)).isCloseTo(factor * sum, within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shapesThatDoNotFitAreRefused(Precision precision) {
        Matrix a = new Matrix(precision, 2, 3);
        Matrix b = new Matrix(precision, 2, 3);
        assertThatThrownBy(() -> Gemm.multiply(a, b, 0, new Matrix(precision, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not fit");
    }

    @ParameterizedTest
    @EnumSource
    void theActivationsDerivativeIsThatOfFiniteDifferences(Precision precision) {
        double step = precision == Precision.FLOAT64 ? 1e-6 : 1e-2;
        for (double x = -6; x <= 6; x += 0.37) {
            Matrix in = new Matrix(precision, 1, 3);
            in.set(0, x);
            in.set(1, x - step);
            in.set(2, x + step);
            Matrix out = new Matrix(precision, 1, 3);
            DenseMath.activate(in, out);
            Matrix bar = new Matrix(precision, 1, 3);
            bar.set(0, 1);
            DenseMath.activateVjp(in, bar);
            double tolerance = precision == Precision.FLOAT64 ? 1e-8 : 1e-3;
            assertThat(bar.get(0)).isCloseTo((out.get(2) - out.get(1)) / (2 * step), within(tolerance));
        }
    }
}
