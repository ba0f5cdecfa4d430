package org.openmmbg.estimate;

/** Quantiles of samples. */
final class Quantiles {

    private Quantiles() {}

    /** Returns the quantile of sorted values, linear between order statistics (type 7 of Hyndman and Fan, 1996). */
    static double ofSorted(double[] sorted, double probability) {
        double place = probability * (sorted.length - 1);
        int below = (int) place;
        double low = sorted[below];
        double high = sorted[Math.min(below + 1, sorted.length - 1)];
        // Either end may be infinite: then a factor of 0 would give NaN.
        return low == high || place == below ? low : low + (place - below) * (high - low);
    }
}
