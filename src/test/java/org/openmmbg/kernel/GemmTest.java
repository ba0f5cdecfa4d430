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
    void rowSumsAreAdded(Precision precision) {
        Matrix a = random(precision, M, K, 3);
        Matrix ones = new Matrix(precision, 1, K + 2);
        for (int i = 0; i < ones.size(); i++) {
            ones.set(i, 1);
        }
        Matrix sums = new Matrix(precision, 1, M);
        for (int i = 0; i < M; i++) {
            sums.set(i, 10);
        }
        Gemm.rowSums(a, ones, 1, sums);
        for (int i = 0; i < M; i++) {
            double sum = 10;
            for (int k = 0; k < K; k++) {
                sum += a.get(i * K + k);
            }
            assertThat(sums.get(i)).isCloseTo(sum, within(1e-5));
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
        assertThatThrownBy(() -> Gemm.rowSums(a, b, 0, new Matrix(precision, 1, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("do not fit");
    }
}
