package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.openmmbg.openmm.jna.OpenMmNative.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.openmmbg.openmm.Ala2;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.EvaluationOptions;
import org.openmmbg.openmm.OpenMmException;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.system.SystemSpec;

@DisabledOnOs(OS.WINDOWS)
class TerminateGuardTest {
    /** Enough that the calls are compiled before the last exceptions. */
    private static final int ITEMS = 8000;

    private final SystemSpec system = Ala2.system();

    TerminateGuardTest() {
        OpenMmLibrary.load();
    }

    @Test
    void refusedContextsBecomeExceptionsAgainAndAgain() {
        double before = energy();
        for (int i = 0; i < 3; i++) {
            int parked = TerminateGuard.parked();
            assertThatThrownBy(() -> new WorkerTeam(system, PlatformSpec.parse("Nonsense"), 40))
                    .isInstanceOf(OpenMmException.class)
                    .hasMessageContaining("Nonsense");
            assertThat(TerminateGuard.parked()).isEqualTo(parked + 1);
        }
        assertThat(energy()).isEqualTo(before);
    }

    @Test
    void anExceptionInABatchCostsItsItemOnly() {
        double[] positions = Ala2.positions();
        double expected = energy();
        for (int threads = 1; threads <= 2; threads++) {
            ThrowingJob job = new ThrowingJob(positions);
            try (WorkerTeam team = new WorkerTeam(system, PlatformSpec.REFERENCE, threads)) {
                team.run(job, ITEMS);
                assertThat(job.messages).hasSize(3).allMatch(m -> m.contains("no such platform"));
                for (int i = 0; i < ITEMS; i++) {
                    assertThat(Double.valueOf(job.energies[i]))
                            .as("item %d", i)
                            .isEqualTo(Double.valueOf(job.throwsAt(i) ? Double.NaN : expected));
                }
                // The team goes on with the threads that replaced the lost ones.
                team.run(job, ITEMS);
                assertThat(job.messages).hasSize(6);
            }
        }
    }

    @Test
    void endsCleanlyAfterTooManyExceptions() throws Exception {
        ChildJvm child = ChildJvm.run(TooManyExceptions.class, Map.of());
        assertThat(child.output()).contains("refused: OpenMM failed 64 times in this process");
        assertThat(child.status()).isZero();
    }

    @Test
    void anExceptionOnAForeignThreadEndsTheProcessWithOneLine() throws Exception {
        ChildJvm child = ChildJvm.run(ForeignThread.class, Map.of());
        assertThat(child.output())
                .startsWith("openmm-bg: ")
                .contains("Nonsense")
                .hasLineCount(1);
        assertThat(child.status()).isEqualTo(70);
    }

    @Test
    void anAnswerThatNeverComesAfterAnExceptionEndsTheProcess() throws Exception {
        ChildJvm child = ChildJvm.run(NoAnswer.class, Map.of());
        assertThat(child.output()).isEqualTo("""
            refused: There is no registered Platform called "Nonsense"
            openmm-bg: OpenMM does not return, after an exception in it on another thread
            """);
        assertThat(child.status()).isEqualTo(70);
    }

    private double energy() {
        double[] energies = new double[1];
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system, "Reference", 1)) {
            evaluator.evaluate(1, Ala2.positions(), energies, null);
        }
        assertThat(energies[0]).isFinite();
        return energies[0];
    }

    /** Evaluates one configuration for every item, and makes OpenMM throw at some. */
    private static final class ThrowingJob implements BatchJob {
        final double[] positions;
        final double[] energies = new double[ITEMS];
        final List<String> messages = new ArrayList<>();

        ThrowingJob(double[] positions) {
            this.positions = positions;
        }

        boolean throwsAt(int index) {
            return index == 0 || index == ITEMS - 2 || index == ITEMS - 1;
        }

        @Override
        public void run(EvaluationContext context, int index) {
            if (throwsAt(index)) {
                OpenMM_Platform_getPlatformByName("no such platform");
            }
            double[] energy = new double[1];
            context.evaluate(positions, energy, null, EvaluationOptions.ALL_GROUPS, 0);
            energies[index] = energy[0];
        }

        @Override
        public synchronized void failed(int index, OpenMmException cause) {
            energies[index] = Double.NaN;
            messages.add(String.valueOf(cause.getMessage()));
        }
    }

    /** Main class of a child process. */
    static final class TooManyExceptions {
        private TooManyExceptions() {}

        public static void main(String[] args) {
            OpenMmLibrary.load();
            SystemSpec system = Ala2.system();
            try {
                for (int i = 0; i < 2 * TerminateGuard.MAX_PARKED; i++) {
                    try {
                        new WorkerTeam(system, PlatformSpec.parse("Nonsense"), 1).close();
                    } catch (OpenMmException e) {
                        TerminateGuard.requireUsable();
                    }
                }
            } catch (OpenMmException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    /** Main class of a child process. */
    static final class ForeignThread {
        private ForeignThread() {}

        public static void main(String[] args) {
            OpenMmLibrary.load();
            OpenMM_Platform_getPlatformByName("Nonsense");
        }
    }

    /** Main class of a child process. */
    static final class NoAnswer {
        private NoAnswer() {}

        public static void main(String[] args) {
            OpenMmLibrary.load();
            try {
                NativeCall.of(() -> OpenMM_Platform_getPlatformByName("Nonsense"));
            } catch (OpenMmException e) {
                System.out.println("refused: " + e.getMessage());
            }
            new StuckWatch(1).await(new CompletableFuture<>());
        }
    }
}
