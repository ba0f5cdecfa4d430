package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every kind of force, shown on each System of {@link TestSystems}. */
class ForceKindsTest {
    private static final double STEP = 1e-5;

    private final OpenMmLibrary library = OpenMmLibrary.load();

    static Stream<TestSystems.Sample> samples() {
        return TestSystems.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void gradientsAreThoseOfTheEnergy(TestSystems.Sample sample) {
        double[] positions = sample.positions();
        int n = positions.length;
        double[] energy = new double[1];
        double[] gradient = new double[n];
        double[] moved = new double[2 * n * n];
        for (int i = 0; i < 2 * n; i++) {
            System.arraycopy(positions, 0, moved, i * n, n);
            moved[i * n + i % n] += i < n ? STEP : -STEP;
        }
        double[] energies = new double[2 * n];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, sample.system(), "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, gradient);
            evaluator.evaluate(2 * n, moved, energies, null);
        }
        assertThat(energy[0]).isFinite().isNotZero();
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        assertThat(norm).isPositive();
        for (int i = 0; i < n; i++) {
            double difference = (energies[i] - energies[i + n]) / (2 * STEP);
            assertThat(gradient[i]).as("coordinate %d", i).isCloseTo(difference, within(1e-6 * norm + 1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void energiesByForceSumToTheTotal(TestSystems.Sample sample) {
        double[] energy = new double[1];
        Map<String, Double> byForce;
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, sample.system(), "Reference", 1)) {
            evaluator.evaluate(1, sample.positions(), energy, null);
            byForce = evaluator.energyByForce(sample.positions());
        }
        double sum = byForce.values().stream().mapToDouble(Double::doubleValue).sum();
        assertThat(byForce.keySet()).containsExactlyElementsOf(sample.system().forceNames());
        assertThat(sum).isCloseTo(energy[0], within(1e-9 * Math.abs(energy[0]) + 1e-9));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theCpuPlatformAgreesInSinglePrecision(TestSystems.Sample sample) {
        double[] reference = new double[1];
        double[] cpu = new double[1];
        double[] referenceGradient = new double[sample.positions().length];
        double[] cpuGradient = new double[sample.positions().length];
        try (BatchEvaluator one = BatchEvaluator.create(library, sample.system(), "Reference", 1);
                BatchEvaluator two = BatchEvaluator.create(library, sample.system(), "CPU", 1)) {
            one.evaluate(1, sample.positions(), reference, referenceGradient);
            two.evaluate(1, sample.positions(), cpu, cpuGradient);
        }
        double norm = Math.sqrt(Arrays.stream(referenceGradient).map(g -> g * g).sum());
        assertThat(cpu[0]).isCloseTo(reference[0], within(1e-4 * Math.abs(reference[0]) + 1e-4 * norm));
        assertThat(cpuGradient).containsExactly(referenceGradient, within(1e-3 * norm));
    }
}
