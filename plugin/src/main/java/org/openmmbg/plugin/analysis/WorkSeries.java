package org.openmmbg.plugin.analysis;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Autocorrelation;

/**
 * Values of work in the order in which they were made.
 *
 * @param name what they are called
 * @param values kT; thinned where that was asked for
 * @param inefficiency statistical inefficiency of the values as they were given
 * @param objection that the values depend on their neighbours; empty where they do not, or were thinned
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
record WorkSeries(String name, double[] values, double inefficiency, Optional<String> objection) {
    /** With this inefficiency errors are too small by a tenth. */
    private static final double LARGEST_INEFFICIENCY = 1.25;

    /** Of N independent values, whose inefficiency is 1, the estimate of it is seldom further above than this over √N. */
    private static final double NOISE = 10;

    /** Returns values of work, or null if there are none. */
    static @Nullable WorkSeries of(String name, double @Nullable [] given, boolean subsample) {
        if (given == null) {
            return null;
        }
        // Draws outside the other ensemble and failed ones say nothing about how works follow each other.
        double inefficiency =
                inefficiency(Arrays.stream(given).filter(Double::isFinite).toArray());
        if (subsample) {
            double[] thinned = Arrays.stream(Autocorrelation.subsample(given.length, inefficiency))
                    .mapToDouble(i -> given[i])
                    .toArray();
            return new WorkSeries(name, thinned, inefficiency, Optional.empty());
        }
        Optional<String> objection = inefficiency <= LARGEST_INEFFICIENCY + NOISE / Math.sqrt(given.length)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the %s works depend on each other: %.1f in a row count as one; thin them, or give --subsample",
                        name,
                        inefficiency));
        return new WorkSeries(name, given, inefficiency, objection);
    }

    private static double inefficiency(double[] values) {
        return values.length == 0 ? 1 : Autocorrelation.inefficiency(values);
    }
}
