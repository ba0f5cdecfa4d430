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
     * Turns one row of the generator's score into the cotangent.
     *
     * @param score s_q on entry, the cotangent on return; 0 if it is not finite. Modified.
     * @param target −s_p. Not modified.
     * @param coefficient factor on the result
     * @return whether it was finite
     */
    boolean make(double[] score, double[] target, int row, double coefficient) {
        int n = scales.length;
        int from = row * n;
        double square = 0;
        for (int j = 0; j < n; j++) {
            double value = score[from + j] + target[from + j];
            score[from + j] = value;
            square += value * scales[j] * value * scales[j];
        }
        double length = Math.sqrt(square);
        boolean finite = Double.isFinite(length);
        double factor = coefficient * (length > limit ? limit / length : 1);
        for (int j = 0; j < n; j++) {
            score[from + j] = finite ? factor * score[from + j] : 0;
        }
        return finite;
    }
}
