package org.openmmbg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * What the kernels must do: the scalar ones against the definition, the chosen ones (vector kernels, where the JVM has the
 * Vector API) against the scalar ones to the bit, cold and hot.
 */
class KernelsTest {
    private static final long SEED = 20261123;
    private static final int N = 3 * Matrix.LANES;

    /** Enough for the compiler to have replaced the interpreter. */
    private static final int REPEATS = 3000;

    private static final int BINS = 5;
    private static final SplineLayout LAYOUT = new SplineLayout(BINS, 1e-3, 1 - BINS * 1e-3, Math.PI, 1e-3, 0.5);

    private final Kernels scalar = new ScalarKernels();
    private final Kernels active = Kernels.active();
    private RandomStream random = new RandomStream(SEED, Purpose.TEST, 1);

    @BeforeEach
    void start() {
        random = new RandomStream(SEED, Purpose.TEST, 1);
    }

    private Matrix random(Precision precision, int rows, int columns, double scale) {
        Matrix matrix = new Matrix(precision, rows, columns);
        for (int i = 0; i < matrix.size(); i++) {
            matrix.set(i, scale * random.nextGaussian());
        }
        return matrix;
    }

    private interface Work {
        void run(Kernels kernels, List<Matrix> matrices);
    }

    private static List<Matrix> copies(List<Matrix> matrices) {
        return matrices.stream()
                .map(matrix -> {
                    Matrix copy = new Matrix(matrix.precision(), matrix.rows(), matrix.columns());
                    copy.copyFrom(matrix);
                    return copy;
                })
                .toList();
    }

