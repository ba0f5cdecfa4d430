package org.openmmbg.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between matrices of this project and ND4J's arrays, for programs that go on in ND4J. */
public final class NdArrays {
    private NdArrays() {}

    /** Returns a copy of a matrix's rows in use, [rows, columns], of the same precision. */
    public static INDArray toNdArray(Matrix matrix) {
        double[] values = new double[matrix.size()];
        matrix.copyTo(values);
        DataType type = matrix.precision() == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
        return Nd4j.createFromArray(values)
                .reshape(matrix.rows(), matrix.columns())
                .castTo(type);
    }

    /**
     * Returns a copy of an array as a matrix: float32 from ND4J's FLOAT, float64 from all other types.
     *
     * @param array of rank 2. Not modified.
     * @throws IllegalArgumentException if its rank is not 2, or it is too large
     */
    public static Matrix toMatrix(INDArray array) {
        if (array.rank() != 2) {
            throw new IllegalArgumentException("an array of rank " + array.rank() + "; a matrix has rank 2");
        }
        Matrix matrix = new Matrix(
                array.dataType() == DataType.FLOAT ? Precision.FLOAT32 : Precision.FLOAT64,
                Math.toIntExact(array.rows()),
                Math.toIntExact(array.columns()));
        matrix.copyFrom(array.castTo(DataType.DOUBLE).dup('c').data().asDouble());
        return matrix;
    }
}
