package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.SplineRows;

/**
 * A monotone rational-quadratic spline of the circle [−π, π) onto itself, followed by a rotation: see {@link SplineRows}.
 *
 * @param bins number of pieces, at least 2
 * @param seam fixed angle added before the spline, radians, so that the seams of successive layers lie apart
 */
record CircularSplineTransformer(int bins, double seam) implements Transformer {

    CircularSplineTransformer {
        SplineRows.checkBins(bins);
    }

    @Override
    public int parameters() {
        return SplineRows.parameters(bins);
    }

    @Override
    public Rows newRows(int capacity) {
        return new SplineMemory(parameters(), new SplineRows(bins, seam, capacity));
    }

    private record SplineMemory(int parameters, SplineRows spline) implements Rows {

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
