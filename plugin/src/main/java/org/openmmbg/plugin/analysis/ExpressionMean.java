package org.openmmbg.plugin.analysis;

import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.Expectation;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Quantity;

/**
 * The mean of an expression over weighted configurations: arithmetic, or circular of torsions, or a probability of a
 * condition.
 *
 * @param name the expression with its unit
 * @param mean in that unit; NaN where every weight is 0, or the expression is not defined for a draw that has weight
 * @param ci95 95 % interval; around a circular mean, so that it may reach beyond ±180 degrees
 * @param resultantLength of a torsion, the length of the mean of (cos, sin): 1 where all are the same, 0 where they cancel
 *     and the mean says nothing; NaN of all else
 */
public record ExpressionMean(String name, double mean, Results.Interval ci95, double resultantLength) {
    private static final Estimate UNKNOWN = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    /**
     * Averages over samples.
     *
     * @param bootstrap gives the interval; of blocks where the samples are a time series
     */
    public static ExpressionMean of(Expression expression, WeightedSamples samples, Bootstrap bootstrap) {
        double[] values = expression.values(samples.count(), samples.positions(), samples.width());
        return of(expression, values, samples.weights(), samples.bootstrap(bootstrap, values));
    }

    /**
     * Averages over independent draws.
     *
     * @param positions configurations, row-major [N, width]. Not modified.
     * @param width coordinates of a configuration
     */
    public static ExpressionMean of(
            Expression expression, double[] positions, int width, ImportanceWeights weights, Bootstrap bootstrap) {
        return of(expression, expression.values(weights.count(), positions, width), weights, bootstrap);
    }

    private static ExpressionMean of(
            Expression expression, double[] values, ImportanceWeights weights, Bootstrap bootstrap) {
        Quantity quantity = expression.quantity();
        boolean circular = quantity.form() == Quantity.Form.CIRCULAR;
        Estimate mean = UNKNOWN;
        double resultant = Double.NaN;
        if (isDefined(values, weights)) {
            mean = circular
                    ? Expectation.circularMean(weights, values, bootstrap)
                    : Expectation.mean(weights, values, bootstrap);
            resultant = circular ? resultant(values, weights) : Double.NaN;
        }
        double scale = quantity.scale();
        return new ExpressionMean(
                expression.title(),
                scale * mean.value(),
                new Results.Interval(scale * mean.low(), scale * mean.high()),
                resultant);
    }

    /** Returns this mean as a line of results.json. */
    public Results.Observable observable() {
        return new Results.Observable(name, mean, ci95);
    }

    private static boolean isDefined(double[] values, ImportanceWeights weights) {
        for (int i = 0; i < values.length; i++) {
            if (weights.relative(i) > 0 && !Double.isFinite(values[i])) {
                return false;
            }
        }
        return weights.effectiveSamples() > 0;
    }

    private static double resultant(double[] angles, ImportanceWeights weights) {
        double cos = 0;
        double sin = 0;
        double sum = 0;
        for (int i = 0; i < angles.length; i++) {
            double weight = weights.relative(i);
            if (weight > 0) {
                cos += weight * Math.cos(angles[i]);
                sin += weight * Math.sin(angles[i]);
                sum += weight;
            }
        }
        return Math.hypot(cos, sin) / sum;
    }
}
