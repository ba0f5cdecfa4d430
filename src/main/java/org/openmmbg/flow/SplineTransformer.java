package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;
import org.openmmbg.kernel.SplineRows;

/** A monotone rational-quadratic spline: see {@link SplineRows}. */
sealed interface SplineTransformer extends Transformer {

    /** Returns the number of pieces. */
    int bins();

    /** Makes the kernels on their memory. */
    SplineRows splines(Matrix memory);

    @Override
    default Rows newRows(int variables, int capacity, Scratch scratch) {
        Matrix memory = scratch.matrix("spline", Precision.FLOAT64, SplineRows.rows(bins()), capacity);
        return new Memory(parameters(), splines(memory));
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
        public SplineRows splines(Matrix memory) {
            return SplineRows.circular(bins, seam, memory);
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
        public SplineRows splines(Matrix memory) {
            return SplineRows.linearTails(bins, bound, memory);
        }
    }

    /** One thread's. */
    record Memory(int parameters, SplineRows spline) implements Rows {

        @Override
        public void forward(List<Matrix> theta, Matrix z, Matrix x, Matrix logDet) {
            int n = z.columns();
            for (int j = 0; j < z.rows(); j++) {
                spline.forward(theta.get(0), j * parameters, z, j * n, x, j * n, logDet, n);
            }
        }

        @Override
        public void inverse(List<Matrix> theta, Matrix x, Matrix z, Matrix logDet) {
            int n = x.columns();
            for (int j = 0; j < x.rows(); j++) {
                spline.inverse(theta.get(0), j * parameters, x, j * n, z, j * n, logDet, n);
            }
        }

        @Override
        public void vjp(
                boolean inverse,
                List<Matrix> theta,
                Matrix z,
                Matrix toBar,
                Matrix detBar,
                Matrix fromBar,
                List<Matrix> thetaBar) {
            int n = z.columns();
            for (int j = 0; j < z.rows(); j++) {
                spline.vjp(inverse, theta.get(0), j * parameters, z, j * n, toBar, detBar, fromBar, thetaBar.get(0), n);
            }
        }
    }
}
