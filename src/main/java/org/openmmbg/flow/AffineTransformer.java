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
    public Rows newRows(int variables, int capacity, Scratch scratch) {
        return new AffineMemory(
                scratch.matrix("affine", Precision.FLOAT64, AffineRows.PARTS * variables, capacity), variables);
    }

    /** @param own r and t of all variables, and working memory: {@link AffineRows#PARTS} times [variables, cells] */
    private record AffineMemory(Matrix own, int variables) implements Rows {

        private void load(List<Matrix> theta, int n) {
            own.reshape(AffineRows.PARTS * variables, n);
            int size = variables * n;
            if (theta.size() == 2) {
                DenseMath.widen(theta.get(0), 0, own, 0, size);
                DenseMath.widen(theta.get(1), 0, own, size, size);
                return;
            }
            for (int j = 0; j < variables; j++) {
                DenseMath.widen(theta.get(0), 2 * j * n, own, j * n, n);
                DenseMath.widen(theta.get(0), (2 * j + 1) * n, own, size + j * n, n);
            }
        }

        @Override
        public void forward(List<Matrix> theta, Matrix z, Matrix x, Matrix logDet) {
            load(theta, z.columns());
            AffineRows.forward(own, z, x, logDet);
        }

        @Override
        public void inverse(List<Matrix> theta, Matrix x, Matrix z, Matrix logDet) {
            load(theta, x.columns());
            AffineRows.inverse(own, x, z, logDet);
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
            load(theta, n);
            AffineRows.vjp(inverse, own, z, toBar, detBar, fromBar);
            int size = variables * n;
            if (theta.size() == 2) {
                DenseMath.narrow(own, 0, thetaBar.get(0), 0, size);
                DenseMath.narrow(own, size, thetaBar.get(1), 0, size);
                return;
            }
            for (int j = 0; j < variables; j++) {
                DenseMath.narrow(own, j * n, thetaBar.get(0), 2 * j * n, n);
                DenseMath.narrow(own, size + j * n, thetaBar.get(0), (2 * j + 1) * n, n);
            }
        }
    }
}
