package org.openmmbg.openmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.openmm.jna.HandleLeaks;
import org.openmmbg.openmm.system.SystemSpec;

class BatchEvaluatorTest {
    private final OpenMmLibrary library = OpenMmLibrary.load();
    private final SystemSpec system = Ala2.system();

    @Test
    void energiesAndForcesAreThoseOfOpenMm77() {
        double[] positions = Ala2.positions();
        double[] energy = new double[1];
        double[] gradient = new double[positions.length];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 1)) {
            evaluator.evaluate(1, positions, energy, gradient);
            double total = Ala2.energy("total_kJ_per_mol");
            assertThat(energy[0]).isCloseTo(total, within(1e-6 * Math.abs(total)));

            Map<String, Double> byForce = evaluator.energyByForce(positions);
            assertThat(byForce).hasSize(5);
            byForce.forEach((name, value) -> assertThat(value)
                    .as(name)
                    .isCloseTo(Ala2.energy(name), within(1e-6 * Math.abs(Ala2.energy(name)))));

            double[] forces = Ala2.forces();
            assertThat(forces).hasSameSizeAs(gradient);
            for (int i = 0; i < forces.length; i++) {
                assertThat(gradient[i]).isCloseTo(-forces[i], within(1e-3));
            }
        }
    }

    @Test
    void gradientsAreThoseOfTheEnergy() {
        double step = 1e-5;
        double[] positions = Ala2.positions();
        int n = positions.length;
        double[] gradient = new double[n];
        // One batch: every coordinate moved up, then every coordinate moved down.
        double[] moved = new double[2 * n * n];
        for (int i = 0; i < 2 * n; i++) {
            System.arraycopy(positions, 0, moved, i * n, n);
            moved[i * n + i % n] += i < n ? step : -step;
        }
        double[] energies = new double[2 * n];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2)) {
            evaluator.evaluate(1, positions, new double[1], gradient);
            evaluator.evaluate(2 * n, moved, energies, null);
        }
        for (int i = 0; i < n; i++) {
            double difference = (energies[i] - energies[i + n]) / (2 * step);
            assertThat(gradient[i]).as("coordinate %d", i).isCloseTo(difference, within(1e-6 * norm(gradient)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reference", "CPU"})
    void oneAndTwoThreadsGiveTheSameBits(String platform) {
        int batch = 501;
        double[] positions = jiggled(batch, 0.01, 20261123L);
        double[] energies1 = new double[batch];
        double[] energies2 = new double[batch];
        double[] gradients1 = new double[positions.length];
        double[] gradients2 = new double[positions.length];
        try (BatchEvaluator one = BatchEvaluator.create(library, system, platform, 1);
                BatchEvaluator two = BatchEvaluator.create(library, system, platform, 2)) {
            one.evaluate(batch, positions, energies1, gradients1);
            two.evaluate(batch, positions, energies2, gradients2);
            assertThat(two.evaluations()).isEqualTo(batch);
            assertThat(two.failures()).isZero();
        }
        assertThat(energies2).containsExactly(energies1);
        assertThat(gradients2).containsExactly(gradients1);
    }

    @Test
    void cpuAgreesWithReference() {
        double[] positions = Ala2.positions();
        double[] energy = new double[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "CPU", 1)) {
            evaluator.evaluate(1, positions, energy, null);
        }
        assertThat(energy[0]).isCloseTo(Ala2.energy("total_kJ_per_mol"), within(1e-2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Reference", "CPU"})
    void whatCannotBeEvaluatedIsNanAndCounted(String platform) {
        double[] bad = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, 2e3};
        int batch = bad.length + 2;
        int n = Ala2.positions().length;
        double[] positions = jiggled(batch, 0, 0L);
        for (int i = 0; i < bad.length; i++) {
            positions[(i + 1) * n + 7 * i] = bad[i];
        }
        double[] energies = new double[batch];
        double[] gradients = new double[batch * n];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, platform, 2)) {
            evaluator.evaluate(batch, positions, energies, gradients);
            assertThat(evaluator.evaluations()).isEqualTo(batch);
            assertThat(evaluator.failures()).isEqualTo(bad.length);
            assertThat(evaluator
                            .energyByForce(Arrays.copyOfRange(positions, n, 2 * n))
                            .values())
                    .containsOnly(Double.NaN);
            assertThat(evaluator.failures()).isEqualTo(bad.length + 1);
        }
        assertThat(energies[0]).isFinite().isEqualTo(energies[batch - 1]);
        assertThat(gradients[0]).isFinite().isEqualTo(gradients[(batch - 1) * n]);
        for (int i = 1; i <= bad.length; i++) {
            assertThat(energies[i]).isNaN();
            assertThat(gradients[i * n]).isNaN();
            assertThat(gradients[(i + 1) * n - 1]).isNaN();
        }
    }

    @Test
    void tellsWhatBecameOfEachConfiguration() {
        int n = Ala2.positions().length;
        double[] positions = jiggled(5, 0, 0L);
        positions[n + 4] = Double.NaN;
        positions[2 * n] = 2e3;
        Arrays.fill(positions, 3 * n, 4 * n, 0.0);
        EvaluationStatus[] statuses = new EvaluationStatus[5];
        double[] energies = new double[5];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2)) {
            evaluator.evaluate(5, positions, energies, null, statuses, EvaluationOptions.DEFAULT);
        }
        assertThat(statuses)
                .containsExactly(
                        EvaluationStatus.DONE,
                        EvaluationStatus.POSITIONS_NOT_FINITE,
                        EvaluationStatus.POSITIONS_TOO_LARGE,
                        EvaluationStatus.ENERGY_NOT_FINITE,
                        EvaluationStatus.DONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aCancelledBatchSaysWhatWasNotDone(int threads) {
        int batch = 400;
        double[] positions = jiggled(batch, 0.01, 11L);
        double[] whole = new double[batch];
        double[] part = new double[batch];
        EvaluationStatus[] statuses = new EvaluationStatus[batch];
        AtomicInteger asked = new AtomicInteger();
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", threads)) {
            evaluator.evaluate(batch, positions, whole, null);
            assertThatThrownBy(() -> evaluator.evaluate(
                            batch,
                            positions,
                            part,
                            null,
                            statuses,
                            EvaluationOptions.DEFAULT.withCancelled(() -> asked.incrementAndGet() > 100)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("cancelled with 300 of 400 configurations not evaluated");
            assertThat(evaluator.evaluations()).isEqualTo(batch + 100);
            assertThat(evaluator.failures()).isZero();
            for (int i = 0; i < batch; i++) {
                boolean done = statuses[i] == EvaluationStatus.DONE;
                assertThat(statuses[i]).isIn(EvaluationStatus.DONE, EvaluationStatus.CANCELLED);
                assertThat(Double.compare(part[i], done ? whole[i] : Double.NaN))
                        .isZero();
            }
            evaluator.evaluate(batch, positions, part, null);
            assertThat(part).containsExactly(whole);
        }
    }

    @Test
    void whatTheCallersCodeThrowsComesBackAndTheEvaluatorGoesOn() {
        int batch = 100;
        double[] positions = jiggled(batch, 0.01, 12L);
        double[] energies = new double[batch];
        Arrays.fill(energies, 7);
        AtomicInteger asked = new AtomicInteger();
        EvaluationOptions options = EvaluationOptions.DEFAULT.withCancelled(() -> {
            if (asked.incrementAndGet() > 30) {
                throw new UnsupportedOperationException("mine");
            }
            return false;
        });
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2)) {
            assertThatThrownBy(() -> evaluator.evaluate(batch, positions, energies, null, null, options))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("mine");
            assertThat(Arrays.stream(energies).filter(Double::isNaN).count()).isEqualTo(batch - 30);
            assertThat(evaluator.evaluations()).isEqualTo(30);
            evaluator.evaluate(batch, positions, energies, null);
            assertThat(energies).doesNotContain(Double.NaN);
        }
    }

    @Test
    void atomsOnTopOfEachOtherAreNan() {
        double[] positions = new double[Ala2.positions().length];
        double[] energies = new double[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 1)) {
            evaluator.evaluate(1, positions, energies, null);
            assertThat(energies[0]).isNaN();
            assertThat(evaluator.failures()).isOne();
        }
    }

    @Test
    void minimizationEndsWhereTheGradientIsSmall() {
        int batch = 5;
        int n = Ala2.positions().length;
        double[] positions = jiggled(batch, 0.01, 7L);
        positions[2 * n] = Double.NaN;
        double[] before = new double[batch];
        double[] after = new double[batch];
        double[] gradients = new double[batch * n];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2)) {
            evaluator.evaluate(batch, positions, before, null);
            evaluator.minimize(batch, positions, 0.01, 0);
            assertThat(evaluator.failures()).isEqualTo(2);
            evaluator.evaluate(batch, positions, after, gradients);
        }
        for (int i = 0; i < batch; i++) {
            if (i == 2) {
                assertThat(positions[i * n + 1]).isNaN();
            } else {
                assertThat(after[i]).isLessThan(before[i] - 10);
                double[] gradient = Arrays.copyOfRange(gradients, i * n, (i + 1) * n);
                assertThat(norm(gradient) / Math.sqrt(n)).isLessThan(1.0);
            }
        }
    }

    @Test
    void anEvaluationMakesNoObjects() {
        int batch = 2000;
        double[] positions = jiggled(batch, 0.01, 5L);
        double[] energies = new double[batch];
        double[] gradients = new double[positions.length];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2)) {
            evaluator.evaluate(batch, positions, energies, gradients);
            long before = allocatedBytes();
            evaluator.evaluate(batch, positions, energies, gradients);
            assertThat((allocatedBytes() - before) / batch).isLessThan(8);
        }
    }

    /** Returns what the threads that call OpenMM have allocated so far. */
    private static long allocatedBytes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("openmm-"))
                .mapToLong(thread -> threads.getThreadAllocatedBytes(thread.getId()))
                .sum();
    }

    @Test
    void anEmptyBatchIsNoWork() {
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2)) {
            evaluator.evaluate(0, new double[0], new double[0], null);
            assertThat(evaluator.evaluations()).isZero();
        }
    }

    @Test
    void mayBeCalledFromSeveralThreads() throws Exception {
        double[] positions = jiggled(50, 0.01, 3L);
        double[] expected = new double[50];
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2)) {
            evaluator.evaluate(50, positions, expected, null);
            List<double[]> answers = new ArrayList<>();
            List<Thread> callers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                double[] energies = new double[50];
                answers.add(energies);
                callers.add(new Thread(() -> evaluator.evaluate(50, positions, energies, null)));
            }
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
            assertThat(answers).allSatisfy(energies -> assertThat(energies).containsExactly(expected));
        }
    }

    @Test
    void refusesWhatItCannotWorkWith() {
        assertThatThrownBy(() -> BatchEvaluator.create(library, system, "Nonsense", 1))
                .isInstanceOf(OpenMmException.class)
                .hasMessageContaining("Nonsense")
                .hasMessageContaining("Reference, CPU");
        assertThatThrownBy(() -> BatchEvaluator.create(library, system, "Reference", 0))
                .isInstanceOf(IllegalArgumentException.class);
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 1)) {
            double[] three = new double[3];
            assertThatThrownBy(() -> evaluator.evaluate(1, three, three, null))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("positions has 3 elements; 66 are needed");
            assertThatThrownBy(() -> evaluator.evaluate(-1, three, three, null))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anEvaluatorThatIsNotClosedIsReportedAndItsThreadsEnd() throws InterruptedException {
        long leaked = HandleLeaks.leaked();
        long open = HandleLeaks.open();
        forget();
        for (int i = 0; i < 200 && HandleLeaks.leaked() == leaked; i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(HandleLeaks.leaked()).isEqualTo(leaked + 1);
        assertThat(HandleLeaks.open()).isEqualTo(open);
    }

    private void forget() {
        BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2);
        evaluator.evaluate(1, Ala2.positions(), new double[1], null);
    }

    @Test
    void forceGroupsAreThoseOfTheSystem() {
        SystemSpec grouped = new SystemSpec(
                system.masses(),
                system.virtualSites(),
                system.constraints(),
                system.forces(),
                List.of(0, 3, 3, 31, 0),
                system.boxVectors());
        double[] positions = Ala2.positions();
        double[] total = new double[1];
        double[] sum = new double[positions.length];
        double[] energy = new double[1];
        double[] gradient = new double[positions.length];
        double energies = 0;
        try (BatchEvaluator evaluator = BatchEvaluator.create(library, grouped, "Reference", 1)) {
            Map<String, Double> byForce = evaluator.energyByForce(positions);
            evaluator.evaluate(1, positions, total, gradient);
            double[] whole = gradient.clone();
            for (int group : new int[] {0, 3, 31, 7}) {
                EvaluationOptions options = EvaluationOptions.DEFAULT.withForceGroups(1 << group);
                evaluator.evaluate(1, positions, energy, gradient, null, options);
                energies += energy[0];
                Arrays.setAll(sum, i -> sum[i] + gradient[i]);
                if (group == 3) {
                    double expected = byForce.getOrDefault("HarmonicAngleForce", Double.NaN)
                            + byForce.getOrDefault("PeriodicTorsionForce", Double.NaN);
                    assertThat(energy[0]).isCloseTo(expected, within(1e-10));
                }
            }
            assertThat(energies).isCloseTo(total[0], within(1e-10));
            for (int i = 0; i < sum.length; i++) {
                assertThat(sum[i]).isCloseTo(whole[i], within(1e-9));
            }
        }
    }

    @Test
    void aClosedEvaluatorSaysSo() {
        BatchEvaluator evaluator = BatchEvaluator.create(library, system, "Reference", 2);
        evaluator.close();
        evaluator.close();
        double[] positions = Ala2.positions();
        assertThatThrownBy(() -> evaluator.evaluate(1, positions, new double[1], null))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> evaluator.energyByForce(positions)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> evaluator.minimize(1, positions, 1, 0)).isInstanceOf(IllegalStateException.class);
    }

    /** Returns copies of the frame, each coordinate moved by up to an amplitude (nm). */
    private static double[] jiggled(int batch, double amplitude, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] frame = Ala2.positions();
        double[] positions = new double[batch * frame.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = frame[i % frame.length] + amplitude * (2 * random.nextDouble() - 1);
        }
        return positions;
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(x -> x * x).sum());
    }
}
