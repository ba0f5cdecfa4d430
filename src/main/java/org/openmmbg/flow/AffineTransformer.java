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
        return new AffineMemory(new Matrix(Precision.FLOAT64, AffineRows.KEPT * variables, capacity), variables);
    }

    /** One thread's. */
    private record AffineMemory(Matrix kept, int variables) implements Rows {

        /** Returns the row of r of a variable: of its own network, or every other one of the network of both. */
        private static int rRow(List<Matrix> theta, int variable) {
            return theta.size() == 2 ? variable : 2 * variable;
        }

        private static int tRow(List<Matrix> theta, int variable) {
            return theta.size() == 2 ? variable : 2 * variable + 1;
        }

        private static Matrix r(List<Matrix> theta) {
            return theta.get(0);
        }

        private static Matrix t(List<Matrix> theta) {
            return theta.get(theta.size() - 1);
        }

        @Override
        public void forward(List<Matrix> theta, Matrix z, Matrix x, Matrix logDet) {
            kept.reshape(AffineRows.KEPT * variables, z.columns());
            for (int j = 0; j < variables; j++) {
                AffineRows.forward(r(theta), rRow(theta, j), t(theta), tRow(theta, j), kept, j, z, x, logDet);
            }
        }

        @Override
        public void inverse(List<Matrix> theta, Matrix x, Matrix z, Matrix logDet) {
            kept.reshape(AffineRows.KEPT * variables, x.columns());
            for (int j = 0; j < variables; j++) {
                AffineRows.inverse(r(theta), rRow(theta, j), t(theta), tRow(theta, j), kept, j, x, z, logDet);
            }
        }

        @Override
        public void vjp(boolean inverse, Matrix z, Matrix toBar, Matrix detBar, Matrix fromBar, List<Matrix> thetaBar) {
            for (int j = 0; j < variables; j++) {
                AffineRows.vjp(
                        inverse,
                        kept,
                        j,
                        z,
                        toBar,
                        detBar,
                        fromBar,
                        r(thetaBar),
                        rRow(thetaBar, j),
                        t(thetaBar),
                        tRow(thetaBar, j));
            }
        }
    }
}
