package org.openmmbg.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** Statistics of tests. */
public final class Series {

    private Series() {}

    public static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    /** Returns the standard error of the mean of independent values. */
    public static double standardError(double[] values) {
        double mean = mean(values);
        double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(sum / (values.length - 1) / values.length);
    }

    /** Returns by how many standard errors the mean of independent values is above what is expected. */
    public static double z(double[] values, double expected) {
        return (mean(values) - expected) / standardError(values);
    }

    /** Prints and checks the z-score of the mean of independent values. */
    public static void check(long seed, String what, double[] values, double expected) {
        double z = z(values, expected);
        System.out.printf("seed %d, %s: %.5f, expected %.5f, z = %.2f%n", seed, what, mean(values), expected, z);
        assertThat(z).as(what).isBetween(-4.0, 4.0);
    }

    /**
     * Returns the effective number of independent values in a time series: n / (1 + 2 Σ ρ), the sum over
     * autocorrelations up to a window of 5 correlation times (Sokal, "Monte Carlo methods in statistical mechanics",
     * 1997).
     */
    public static double effectiveSize(double[] series) {
        int n = series.length;
        double mean = mean(series);
        double variance =
                Arrays.stream(series).map(v -> (v - mean) * (v - mean)).sum() / n;
        double time = 1;
        for (int lag = 1; lag < n && lag < 5 * time; lag++) {
            double product = 0;
            for (int i = 0; i + lag < n; i++) {
                product += (series[i] - mean) * (series[i + lag] - mean);
            }
            time += 2 * product / n / variance;
        }
        return n / Math.max(1, time);
    }
}
