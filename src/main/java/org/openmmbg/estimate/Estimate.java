package org.openmmbg.estimate;

/**
 * A number and its 95 % confidence interval.
 *
 * @param value the estimate from all draws; NaN if there is none
 * @param low lower end of the interval, may be −∞
 * @param high upper end of the interval, may be +∞
 */
public record Estimate(double value, double low, double high) {}
