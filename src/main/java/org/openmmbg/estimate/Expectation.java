package org.openmmbg.estimate;

/** Weighted means of observables, with bootstrap intervals. */
public final class Expectation {

    private Expectation() {}

    /**
     * Returns the mean Σwf / Σw; NaN if every weight is 0.
     *
     * @param weights the draws' weights
     * @param values the observable f of each draw, [N]; ignored where the weight is 0. Not modified.
     * @throws IllegalArgumentException if a value is not finite where the weight is positive
     */
    public static Estimate mean(ImportanceWeights weights, double[] values, Bootstrap bootstrap) {
        weights.checkLength("values", values.length);
        double[][] terms = new double[2][values.length];
        for (int i = 0; i < values.length; i++) {
            double weight = weights.relative(i);
            if (weight > 0) {
                terms[0][i] = weight * checkFinite(values[i], i);
                terms[1][i] = weight;
            }
        }
        return bootstrap.estimate(terms, sums -> sums[0] / sums[1]);
    }

    /**
     * Returns the circular mean of an angle, the direction of Σw·(cos, sin), in (−π, π]; NaN if every weight is 0. The
     * interval surrounds the mean and may reach beyond ±π.
     *
     * @param weights the draws' weights
     * @param angles the angle of each draw, radians, [N]; ignored where the weight is 0. Not modified.
     * @throws IllegalArgumentException if an angle is not finite where the weight is positive
     */
    public static Estimate circularMean(ImportanceWeights weights, double[] angles, Bootstrap bootstrap) {
        weights.checkLength("angles", angles.length);
        double[][] terms = new double[2][angles.length];
        double cos = 0;
        double sin = 0;
        for (int i = 0; i < angles.length; i++) {
            double weight = weights.relative(i);
            if (weight > 0) {
                terms[0][i] = weight * Math.cos(checkFinite(angles[i], i));
                terms[1][i] = weight * Math.sin(angles[i]);
                cos += terms[0][i];
                sin += terms[1][i];
            }
        }
        if (cos == 0 && sin == 0) {
            return new Estimate(Double.NaN, Double.NaN, Double.NaN);
        }
        double centre = Math.atan2(sin, cos);
        // A resample without any weight has no direction, where the arc tangent has one.
        Estimate estimate = bootstrap.estimate(
                terms,
                sums -> sums[0] == 0 && sums[1] == 0
                        ? Double.NaN
                        : centre + Math.IEEEremainder(Math.atan2(sums[1], sums[0]) - centre, 2 * Math.PI));
        return new Estimate(centre, estimate.low(), estimate.high());
    }

    static double checkFinite(double value, int draw) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "value " + value + " of draw " + draw + ", whose weight is positive: expected a finite number");
        }
        return value;
    }
}
