package org.openmmbg.estimate;

import java.util.Locale;
import java.util.Optional;

/**
 * A number and its 95 % confidence interval.
 *
 * @param value the estimate from all draws; NaN if there is none
 * @param low lower end of the interval, may be −∞
 * @param high upper end of the interval, may be +∞
 */
public record Estimate(double value, double low, double high) {

    /** Two independent estimates further apart than this times the joint length of their intervals contradict each other. */
    private static final double LARGEST_GAP = 1.5;

    /**
     * Tells how this contradicts an independent estimate of the same number, in one line; empty where it does not. They do
     * where they are further apart than three standard errors of their difference, by the halves of their intervals that
     * face each other.
     */
    public Optional<String> contradiction(Estimate other) {
        double gap = Math.abs(value - other.value);
        double half = value < other.value
                ? Math.hypot(high - value, other.value - other.low)
                : Math.hypot(value - low, other.high - other.value);
        return gap > LARGEST_GAP * half
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "%.4g (%.4g to %.4g) and %.4g (%.4g to %.4g)",
                        value,
                        low,
                        high,
                        other.value,
                        other.low,
                        other.high))
                : Optional.empty();
    }
}
