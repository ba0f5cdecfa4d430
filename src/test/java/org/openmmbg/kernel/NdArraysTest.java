package org.openmmbg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NdArraysTest {

    @ParameterizedTest
    @EnumSource
    void everyElementComesAndGoes(Precision precision) {
        Matrix matrix = new Matrix(precision, 4, 3);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.set(i, 0.1 * i - 0.7);
        }
        matrix.reshape(2, 3);
        INDArray array = NdArrays.toNdArray(matrix);
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.getDouble(1, 2)).isEqualTo(matrix.get(5));
        Matrix back = NdArrays.toMatrix(array);
        assertThat(back.precision()).isEqualTo(precision);
        assertThat(back.rows()).isEqualTo(2);
        for (int i = 0; i < matrix.size(); i++) {
            assertThat(back.get(i)).isEqualTo(matrix.get(i));
        }
    }

    @Test
    void viewsAreReadByTheirOwnStrides() {
        INDArray view =
                Nd4j.createFromArray(new double[][] {{1, 2, 3}, {4, 5, 6}}).transpose();
        Matrix matrix = NdArrays.toMatrix(view);
        assertThat(matrix.rows()).isEqualTo(3);
        assertThat(matrix.get(1)).isEqualTo(4);
        assertThat(matrix.get(2)).isEqualTo(2);
    }

    @Test
    void onlyMatricesAreTaken() {
        assertThatThrownBy(() -> NdArrays.toMatrix(Nd4j.zeros(2, 3, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rank 3");
    }
}
