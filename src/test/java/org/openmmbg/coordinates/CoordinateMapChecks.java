package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.openmmbg.random.RandomStream;

/** What every map of a molecule's coordinates must keep, by finite differences. */
final class CoordinateMapChecks {
    private static final double STEP = 1e-6;

    private CoordinateMapChecks() {}

    /**
     * Translations, infinitesimal rotations and the coordinates together have 3N directions, and the volume they span is
     * |J|.
     *
     * @param q one row. Not modified.
     */
    static void logDetIsThatOfTheNumericalJacobianWithRigidMotions(CoordinateMap map, double[] q) {
        int n = map.cartesianDimension();
        int dimension = map.dimension();
        double[] x = new double[n];
        double[] logDet = new double[1];
        map.toCartesian(0, 1, q, x, logDet);
        RealMatrix jacobian = new Array2DRowRealMatrix(n, n);
        for (int k = 0; k < dimension; k++) {
            double[] moved = q.clone();
            double[] plus = new double[n];
            double[] minus = new double[n];
            moved[k] = q[k] + STEP;
            map.toCartesian(0, 1, moved, plus, null);
            moved[k] = q[k] - STEP;
            map.toCartesian(0, 1, moved, minus, null);
            for (int i = 0; i < n; i++) {
                jacobian.setEntry(i, k, (plus[i] - minus[i]) / (2 * STEP));
            }
        }
        for (int atom = 0; atom < n; atom += 3) {
            for (int axis = 0; axis < 3; axis++) {
                jacobian.setEntry(atom + axis, dimension + axis, 1);
                int next = (axis + 1) % 3;
                int last = (axis + 2) % 3;
                jacobian.setEntry(atom + next, dimension + 3 + axis, -x[atom + last]);
                jacobian.setEntry(atom + last, dimension + 3 + axis, x[atom + next]);
            }
        }
        assertThat(logDet[0]).isCloseTo(logAbsDet(jacobian), within(1e-6));
    }

    /** Returns log|det|. */
    static double logAbsDet(RealMatrix matrix) {
        RealMatrix triangular = new LUDecomposition(matrix, 1e-30).getU();
        return IntStream.range(0, matrix.getRowDimension())
                .mapToDouble(i -> Math.log(Math.abs(triangular.getEntry(i, i))))
                .sum();
    }

    /**
     * The product with random cotangents of positions and of log|J|.
     *
     * @param q rows. Not modified.
     * @param relative part of a slope's size that is added to the error allowed, 1e-7
     */
    static void vectorJacobianProductEqualsFiniteDifferences(
            CoordinateMap map, int rows, double[] q, RandomStream stream, double relative) {
        int n = map.cartesianDimension();
        int dimension = map.dimension();
        double[] x = new double[rows * n];
        map.toCartesian(0, rows, q, x, null);
        double[] xBar = new double[rows * n];
        double[] logDetBar = new double[rows];
        stream.fillGaussian(xBar, 0, xBar.length);
        stream.fillGaussian(logDetBar, 0, rows);
        double[] qBar = new double[rows * dimension];
        Arrays.fill(qBar, 1234.5);
        map.toCartesianVjp(0, rows, q, x.clone(), xBar.clone(), logDetBar, qBar);
        for (int k = 0; k < q.length; k++) {
            int row = k / dimension;
            double[] moved = q.clone();
            moved[k] = q[k] + STEP;
            double plus = pairing(map, row, moved, xBar, logDetBar);
            moved[k] = q[k] - STEP;
            double minus = pairing(map, row, moved, xBar, logDetBar);
            double slope = (plus - minus) / (2 * STEP);
            double allowed = 1e-7 * (1 + relative * Math.abs(slope));
            assertThat(qBar[k]).as("coordinate %d", k).isCloseTo(slope, within(allowed));
        }
    }

    private static double pairing(CoordinateMap map, int row, double[] q, double[] xBar, double[] logDetBar) {
        int n = map.cartesianDimension();
        double[] x = new double[(row + 1) * n];
        double[] logDet = new double[row + 1];
        map.toCartesian(row, row + 1, q, x, logDet);
        double sum = logDetBar[row] * logDet[row];
        for (int i = row * n; i < (row + 1) * n; i++) {
            sum += x[i] * xBar[i];
        }
        return sum;
    }
}
