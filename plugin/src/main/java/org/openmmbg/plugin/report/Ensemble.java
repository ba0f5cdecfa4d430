package org.openmmbg.plugin.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.openmmbg.estimate.Axis;
import org.openmmbg.estimate.Histogram;
import org.openmmbg.estimate.ImportanceWeights;

/**
 * Configurations with weights.
 *
 * @param name as shown
 * @param positions [count, width]
 * @param width length of a configuration
 * @param energy u, kT, [count]
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
record Ensemble(String name, double[] positions, int width, double[] energy, ImportanceWeights weights) {
    private static final double LEAST_EFFECTIVE_SAMPLES = 2;

    /** Of a normal distribution, for a 95 % interval. */
    private static final double INTERVAL_SIGMAS = 1.959963984540054;

    /** Returns whether there is nothing to show: no configuration has weight, or a single one has nearly all of it. */
    boolean isEmpty() {
        return !(weights.effectiveSamples() >= LEAST_EFFECTIVE_SAMPLES);
    }

    /** Returns a number of each configuration. */
    double[] values(Coordinate coordinate) {
        double[] values = new double[energy.length];
        Arrays.setAll(values, i -> coordinate.of(positions, i * width));
        return values;
    }

    /** Returns the weights of numbers that come a few to a configuration, those of a configuration together. */
    ImportanceWeights repeated(int times) {
        double[] logs = new double[Math.multiplyExact(energy.length, times)];
        Arrays.setAll(logs, i -> Math.log(weights.relative(i / times)));
        return new ImportanceWeights(logs);
    }

    /** A number that a configuration has. */
    interface Coordinate {
        /** Returns it for the configuration that begins at an offset. */
        double of(double[] positions, int offset);
    }

    /**
     * Returns the free energy along values, each bin above the lowest, with a band. The variance of a bin's probability p is
     * that of a ratio of sums, to first order sum of w²(in bin − p)² over (sum of w)².
     *
     * @param shown abscissa of a value of the axis
     */
    ReportData.Curve profile(Axis axis, double[] values, DoubleUnaryOperator shown, boolean withBand) {
        int bins = axis.bins();
        double[] probability = new Histogram(List.of(axis), List.of(values), weights).probabilities();
        double[] squaresInBin = new double[bins];
        double squares = 0;
        double sum = 0;
        for (int i = 0; i < weights.count(); i++) {
            double weight = weights.relative(i);
            int bin = axis.bin(values[i]);
            sum += weight;
            squares += weight * weight;
            if (bin >= 0) {
                squaresInBin[bin] += weight * weight;
            }
        }
        double largest = Arrays.stream(probability).max().orElse(Double.NaN);
        double[] x = new double[bins];
        double[] y = new double[bins];
        double[] low = new double[bins];
        double[] high = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            double p = probability[bin];
            double variance = squaresInBin[bin] * (1 - p) * (1 - p) + (squares - squaresInBin[bin]) * p * p;
            double error = INTERVAL_SIGMAS * Math.sqrt(variance) / sum / p;
            x[bin] = shown.applyAsDouble(axis.centre(bin));
            y[bin] = p > 0 ? Math.log(largest / p) : Double.NaN;
            low[bin] = y[bin] - error;
            high[bin] = y[bin] + error;
        }
        return new ReportData.Curve(name, x, y, withBand ? low : null, withBand ? high : null);
    }
}
