package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.junit.jupiter.api.Test;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** What every {@link Bijector} must do; each inherits this. */
public abstract class BijectorContract {
    private static final long SEED = 20261123;
    private static final int ROWS = 7;

    /** Makes the bijector, with its parameters in the given set. */
    protected abstract Bijector create(ParameterSet parameters);

    /** Whether a column is an angle on the circle. */
    protected abstract boolean periodic(int column);

    private final ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
    private final Bijector bijector = filled(parameters);
    private final int n = bijector.dimension();

    private Bijector filled(ParameterSet set) {
        Bijector made = create(set);
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 1);
        for (Parameter parameter : set.all()) {
            for (int i = 0; i < parameter.value().size(); i++) {
                parameter.value().set(i, 0.4 * random.nextGaussian());
            }
        }
        return made;
    }

    private double[] points(int rows, long block) {
        RandomStream random = new RandomStream(SEED, Purpose.TEST, block);
        double[] points = new double[rows * n];
        for (int i = 0; i < points.length; i++) {
            points[i] = periodic(i % n) ? Math.PI * (2 * random.nextDouble() - 1) : 1.5 * random.nextGaussian();
        }
        return points;
    }

    private double difference(int column, double a, double b) {
        double d = a - b;
        return periodic(column) ? d - 2 * Math.PI * Math.rint(d / (2 * Math.PI)) : d;
    }

    private double[] apply(Bijector map, boolean forward, int rows, double[] from, double[] logDet) {
        double[] to = new double[rows * n];
        Tape tape = map.newTape(rows);
        if (forward) {
            map.forward(tape, rows, from, to, logDet);
        } else {
            map.inverse(tape, rows, from, to, logDet);
        }
        return to;
    }

    @Test
    void roundTripsAreExactAndLogDeterminantsCancel() {
        for (boolean forward : new boolean[] {true, false}) {
            double[] start = points(ROWS, 2);
            double[] copy = start.clone();
            double[] logDet = new double[ROWS];
            double[] there = apply(bijector, forward, ROWS, start, logDet);
            double[] back = apply(bijector, !forward, ROWS, there, logDet);
            assertThat(start).as("input untouched").containsExactly(copy);
            for (int i = 0; i < start.length; i++) {
                assertThat(difference(i % n, back[i], start[i])).isCloseTo(0, within(1e-10));
            }
            for (double value : logDet) {
                assertThat(value).isCloseTo(0, within(1e-9));
            }
        }
    }

    @Test
    void periodicColumnsStayOnTheCircle() {
        double[] there = apply(bijector, true, ROWS, points(ROWS, 2), new double[ROWS]);
        double[] back = apply(bijector, false, ROWS, points(ROWS, 2), new double[ROWS]);
        for (int i = 0; i < there.length; i++) {
            if (periodic(i % n)) {
                assertThat(there[i]).isBetween(-Math.PI, Math.PI);
                assertThat(back[i]).isBetween(-Math.PI, Math.PI);
            }
        }
    }

    @Test
    void logDeterminantIsThatOfTheJacobian() {
        for (boolean forward : new boolean[] {true, false}) {
            double[] start = points(1, 3);
            double[] logDet = new double[1];
            apply(bijector, forward, 1, start, logDet);
            double[][] jacobian = new double[n][n];
            double step = 1e-6;
            for (int j = 0; j < n; j++) {
                double[] up = start.clone();
                double[] down = start.clone();
                up[j] += step;
                down[j] -= step;
                double[] a = apply(bijector, forward, 1, up, new double[1]);
                double[] b = apply(bijector, forward, 1, down, new double[1]);
                for (int i = 0; i < n; i++) {
                    jacobian[i][j] = difference(i, a[i], b[i]) / (2 * step);
                }
            }
            double determinant = new LUDecomposition(new Array2DRowRealMatrix(jacobian)).getDeterminant();
            assertThat(logDet[0]).isCloseTo(Math.log(Math.abs(determinant)), within(1e-6));
        }
    }

    @Test
    void vectorJacobianProductsAreThoseOfFiniteDifferences() {
        for (boolean forward : new boolean[] {true, false}) {
            double[] start = points(ROWS, 4);
            double[] toBar = points(ROWS, 5);
            double[] detBar = Arrays.copyOf(points(ROWS, 6), ROWS);
            double[] fromBar = new double[ROWS * n];
            Gradients gradients = new Gradients(parameters);
            vjp(forward, ROWS, start, toBar, detBar, fromBar, gradients);

            double[] withoutGradients = new double[ROWS * n];
            vjp(forward, ROWS, start, toBar, detBar, withoutGradients, null);
            assertThat(withoutGradients).containsExactly(fromBar);

            double step = 1e-6;
            for (int i = 0; i < start.length; i++) {
                double kept = start[i];
                start[i] = kept + step;
                double up = product(forward, start, toBar, detBar, i);
                start[i] = kept - step;
                double down = product(forward, start, toBar, detBar, i);
                start[i] = kept;
                assertThat(fromBar[i]).isCloseTo((up - down) / (2 * step), within(2e-6 * (1 + Math.abs(fromBar[i]))));
            }
            for (Parameter parameter : parameters.all()) {
                for (int i = 0; i < parameter.value().size(); i++) {
                    double kept = parameter.value().get(i);
                    parameter.value().set(i, kept + step);
                    double up = product(forward, start, toBar, detBar, -1);
                    parameter.value().set(i, kept - step);
                    double down = product(forward, start, toBar, detBar, -1);
                    parameter.value().set(i, kept);
                    double analytic = gradients.of(parameter).get(i);
                    assertThat(analytic)
                            .as(parameter.name() + "[" + i + "]")
                            .isCloseTo((up - down) / (2 * step), within(5e-6 * (1 + Math.abs(analytic))));
                }
            }
        }
    }

    /** A pass leaves a pair at which the products of both directions can be taken. */
    @Test
    void productsOfBothDirectionsFollowAPassOfEither() {
        double[] z = points(ROWS, 9);
        double[] x = new double[ROWS * n];
        Tape tape = bijector.newTape(ROWS);
        bijector.forward(tape, ROWS, z, x, new double[ROWS]);
        double[] zBar = points(ROWS, 10);
        double[] detBar = Arrays.copyOf(points(ROWS, 11), ROWS);
        double[] afterForward = new double[ROWS * n];
        bijector.inverseVjp(tape, ROWS, zBar, detBar, afterForward, null);
        double[] afterInverse = new double[ROWS * n];
        vjp(false, ROWS, x, zBar, detBar, afterInverse, null);
        for (int i = 0; i < afterForward.length; i++) {
            assertThat(afterForward[i]).isCloseTo(afterInverse[i], within(1e-9 * (1 + Math.abs(afterInverse[i]))));
        }
    }

    private void vjp(
            boolean forward,
            int rows,
            double[] start,
            double[] toBar,
            double[] detBar,
            double[] fromBar,
            @org.jspecify.annotations.Nullable Gradients gradients) {
        Tape tape = bijector.newTape(rows);
        double[] to = new double[rows * n];
        if (forward) {
            bijector.forward(tape, rows, start, to, new double[rows]);
            bijector.forwardVjp(tape, rows, toBar, detBar, fromBar, gradients);
        } else {
            bijector.inverse(tape, rows, start, to, new double[rows]);
            bijector.inverseVjp(tape, rows, toBar, detBar, fromBar, gradients);
        }
    }

    /** ⟨cotangents, results⟩, with angles measured from the unperturbed result so that the seam makes no jump. */
    private double product(boolean forward, double[] start, double[] toBar, double[] detBar, int moved) {
        double[] logDet = new double[ROWS];
        double[] to = apply(bijector, forward, ROWS, start, logDet);
        double[] reference = reference(forward);
        double sum = 0;
        for (int i = 0; i < to.length; i++) {
            if (moved < 0 || i / n == moved / n) {
                sum += toBar[i] * difference(i % n, to[i], reference[i]);
            }
        }
        for (int row = 0; row < ROWS; row++) {
            if (moved < 0 || row == moved / n) {
                sum += detBar[row] * logDet[row];
            }
        }
        return sum;
    }

    private final double[][] references = new double[2][];

    private double[] reference(boolean forward) {
        int index = forward ? 1 : 0;
        if (references[index] == null) {
            references[index] = apply(bijector, forward, ROWS, points(ROWS, 4), new double[ROWS]);
        }
        return references[index];
    }

    @Test
    void rowsDoNotDependOnTheirBatch() {
        double[] start = points(ROWS, 7);
        double[] logDet = new double[ROWS];
        double[] all = apply(bijector, true, ROWS, start, logDet);
        for (int row = 0; row < ROWS; row++) {
            double[] oneLogDet = new double[1];
            double[] one = apply(bijector, true, 1, Arrays.copyOfRange(start, row * n, (row + 1) * n), oneLogDet);
            for (int j = 0; j < n; j++) {
                assertThat(one[j]).isCloseTo(all[row * n + j], within(1e-12));
            }
            assertThat(oneLogDet[0]).isCloseTo(logDet[row], within(1e-12));
        }
    }

    @Test
    void singlePrecisionAgreesWithDouble() {
        ParameterSet single = new ParameterSet(Precision.FLOAT32);
        Bijector other = filled(single);
        double[] start = points(ROWS, 8);
        double[] logDet = new double[ROWS];
        double[] expected = apply(bijector, true, ROWS, start, logDet);
        double[] otherLogDet = new double[ROWS];
        double[] actual = apply(other, true, ROWS, start, otherLogDet);
        for (int i = 0; i < expected.length; i++) {
            assertThat(difference(i % n, actual[i], expected[i]))
                    .isCloseTo(0, within(2e-4 * (1 + Math.abs(expected[i]))));
        }
        for (int row = 0; row < ROWS; row++) {
            assertThat(otherLogDet[row]).isCloseTo(logDet[row], within(2e-4 * (1 + Math.abs(logDet[row]))));
        }
        double[] back = apply(other, false, ROWS, actual, otherLogDet);
        for (int i = 0; i < start.length; i++) {
            assertThat(difference(i % n, back[i], start[i])).isCloseTo(0, within(1e-5 * (1 + Math.abs(start[i]))));
        }
        for (double value : otherLogDet) {
            assertThat(value).isCloseTo(0, within(1e-5));
        }
    }
}
