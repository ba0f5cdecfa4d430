package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.AffineRows;
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
        Matrix work = scratch.matrix("affine", Precision.FLOAT64, variables, capacity);
        return new Memory(new AffineRows(variables, capacity, work));
    }

    /** One thread's. r and t have a network each, or come in turn from one. */
    private record Memory(AffineRows affine) implements Rows {

        private static Matrix r(List<Matrix> theta) {
            return theta.get(0);
        }

        private static Matrix t(List<Matrix> theta) {
            return theta.get(theta.size() - 1);
        }

        private static int step(List<Matrix> theta) {
            return theta.size() == 2 ? 1 : 2;
        }

        @Override
        public void forward(List<Matrix> theta, Matrix z, Matrix x, Matrix logDet) {
            affine.forward(r(theta), t(theta), step(theta), z, x, logDet);
        }

        @Override
        public void inverse(List<Matrix> theta, Matrix x, Matrix z, Matrix logDet) {
            affine.inverse(r(theta), t(theta), step(theta), x, z, logDet);
        }

        @Override
        public void vjp(boolean inverse, Matrix z, Matrix toBar, Matrix detBar, Matrix fromBar, List<Matrix> thetaBar) {
            affine.vjp(inverse, z, toBar, detBar, fromBar, r(thetaBar), t(thetaBar), step(thetaBar));
        }
    }
}
