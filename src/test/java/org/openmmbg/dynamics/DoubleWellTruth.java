package org.openmmbg.dynamics;

import java.util.function.DoubleUnaryOperator;

/** Integrals of tests: averages over the double well's x at a temperature, by the midpoint rule on a wide interval. */
final class DoubleWellTruth {

    private static final int POINTS = 20_000;
    private static final double LOW = -6;
    private static final double HIGH = 6;

    private DoubleWellTruth() {}

    /** Returns the probability that x is in an interval, at U/T. */
    static double probability(double temperature, double low, double high) {
        return integral(low, high, x -> Math.exp(-energy(x) / temperature))
                / integral(LOW, HIGH, x -> Math.exp(-energy(x) / temperature));
    }

    /** Returns the mean of a function of x. */
    static double mean(double temperature, DoubleUnaryOperator f) {
        return integral(LOW, HIGH, x -> f.applyAsDouble(x) * Math.exp(-energy(x) / temperature))
                / integral(LOW, HIGH, x -> Math.exp(-energy(x) / temperature));
    }

    static double energy(double x) {
        return x * x * x * x - 6 * x * x + x;
    }

    static double integral(double low, double high, DoubleUnaryOperator f) {
        double width = (high - low) / POINTS;
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += f.applyAsDouble(low + (i + 0.5) * width);
        }
        return sum * width;
    }
}
