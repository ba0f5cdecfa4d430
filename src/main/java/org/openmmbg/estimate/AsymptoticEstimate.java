package org.openmmbg.estimate;

/**
 * A number and its standard error, from a formula that holds for many draws.
 *
 * @param value the estimate
 * @param standardError one standard deviation of the estimate; +∞ where the draws say nothing about it
 */
public record AsymptoticEstimate(double value, double standardError) {

    // The 97.5 % quantile of the standard normal distribution.
    private static final double TWO_SIDED_95 = 1.959963984540054;

    /** Returns the number with its 95 % interval, that of a normal distribution. */
    public Estimate interval() {
        double half = TWO_SIDED_95 * standardError;
        return new Estimate(value, value - half, value + half);
    }
}
