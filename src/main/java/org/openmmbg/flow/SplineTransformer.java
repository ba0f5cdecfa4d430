package org.openmmbg.flow;

import java.util.List;
import java.util.stream.Stream;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;
import org.openmmbg.kernel.SplineRows;

/** A monotone rational-quadratic spline: see {@link SplineRows}. */
sealed interface SplineTransformer extends Transformer {

    /** Returns the number of pieces. */
    int bins();

    /** Makes the kernels for one variable on their memory. */
    SplineRows spline(Matrix kept, Matrix work);

    @Override
    default Rows newRows(int variables, int capacity, Scratch scratch) {
        Matrix work = scratch.matrix("spline", Precision.FLOAT64, SplineRows.workRows(bins()), capacity);
        int rows = SplineRows.keptRows(bins());
        return new Memory(
                parameters(),
                Stream.generate(() -> spline(new Matrix(Precision.FLOAT64, rows, capacity), work))
                        .limit(variables)
                        .toList());
    }

    /**
     * Of the circle [−π, π) onto itself, followed by a rotation.
     *
     * @param bins number of pieces, at least 2
     * @param seam fixed angle added before the spline, radians, so that the seams of successive layers lie apart
     */
    record Circular(int bins, double seam) implements SplineTransformer {
        public Circular {
            SplineRows.checkBins(bins);
        }

        @Override
        public int parameters() {
            return SplineRows.circularParameters(bins);
        }

        @Override
        public SplineRows spline(Matrix kept, Matrix work) {
            return SplineRows.circular(bins, seam, kept, work);
        }
    }

    /**
     * Of [−bound, bound] onto itself; the identity beyond.
     *
     * @param bins number of pieces, at least 2
     * @param bound more than 0
     */
    record LinearTails(int bins, double bound) implements SplineTransformer {
        public LinearTails {
            SplineRows.checkBins(bins);
            if (!(bound > 0)) {
                throw new IllegalArgumentException("a spline between -" + bound + " and " + bound);
            }
        }

        @Override
        public int parameters() {
            return SplineRows.linearTailsParameters(bins);
        }

        @Override
        public SplineRows spline(Matrix kept, Matrix work) {
            return SplineRows.linearTails(bins, bound, kept, work);
        }
    }

    /**
     * One thread's.
     *
     * @param splines one for each variable
     */
    record Memory(int parameters, List<SplineRows> splines) implements Rows {

        @Override
        public void forward(List<Matrix> theta, Matrix z, Matrix x, Matrix logDet) {
            int n = z.columns();
            for (int j = 0; j < z.rows(); j++) {
                splines.get(j).forward(theta.get(0), j * parameters, z, j * n, x, j * n, logDet, n);
            }
        }

        @Override
        public void inverse(List<Matrix> theta, Matrix x, Matrix z, Matrix logDet) {
            int n = x.columns();
            for (int j = 0; j < x.rows(); j++) {
                splines.get(j).inverse(theta.get(0), j * parameters, x, j * n, z, j * n, logDet, n);
            }
        }

        @Override
        public void vjp(boolean inverse, Matrix z, Matrix toBar, Matrix detBar, Matrix fromBar, List<Matrix> thetaBar) {
            int n = z.columns();
            for (int j = 0; j < z.rows(); j++) {
                splines.get(j).vjp(inverse, z, j * n, toBar, detBar, fromBar, thetaBar.get(0), j * parameters, n);
            }
        }
    }
}
