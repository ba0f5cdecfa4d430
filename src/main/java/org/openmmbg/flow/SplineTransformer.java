package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.SplineRows;

/** A monotone rational-quadratic spline: see {@link SplineRows}. */
sealed interface SplineTransformer extends Transformer {

    /** Makes the kernels with their memory. */
    SplineRows splines(int capacity);

    @Override
    default Rows newRows(int capacity) {
        return new Memory(parameters(), splines(capacity));
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
        public SplineRows splines(int capacity) {
            return SplineRows.circular(bins, seam, capacity);
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
        public SplineRows splines(int capacity) {
            return SplineRows.linearTails(bins, bound, capacity);
        }
    }

    /** One thread's. */
    record Memory(int parameters, SplineRows spline) implements Rows {

        @Override
        public void forward(List<Matrix> theta, int variable, Matrix z, Matrix x, Matrix logDet) {
            int n = z.columns();
            spline.forward(theta.get(0), variable * parameters, z, variable * n, x, variable * n, logDet, n);
        }

        @Override
        public void inverse(List<Matrix> theta, int variable, Matrix x, Matrix z, Matrix logDet) {
            int n = z.columns();
            spline.inverse(theta.get(0), variable * parameters, x, variable * n, z, variable * n, logDet, n);
        }

        @Override
        public void vjp(
                boolean inverse,
                List<Matrix> theta,
                int variable,
                Matrix z,
                Matrix toBar,
                Matrix detBar,
                Matrix fromBar,
                List<Matrix> thetaBar) {
            int n = z.columns();
            int first = variable * parameters;
            spline.vjp(inverse, theta.get(0), first, z, variable * n, toBar, detBar, fromBar, thetaBar.get(0), n);
        }
    }
}
