package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.AffineRows;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;

/** x = z·eˢ + t: see {@link AffineRows}. */
record AffineTransformer() implements Transformer {

    @Override
    public int parameters() {
        return 2;
    }

    @Override
    public Rows newRows(int capacity) {
        return new AffineMemory(new Matrix(Precision.FLOAT64, AffineRows.ROWS, capacity));
    }

    private record AffineMemory(Matrix own) implements Rows {

        private void load(List<Matrix> theta, int variable, int n) {
            own.reshape(AffineRows.ROWS, n);
            int rows = 2 / theta.size();
            for (int part = 0; part < theta.size(); part++) {
                DenseMath.widen(theta.get(part), variable * rows * n, own, part * rows * n, rows * n);
            }
        }

        @Override
        public void forward(List<Matrix> theta, int variable, Matrix z, Matrix x, Matrix logDet) {
            int n = z.columns();
            load(theta, variable, n);
            AffineRows.forward(own, z, variable * n, x, variable * n, logDet, n);
        }

        @Override
        public void inverse(List<Matrix> theta, int variable, Matrix x, Matrix z, Matrix logDet) {
            int n = z.columns();
            load(theta, variable, n);
            AffineRows.inverse(own, x, variable * n, z, variable * n, logDet, n);
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
            load(theta, variable, n);
            AffineRows.vjp(inverse, own, z, variable * n, toBar, detBar, fromBar, n);
            int rows = 2 / theta.size();
            for (int part = 0; part < theta.size(); part++) {
                DenseMath.narrow(own, part * rows * n, thetaBar.get(part), variable * rows * n, rows * n);
            }
        }
    }
}
