package org.openmmbg.kernel;

import java.nio.DoubleBuffer;

/** {@link DenseMath} in double precision. */
final class Float64Math {
    private Float64Math() {}

    static void addBias(Matrix matrix, Matrix bias) {
        DoubleBuffer a = matrix.doubles();
        int n = matrix.columns();
        for (int f = 0; f < matrix.rows(); f++) {
            double shift = bias.get(f);
            for (int i = f * n; i < (f + 1) * n; i++) {
                a.put(i, a.get(i) + shift);
            }
        }
    }

    static void activate(Activation activation, Matrix in, Matrix bias, Matrix out) {
        addBias(in, bias);
        DoubleBuffer a = in.doubles();
        DoubleBuffer y = out.doubles();
        int size = in.size();
        for (int i = 0; i < size; i++) {
            double x = a.get(i);
            y.put(
                    i,
                    switch (activation) {
                        case ALGEBRAIC_SILU -> 0.5 * x * (1 + x / Math.sqrt(1 + x * x));
                        case TANH -> StrictMath.tanh(x);
                    });
        }
    }

    static void activateVjp(Activation activation, Matrix in, Matrix out, Matrix bar) {
        DoubleBuffer b = bar.doubles();
        int size = in.size();
        for (int i = 0; i < size; i++) {
            double x = in.get(i);
            double y = out.get(i);
            double s = x / Math.sqrt(1 + x * x);
            double derivative = switch (activation) {
                case ALGEBRAIC_SILU -> 0.5 * (1 + s * (2 - s * s));
                case TANH -> 1 - y * y;
            };
            b.put(i, b.get(i) * derivative);
        }
    }

    static void add(Matrix matrix, Matrix sum) {
        DoubleBuffer a = matrix.doubles();
        DoubleBuffer b = sum.doubles();
        int size = matrix.size();
        for (int i = 0; i < size; i++) {
            b.put(i, b.get(i) + a.get(i));
        }
    }

    static double squaredNorm(Matrix matrix) {
        double sum = 0;
        int size = matrix.size();
        for (int i = 0; i < size; i++) {
            sum += matrix.get(i) * matrix.get(i);
        }
        return sum;
    }

    static void adam(AdamStep step, Matrix value, Matrix gradient, Matrix first, Matrix second, Matrix average) {
        int size = value.size();
        for (int i = 0; i < size; i++) {
            double g = step.gradientScale() * gradient.get(i);
            double m = step.beta1() * first.get(i) + (1 - step.beta1()) * g;
            double v = step.beta2() * second.get(i) + (1 - step.beta2()) * g * g;
            double root = Math.sqrt(v * step.inverseCorrection2()) + step.epsilon();
            double now = step.shrink() * value.get(i) - step.stepSize() * m / root;
            first.set(i, m);
            second.set(i, v);
            value.set(i, now);
            average.set(i, average.get(i) + (1 - step.averageDecay()) * (now - average.get(i)));
        }
    }
}
