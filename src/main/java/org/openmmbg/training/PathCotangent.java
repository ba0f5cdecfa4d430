package org.openmmbg.training;

/**
 * Makes the cotangents of path gradients, s_q − s_p, each no longer than a limit: far out on a steep energy one sample's
 * would be all that a step sees.
 */
final class PathCotangent {
    private final double[] scales;
    private final double limit;

    /**
     * @param scales what a length of 1 is in each coordinate, [dimension]. Not modified.
     * @param limit greatest length
     */
    PathCotangent(double[] scales, double limit) {
        this.scales = scales.clone();
        this.limit = limit;
    }

    /**
     * Turns one row of the generator's score into the cotangent of x that carries a path gradient and a score-function one
     * back together. At fixed z, log q(T(z)) = log q₀(z) − log|det ∂T/∂z|, so that ∂ log q/∂θ at fixed x is the product of
     * the map's Jacobian with the cotangents −s_q of x and −1 of log|det|.
     *
     * @param score s_q on entry, c·(s_q − s_p) − d·s_q on return; 0 if it is not finite. Modified.
     * @param target −s_p. Not modified.
     * @param path the coefficient c of the path form
     * @param scoreFunction the coefficient d of the score-function form
     * @return whether it was finite
     */
    boolean make(double[] score, double[] target, int row, double path, double scoreFunction) {
        int n = scales.length;
        int from = row * n;
        double square = 0;
        for (int j = 0; j < n; j++) {
            double value = score[from + j] + target[from + j];
            square += value * scales[j] * value * scales[j];
        }
        double length = Math.sqrt(square);
        boolean finite = Double.isFinite(length);
        double factor = path * (length > limit ? limit / length : 1);
        for (int j = 0; j < n; j++) {
            double own = score[from + j];
            score[from + j] = finite ? factor * (own + target[from + j]) - scoreFunction * own : 0;
        }
        return finite;
    }
}
