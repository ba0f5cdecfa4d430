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
        Matrix kept = new Matrix(Precision.FLOAT64, AffineRows.KEPT * variables, capacity);
        Matrix work = scratch.matrix("affine", Precision.FLOAT64, AffineRows.PARTS * variables, capacity);
        return new AffineMemory(kept, work, variables);
    }

    /**
     * One thread's.
     *
     * @param work r and t of all variables or their cotangents: {@link AffineRows#PARTS} times [variables, cells]
     */
    private record AffineMemory(Matrix kept, Matrix work, int variables) implements Rows {

        private void load(List<Matrix> theta, int n) {
            kept.reshape(AffineRows.KEPT * variables, n);
            work.reshape(AffineRows.PARTS * variables, n);
            int size = variables * n;
            if (theta.size() == 2) {
                DenseMath.widen(theta.get(0), 0, work, 0, size);
                DenseMath.widen(theta.get(1), 0, work, size, size);
                return;
            }
            for (int j = 0; j < variables; j++) {
                DenseMath.widen(theta.get(0), 2 * j * n, work, j * n, n);
                DenseMath.widen(theta.get(0), (2 * j + 1) * n, work, size + j * n, n);
            }
        }

        @Override
        public void forward(List<Matrix> theta, Matrix z, Matrix x, Matrix logDet) {
            load(theta, z.columns());
            AffineRows.forward(work, kept, z, x, logDet);
        }

        @Override
        public void inverse(List<Matrix> theta, Matrix x, Matrix z, Matrix logDet) {
            load(theta, x.columns());
            AffineRows.inverse(work, kept, x, z, logDet);
        }

        @Override
        public void vjp(boolean inverse, Matrix z, Matrix toBar, Matrix detBar, Matrix fromBar, List<Matrix> thetaBar) {
            int n = z.columns();
            work.reshape(AffineRows.PARTS * variables, n);
            AffineRows.vjp(inverse, work, kept, z, toBar, detBar, fromBar);
            int size = variables * n;
            if (thetaBar.size() == 2) {
                DenseMath.narrow(work, 0, thetaBar.get(0), 0, size);
                DenseMath.narrow(work, size, thetaBar.get(1), 0, size);
                return;
            }
            for (int j = 0; j < variables; j++) {
                DenseMath.narrow(work, j * n, thetaBar.get(0), 2 * j * n, n);
                DenseMath.narrow(work, size + j * n, thetaBar.get(0), (2 * j + 1) * n, n);
            }
        }
    }
}
