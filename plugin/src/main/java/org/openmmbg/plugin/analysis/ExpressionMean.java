package org.openmmbg.plugin.analysis;

import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.Expectation;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Quantity;

/** The mean of an expression over weighted configurations. */
public final class ExpressionMean {
    private ExpressionMean() {}

    /**
     * Returns the mean in the unit that {@link Expression#title} names: arithmetic, or circular of torsions; a probability
     * of a condition. NaN where every weight is 0, or the expression is not defined for a draw that has weight.
     *
     * @param expression what is averaged
     * @param positions configurations, row-major [N, width]. Not modified.
     * @param width coordinates of a configuration
     */
    public static Estimate of(
            Expression expression, double[] positions, int width, ImportanceWeights weights, Bootstrap bootstrap) {
        double[] values = expression.values(weights.count(), positions, width);
        for (int i = 0; i < values.length; i++) {
            if (weights.relative(i) > 0 && !Double.isFinite(values[i])) {
                return new Estimate(Double.NaN, Double.NaN, Double.NaN);
            }
        }
        if (weights.effectiveSamples() == 0) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN);
        }
        Quantity quantity = expression.quantity();
        Estimate mean = quantity.form() == Quantity.Form.CIRCULAR
                ? Expectation.circularMean(weights, values, bootstrap)
                : Expectation.mean(weights, values, bootstrap);
        double scale = quantity.scale();
        return new Estimate(scale * mean.value(), scale * mean.low(), scale * mean.high());
    }
}
