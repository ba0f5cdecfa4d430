package org.openmmbg.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
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
        return filled(set, 0.4);
    }

    private Bijector filled(ParameterSet set, double size) {
        Bijector made = create(set);
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 1);
        for (Parameter parameter : set.all()) {
            for (int i = 0; i < parameter.value().size(); i++) {
                parameter.value().set(i, size * random.nextGaussian());
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

    /**
     * Points over the whole support and far into the tails: angles with both ends of the circle, other columns at sizes from
     * 10⁻³ to 10³.
     */
    private double[] widePoints(int rows) {
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 12);
        double[] points = new double[rows * n];
        for (int i = 0; i < points.length; i++) {
            double u = random.nextDouble();
            double sign = random.nextDouble() < 0.5 ? -1 : 1;
            if (!periodic(i % n)) {
                points[i] = sign * Math.pow(10, 6 * u - 3);
            } else if (u < 0.1) {
                points[i] = sign < 0 ? -Math.PI : Math.nextDown(Math.PI);
            } else {
                points[i] = sign * Math.PI * random.nextDouble();
            }
        }
        return points;
    }

    /** Number of layers, each of which adds errors of its own. */
    protected int layers() {
        return 1;
    }

    /** Whether moving columns enter each other's images; else errors grow by their own slope only. */
    protected boolean mixes() {
        return false;
    }

    /**
     * Errors of a round trip are those of rounding, magnified by no more than the map's own slopes, for the numbers of a
     * network in either precision: coordinates are double in both.
     */
    @Test
    void roundTripErrorsAreThoseOfRounding() {
        int rows = 331;
        for (Precision precision : Precision.values()) {
            for (double size : new double[] {0, 0.4, 1, 3}) {
                ParameterSet set = new ParameterSet(precision);
                Bijector map = filled(set, size);
                for (boolean forward : new boolean[] {true, false}) {
                    assertRoundTrip(map, forward, rows, widePoints(rows));
                }
            }
        }
    }

    private void assertRoundTrip(Bijector map, boolean forward, int rows, double[] start) {
        Tape tape = map.newTape(rows);
        double[] there = new double[rows * n];
        double[] back = new double[rows * n];
        double[] logDet = new double[rows];
        double[][] slopes = new double[n][rows * n];
        double[] bar = new double[rows * n];
        if (forward) {
            map.forward(tape, rows, start, there, logDet);
            map.inverse(tape, rows, there, back, logDet);
        } else {
            map.inverse(tape, rows, start, there, logDet);
            map.forward(tape, rows, there, back, logDet);
        }
        // Of the way back, row by row of its Jacobian.
        for (int i = 0; i < n; i++) {
            Arrays.fill(bar, 0);
            for (int row = 0; row < rows; row++) {
                bar[row * n + i] = 1;
            }
            if (forward) {
                map.inverseVjp(tape, rows, bar, new double[rows], slopes[i], null);
            } else {
                map.forwardVjp(tape, rows, bar, new double[rows], slopes[i], null);
            }
        }
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < n; i++) {
                int index = row * n + i;
                double bound = Math.abs(start[index]) + 1;
                for (int j = 0; j < n; j++) {
                    if (mixes() || i == j) {
                        bound += Math.abs(slopes[i][row * n + j]) * (Math.abs(there[row * n + j]) + 1);
                    }
                }
                assertThat(difference(i, back[index], start[index]))
                        .as("%s at %s, image %s", forward ? "z" : "x", start[index], there[index])
                        .isCloseTo(0, within(layers() * 32 * Math.ulp(1.0) * bound));
            }
        }
    }

    /** A fresh layer, in single precision. */
    @Test
    void anUntrainedLayerReturnsWhatItWasGiven() {
        Bijector fresh = create(new ParameterSet(Precision.FLOAT32));
        double[] start = points(ROWS, 2);
        double[] logDet = new double[ROWS];
        double[] there = apply(fresh, true, ROWS, start, logDet);
        double[] back = apply(fresh, false, ROWS, there, logDet);
        for (int i = 0; i < start.length; i++) {
            assertThat(difference(i % n, back[i], start[i])).isCloseTo(0, within(1e-5));
        }
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
            double[] barsBefore = toBar.clone();
            double[] detBarsBefore = detBar.clone();
            vjp(forward, ROWS, start, toBar, detBar, fromBar, gradients);
            assertThat(toBar).as("cotangents untouched").containsExactly(barsBefore);
            assertThat(detBar).containsExactly(detBarsBefore);

            double[] withoutGradients = new double[ROWS * n];
            vjp(forward, ROWS, start, toBar, detBar, withoutGradients, null);
            assertThat(withoutGradients).containsExactly(fromBar);

            for (int i = 0; i < start.length; i++) {
                int index = i;
                double kept = start[i];
                double slope = slope(moved -> {
                    start[index] = kept + moved;
                    return product(forward, start, toBar, detBar, index);
                });
                start[i] = kept;
                assertThat(fromBar[i]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(fromBar[i]))));
            }
            for (Parameter parameter : parameters.all()) {
                for (int i = 0; i < parameter.value().size(); i++) {
                    int index = i;
                    double kept = parameter.value().get(i);
                    double slope = slope(moved -> {
                        parameter.value().set(index, kept + moved);
                        return product(forward, start, toBar, detBar, -1);
                    });
                    parameter.value().set(i, kept);
                    double analytic = gradients.of(parameter).get(i);
                    assertThat(analytic)
                            .as(parameter.name() + "[" + i + "]")
                            .isCloseTo(slope, within(1e-6 * (1 + Math.abs(analytic))));
                }
            }
        }
    }

    /** Returns f′(0), by differences of fourth order. The points of the fixed seed are far enough from knots of splines. */
    private static double slope(DoubleUnaryOperator f) {
        double step = 2e-5;
        double near = f.applyAsDouble(step) - f.applyAsDouble(-step);
        double far = f.applyAsDouble(2 * step) - f.applyAsDouble(-2 * step);
        return (8 * near - far) / (12 * step);
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
        for (boolean forward : new boolean[] {true, false}) {
            assertRowsAlone(forward, 37);
        }
    }

    private void assertRowsAlone(boolean forward, int rows) {
        double[] start = points(rows, 7);
        double[] logDet = new double[rows];
        double[] all = apply(bijector, forward, rows, start, logDet);
        for (int row = 0; row < rows; row++) {
            double[] oneLogDet = new double[1];
            double[] one = apply(bijector, forward, 1, Arrays.copyOfRange(start, row * n, (row + 1) * n), oneLogDet);
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
