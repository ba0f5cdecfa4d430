package org.openmmbg.flow;

import java.util.List;
import org.openmmbg.kernel.Matrix;

/**
 * A family of increasing functions x = f(z; θ) of one variable, with θ from a network: the part of a coupling that moves.
 *
 * <p>θ comes in one matrix or, where each number has a network of its own, in as many as {@link #parameters()}: [variables ·
 * numbers, cells], the numbers of a variable one after the other.
 */
sealed interface Transformer permits AffineTransformer, SplineTransformer {

    /** Returns the length of θ for one variable. All zeros is the identity. */
    int parameters();

    /**
     * Makes the memory of one thread: what a pass leaves for its products, and what it works with.
     *
     * @param variables number of variables
     * @param capacity number of cells, a multiple of {@link Matrix#LANES}
     * @param scratch lends what holds nothing between calls
     */
    Rows newRows(int variables, int capacity, Scratch scratch);

    /** Does all variables of all cells: matrices [variables, cells] of float64. */
    interface Rows {
        /** Computes x from z and adds log f′ to logDet, [1, cells]. */
        void forward(List<Matrix> theta, Matrix z, Matrix x, Matrix logDet);

        /** Computes z from x and subtracts log f′ from logDet, [1, cells]. */
        void inverse(List<Matrix> theta, Matrix x, Matrix z, Matrix logDet);

        /**
         * The vector-Jacobian product of either direction at the pair of the last pass.
         *
         * @param inverse whether of x → z
         * @param z what that pass began or ended with. Not modified.
         * @param toBar cotangent of the result. Not modified.
         * @param detBar cotangent of the log-determinant, [1, cells]. Not modified.
         * @param fromBar cotangent of the argument. Modified.
         * @param thetaBar cotangent of θ. Modified.
         */
        void vjp(boolean inverse, Matrix z, Matrix toBar, Matrix detBar, Matrix fromBar, List<Matrix> thetaBar);
    }
}
