package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.kernel.Precision;

class AdamTest {
    private final ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
    private final Parameter weight = parameters.add("w", 1, 2);

    private Gradients gradient(double a, double b) {
        Gradients gradients = new Gradients(parameters);
        gradients.of(weight).set(0, a);
        gradients.of(weight).set(1, b);
        return gradients;
    }

    /** By hand from algorithm 1 of Kingma and Ba: with a constant gradient every step has the learning rate's length. */
    @Test
    void aConstantGradientMovesByTheLearningRate() {
        Adam adam = new Adam(parameters, 0.999);
        try (WorkerPool workers = new WorkerPool(2)) {
            for (int i = 1; i <= 5; i++) {
                adam.step(gradient(3, -0.01), 1, 0.1, workers);
                assertThat(weight.value().get(0)).isCloseTo(-0.1 * i, within(1e-6));
                assertThat(weight.value().get(1)).isCloseTo(0.1 * i, within(1e-5));
            }
        }
    }

    @Test
    void theMinimumOfAQuadraticIsFoundAndAveraged() {
        Adam adam = new Adam(parameters, 0.99);
        try (WorkerPool workers = new WorkerPool(1)) {
            for (int i = 0; i < 4000; i++) {
                double a = weight.value().get(0);
                double b = weight.value().get(1);
                adam.step(gradient(a - 1, 10 * (b + 2)), 1, 0.02, workers);
            }
        }
        assertThat(weight.value().get(0)).isCloseTo(1, within(1e-3));
        assertThat(weight.value().get(1)).isCloseTo(-2, within(1e-3));
        double now = weight.value().get(0);
        adam.swapAverage();
        assertThat(weight.value().get(0)).isCloseTo(1, within(1e-3));
        adam.swapAverage();
        assertThat(weight.value().get(0)).isEqualTo(now);
    }

    /** A loss a hundred times shorter than the one before: its first step has the learning rate's length all the same. */
    @Test
    void whatItForgetsDoesNotSlowTheNextLoss() {
        Adam adam = new Adam(parameters, 0.9);
        try (WorkerPool workers = new WorkerPool(1)) {
            for (int i = 0; i < 20; i++) {
                adam.step(gradient(300, -1), 1, 0.1, workers);
            }
            adam.forget();
            double before = weight.value().get(0);
            adam.step(gradient(-3, -0.01), 1, 0.1, workers);
            assertThat(weight.value().get(0)).isCloseTo(before + 0.1, within(1e-6));
        }
    }

    @Test
    void aParametersOwnRateScalesItsSteps() {
        parameters.setRate(0.25);
        Parameter slow = parameters.add("slow", 1, 1);
        Adam adam = new Adam(parameters, 0.9);
        Gradients gradients = gradient(3, 3);
        gradients.of(slow).set(0, 3);
        try (WorkerPool workers = new WorkerPool(1)) {
            adam.step(gradients, 1, 0.1, workers);
        }
        assertThat(weight.value().get(0)).isCloseTo(-0.1, within(1e-6));
        assertThat(slow.value().get(0)).isCloseTo(-0.025, within(1e-6));
    }

    @Test
    void aSavedOptimiserGoesOnToTheSameBits(@TempDir Path folder) throws IOException {
        Adam adam = new Adam(parameters, 0.9);
        try (WorkerPool workers = new WorkerPool(1)) {
            adam.step(gradient(1, 2), 1, 0.1, workers);
            Checkpoint.Builder builder = new Checkpoint.Builder();
            adam.save(builder);
            builder.write(folder.resolve("c"));
            adam.step(gradient(-3, 0.5), 0.7, 0.1, workers);
            double[] expected = {weight.value().get(0), weight.value().get(1)};

            Adam other = new Adam(parameters, 0.9);
            other.load(Checkpoint.read(folder.resolve("c")));
            other.step(gradient(-3, 0.5), 0.7, 0.1, workers);
            assertThat(weight.value().get(0)).isEqualTo(expected[0]);
            assertThat(weight.value().get(1)).isEqualTo(expected[1]);
        }
    }
}