    /** Runs both on copies of the same matrices; all bits of all matrices must agree each time. */
    private void same(Work work, Matrix... inputs) {
        List<Matrix> start = List.of(inputs);
        List<Matrix> expected = copies(start);
        work.run(scalar, expected);
        List<Matrix> found = copies(start);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            for (int i = 0; i < found.size(); i++) {
                found.get(i).copyFrom(start.get(i));
            }
            work.run(active, found);
            if (repeat == 0 || repeat >= REPEATS - 2) {
                for (int i = 0; i < found.size(); i++) {
                    check(found.get(i), expected.get(i), i, repeat);
                }
            }
        }
    }

    private static void check(Matrix found, Matrix expected, int which, int repeat) {
        for (int i = 0; i < found.size(); i++) {
            assertThat(Double.doubleToLongBits(found.get(i)))
                    .as(
                            "matrix %d, element %d of %d, call %d: %s for %s",
                            which, i, found.size(), repeat, found.get(i), expected.get(i))
                    .isEqualTo(Double.doubleToLongBits(expected.get(i)));
        }
    }

    @Test
    void theVectorKernelsAreTheOnesTested() {
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        String wanted = System.getProperty(Kernels.PROPERTY, "vector");
        assertThat(active.getClass().getSimpleName())
                .isEqualTo(module && wanted.equals("vector") ? "VectorKernels" : "ScalarKernels");
    }

    @Test
    void elementaryFunctionsAreAccurate() {
        for (int i = -4000; i <= 4000; i++) {
            double x = 0.17 * i + 1e-3 * random.nextGaussian();
            double exp = StrictMath.exp(Math.min(x, Elementary.EXP_MOST));
            assertThat(Elementary.exp(x)).isCloseTo(exp, within(4e-16 * exp));
            if (x < Elementary.EXP_MOST && exp > 1e-300) {
                assertThat(Elementary.log(exp)).isCloseTo(x, within(3e-16 * (1 + Math.abs(x))));
            }
            assertThat(Elementary.sin(x)).isCloseTo(StrictMath.sin(x), within(3e-16));
            assertThat(Elementary.cos(x)).isCloseTo(StrictMath.cos(x), within(3e-16));
            assertThat(Elementary.softplus(x))
                    .isCloseTo(
                            Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))), within(1e-12 + 4e-16 * Math.abs(x)));
            assertThat(Elementary.sigmoid(x)).isCloseTo(1 / (1 + StrictMath.exp(-x)), within(1e-15));
            double tanh = StrictMath.tanh((float) (0.02 * x));
            assertThat((double) Elementary.tanh((float) (0.02 * x))).isCloseTo(tanh, within(5e-7 * Math.abs(tanh)));
            double wrapped = Elementary.wrap(x);
            assertThat(wrapped).isBetween(-Math.PI, Math.nextDown(Math.PI));
            assertThat(Math.IEEEremainder(wrapped - x, 2 * Math.PI)).isCloseTo(0, within(1e-12));
        }
        assertThat(Elementary.wrap(Math.PI)).isEqualTo(-Math.PI);
        assertThat(Elementary.wrap(-Math.PI)).isEqualTo(-Math.PI);
        assertThat(Elementary.exp(Double.NaN)).isNaN();
        assertThat(Elementary.log(Double.NaN)).isNaN();
        assertThat(Elementary.sin(Double.NaN)).isNaN();
        assertThat(Elementary.tanh(Float.NaN)).isNaN();
    }

    @Test
    void networkKernelsAgree() {
        Matrix a = random(Precision.FLOAT32, 5, N, 3);
        a.set(7, Double.NaN);
        a.set(8, Double.POSITIVE_INFINITY);
        a.set(9, -0.0);
        Matrix b = random(Precision.FLOAT32, 5, N, 3);
        Matrix c = random(Precision.FLOAT32, 5, N, 3);
        Matrix bias = random(Precision.FLOAT32, 1, 5, 1);
        same((kernels, m) -> kernels.addBias(m.get(0), m.get(1)), a, bias);
        for (Activation activation : Activation.values()) {
            same((kernels, m) -> kernels.activate(activation, m.get(0), m.get(1), m.get(2)), a, bias, b);
            same((kernels, m) -> kernels.activateVjp(activation, m.get(0), m.get(1), m.get(2)), a, b, c);
        }
        same((kernels, m) -> kernels.activate(Activation.TANH, m.get(0), m.get(1), m.get(0)), a, bias);
        for (Matrix matrix : List.of(a, b)) {
            assertThat(Double.doubleToLongBits(active.squaredNorm(matrix, new double[Matrix.LANES])))
                    .isEqualTo(Double.doubleToLongBits(scalar.squaredNorm(matrix, new double[Matrix.LANES])));
        }
        same((kernels, m) -> kernels.add(m.get(0), m.get(1)), a, b);
        Matrix second = random(Precision.FLOAT32, 5, N, 1);
        for (int i = 0; i < second.size(); i++) {
            second.set(i, second.get(i) * second.get(i));
        }
        AdamStep step = new AdamStep(0.7, 0.9, 0.999, 1e-3, 1.7, 1e-8, 0.999, 0.99);
        Matrix average = random(Precision.FLOAT32, 5, N, 1);
        same((k, m) -> k.adam(step, m.get(0), m.get(1), m.get(2), m.get(3), m.get(4)), a, b, c, second, average);
    }

    @Test
    void rowKernelsAgree() {
        Matrix floats = random(Precision.FLOAT32, 2, N, 3);
        Matrix a = random(Precision.FLOAT64, 4, N, 3);
        a.set(7, Double.NaN);
        a.set(8, Double.POSITIVE_INFINITY);
        a.set(9, -0.0);
        a.set(10, 1e300);
        Matrix b = random(Precision.FLOAT64, 4, N, 3);
        same((kernels, m) -> kernels.widen(m.get(0), N, m.get(1), 2 * N, N), floats, a);
        same((kernels, m) -> kernels.narrow(m.get(0), N, m.get(1), 0, N), a, floats);
        same((kernels, m) -> kernels.addRow(m.get(0), N, m.get(1), 0, N), a, b);
        int[] rows = {2, 0};
        Matrix two = random(Precision.FLOAT64, 2, N, 3);
        same((kernels, m) -> kernels.takeRows(m.get(0), rows, m.get(1), N), a, two);
        same((kernels, m) -> kernels.narrowRows(m.get(0), rows, m.get(1), N), a, floats);
        same((kernels, m) -> kernels.putRows(m.get(0), rows, m.get(1), N), two, a);
        same((kernels, m) -> kernels.addRows(m.get(0), rows, m.get(1), N), two, a);
        same((kernels, m) -> kernels.addWidenedRows(m.get(0), rows, m.get(1), N), floats, a);
        Matrix odd = random(Precision.FLOAT32, 2, N, 300);
        odd.set(0, Double.NaN);
        odd.set(1, Double.NEGATIVE_INFINITY);
        same((kernels, m) -> kernels.exp(m.get(0), 0, m.get(1), N, 2 * N), odd, a);
        same((kernels, m) -> kernels.sinCos(m.get(0), N, m.get(1), 0, m.get(1), N, N), a, b);
        same((kernels, m) -> kernels.nextHarmonic(m.get(0), 2 * N, N), a);
        same(
                (kernels, m) -> kernels.harmonicsVjp(m.get(0), m.get(1), 2, m.get(2), N, N),
                a,
                b,
                random(Precision.FLOAT64, 2, N, 1));
        same((kernels, m) -> kernels.wrap(m.get(0), 0, 0.3, -1, m.get(0), N, m.get(1), 0, N), a, b);
    }

    @Test
    void affineKernelsAgree() {
        int variables = 2;
        Matrix kept = random(Precision.FLOAT64, 2 * variables, N, 2);
        Matrix scale = random(Precision.FLOAT64, variables, N, 2);
        Matrix z = random(Precision.FLOAT64, variables, N, 2);
        Matrix x = random(Precision.FLOAT64, variables, N, 2);
        Matrix det = random(Precision.FLOAT64, 1, N, 1);
        Matrix bar = random(Precision.FLOAT64, variables, N, 2);
        for (int step = 1; step <= 2; step++) {
            int every = step;
            Matrix r = random(Precision.FLOAT32, every * variables, N, 2);
            r.set(3, Double.NaN);
            r.set(4, 1e30);
            Matrix t = every == 2 ? r : random(Precision.FLOAT32, variables, N, 2);
            same((k, m) -> k.affineScale(m.get(0), every, m.get(1), m.get(2), variables, N), r, scale, kept);
            scalar.affineScale(r, every, scale, kept, variables, N);
            same(
                    (k, m) -> k.affineForward(
                            m.get(0), every, m.get(1), m.get(2), m.get(3), m.get(4), m.get(5), variables, N),
                    t,
                    scale,
                    kept,
                    z,
                    x,
                    det);
            same(
                    (k, m) -> k.affineInverse(
                            m.get(0), every, m.get(1), m.get(2), m.get(3), m.get(4), m.get(5), variables, N),
                    t,
                    scale,
                    kept,
                    z,
                    x,
                    det);
            for (boolean inverse : new boolean[] {true, false}) {
                same(
                        (k, m) -> k.affineVjp(
                                inverse,
                                m.get(0),
                                m.get(1),
                                m.get(2),
                                m.get(3),
                                m.get(4),
                                m.get(5),
                                every == 2 ? m.get(5) : m.get(6),
                                every,
                                variables,
                                N),
                        kept,
                        z,
                        bar,
                        det,
                        x,
                        r,
                        t);
            }
        }
    }

    @Test
    void splineKernelsAgreeStepByStep() {
        Matrix kept = random(Precision.FLOAT64, LAYOUT.keptRows(), N, 1.5);
        Matrix work = random(Precision.FLOAT64, LAYOUT.workRows(), N, 1.5);
        Matrix det = random(Precision.FLOAT64, 1, N, 1);
        Matrix bar = random(Precision.FLOAT64, 2, N, 1);
        Matrix out = random(Precision.FLOAT64, 2, N, 1);
        scalar.exp(random(Precision.FLOAT32, 2 * BINS, N, 1.5), 0, kept, 0, 2 * BINS * N);
        for (boolean heights : new boolean[] {false, true}) {
            same((k, m) -> k.splineScale(m.get(0), LAYOUT, heights, N), kept);
            scalar.splineScale(kept, LAYOUT, heights, N);
        }
        for (boolean byHeight : new boolean[] {true, false}) {
            same((k, m) -> k.findBin(m.get(0), m.get(1), LAYOUT, byHeight, N), kept, work);
            scalar.findBin(kept, work, LAYOUT, byHeight, N);
        }
        same((k, m) -> k.slopes(m.get(0), LAYOUT, N), kept);
        scalar.slopes(kept, LAYOUT, N);
        same((k, m) -> k.splineForward(m.get(0), m.get(1), LAYOUT, m.get(2), N), kept, work, det);
        same((k, m) -> k.splineInverse(m.get(0), m.get(1), LAYOUT, N), kept, work);
        scalar.splineInverse(kept, work, LAYOUT, N);
        same((k, m) -> k.splineRefine(m.get(0), m.get(1), LAYOUT, m.get(2), N), kept, work, det);
        for (boolean inverse : new boolean[] {true, false}) {
            same(
                    (k, m) -> k.splineVjp(m.get(0), m.get(1), LAYOUT, inverse, m.get(2), N, m.get(3), m.get(4), N),
                    kept,
                    work,
                    bar,
                    det,
                    out);
        }
        scalar.splineVjp(kept, work, LAYOUT, false, bar, N, det, out, N);
        same((k, m) -> k.splineBinVjp(m.get(0), m.get(1), LAYOUT, N), kept, work);
        scalar.splineBinVjp(kept, work, LAYOUT, N);
        Matrix z = random(Precision.FLOAT64, 2, N, 3);
        same((k, m) -> k.splineTails(m.get(0), N, Math.PI, m.get(1), N, m.get(2), 0, N), kept, z, out);
        same((k, m) -> k.splineTailsVjp(m.get(0), LAYOUT, m.get(1), m.get(2), N, m.get(3), N), work, z, bar, out);
        same((k, m) -> k.sharesVjp(m.get(0), m.get(1), LAYOUT, false, N), kept, work);
        same((k, m) -> k.sharesVjp(m.get(0), m.get(1), LAYOUT, true, N), kept, work);
        same((k, m) -> k.slopesVjp(m.get(0), m.get(1), LAYOUT, N), kept, work);
    }
}
