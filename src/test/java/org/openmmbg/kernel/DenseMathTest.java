package org.openmmbg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DenseMathTest {

    @ParameterizedTest
    @CsvSource({"FLOAT32,ALGEBRAIC_SILU", "FLOAT32,TANH", "FLOAT64,ALGEBRAIC_SILU", "FLOAT64,TANH"})
    void activationsAndTheirDerivativesAreThoseOfTheDefinition(Precision precision, Activation activation) {
        double step = 1e-5;
        double tolerance = precision == Precision.FLOAT64 ? 1e-10 : 5e-7;
        for (double x = -12; x <= 12; x += 0.37) {
            Matrix in = new Matrix(precision, 1, Matrix.LANES);
            in.set(0, x - 0.25);
            Matrix bias = new Matrix(precision, 1, 1);
            bias.set(0, 0.25);
            Matrix out = new Matrix(precision, 1, Matrix.LANES);
            DenseMath.activate(activation, in, bias, out);
            assertThat(out.get(0)).isCloseTo(value(activation, x), within(tolerance * Math.max(1, Math.abs(x))));
            Matrix bar = new Matrix(precision, 1, Matrix.LANES);
            bar.set(0, 2);
            DenseMath.activateVjp(activation, in, out, bar);
            double slope = (value(activation, x + step) - value(activation, x - step)) / (2 * step);
            assertThat(bar.get(0)).isCloseTo(2 * slope, within(2 * tolerance + 1e-9));
        }
    }

    private static double value(Activation activation, double x) {
        return switch (activation) {
            case ALGEBRAIC_SILU -> x * (1 + x / Math.sqrt(1 + x * x)) / 2;
            case TANH -> Math.tanh(x);
        };
    }

    @Test
    void theSquaredNormIsOfAllElements() {
        Matrix matrix = new Matrix(Precision.FLOAT32, 3, 5);
        double sum = 0;
        for (int i = 0; i < 15; i++) {
            matrix.set(i, i - 4);
            sum += (i - 4) * (i - 4);
        }
        assertThat(DenseMath.squaredNorm(matrix, new double[Matrix.LANES])).isEqualTo(sum);
    }

    @Test
    void columnsComeOutTransposedAndGoBack() {
        double[] batch = {1, 2, 3, 4, 5, 6};
        Matrix out = new Matrix(Precision.FLOAT64, 2, Matrix.LANES);
        out.set(5, 99);
        DenseMath.gather(batch, 2, 3, new int[] {2, 0}, out);
        assertThat(out.get(0)).isEqualTo(3);
        assertThat(out.get(1)).isEqualTo(6);
        assertThat(out.get(5)).as("cells beyond are zero").isZero();
        assertThat(out.get(Matrix.LANES + 1)).isEqualTo(4);
        double[] back = {0, 2, 0, 0, 5, 0};
        DenseMath.scatter(out, back, 2, 3, new int[] {2, 0});
        assertThat(back).containsExactly(batch);
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32", "FLOAT64"})
    void rowsAreTakenPutAndAdded(Precision precision) {
        Matrix state = new Matrix(Precision.FLOAT64, 3, Matrix.LANES);
        for (int i = 0; i < state.size(); i++) {
            state.set(i, i);
        }
        int[] rows = {2, 0};
        Matrix taken = new Matrix(precision, 2, Matrix.LANES);
        DenseMath.takeRows(state, rows, taken);
        assertThat(taken.get(3)).isEqualTo(35);
        assertThat(taken.get(Matrix.LANES + 3)).isEqualTo(3);
        DenseMath.addRows(taken, rows, state);
        assertThat(state.get(3)).isEqualTo(6);
        assertThat(state.get(Matrix.LANES + 3)).as("not named").isEqualTo(19);
        assertThat(state.get(35)).isEqualTo(70);
        Matrix zeros = new Matrix(Precision.FLOAT64, 2, Matrix.LANES);
        DenseMath.putRows(zeros, rows, state);
        assertThat(state.get(35)).isZero();
        assertThat(state.get(Matrix.LANES + 3)).isEqualTo(19);
    }
}
