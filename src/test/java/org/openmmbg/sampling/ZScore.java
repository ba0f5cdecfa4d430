package org.openmmbg.sampling;

/** How far a mean of independent values is from what it should be, in its standard errors. */
final class ZScore {
    private ZScore() {}

    static double of(double[] values, double expected) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / (values.length - 1);
        }
        return (mean - expected) / Math.sqrt(variance / values.length);
    }
}
