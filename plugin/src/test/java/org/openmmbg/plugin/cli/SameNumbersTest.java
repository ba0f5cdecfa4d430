package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.plugin.pipeline.GeneratorRun;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.plugin.pipeline.RunStages;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * The same seed gives the same numbers, for any number of threads, after a stop and after a crash. On the real job, too
 * small to converge.
 */
class SameNumbersTest {
    private static final List<String> SMALL = List.of(
            "compute.platform=Reference",
            "seeds.hot_walkers=4",
            "seeds.hot_steps=1200",
            "seeds.hot_interval=600",
            "seeds.quench_steps=100",
            "seeds.equilibration_steps=200",
            "seeds.production_steps=900",
            "seeds.frame_interval=50",
            "network.torsion_couplings=2",
            "network.torsion_hidden=[16]",
            "network.rest_couplings=2",
            "network.rest_hidden=[16]",
            "training.ml_steps=11",
            "training.ml_batch=64",
            "training.kl_steps=9",
            "training.kl_batch=64",
            "training.warm_up_steps=4",
            "training.checkpoint_interval=4",
            "sampling.draws=700",
            "sampling.block=16",
            "estimate.bootstrap_resamples=60");

    @TempDir
    private static Path unbrokenFolder;

    private static Path unbroken = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void runUnbroken() {
        unbroken = unbrokenFolder.resolve("out");
        assertThat(run(new GeneratorRun(), unbroken, "--threads", "1").exitCode())
                .isEqualTo(ExitCode.NOT_CONVERGED);
    }

    private static CommandLineRun run(RunStages stages, Path out, Object... more) {
        return CommandLineRun.of(stages, words(out, more).toArray());
    }

    private static List<Object> words(Path out, Object... more) {
        List<Object> words = new ArrayList<>(List.of("run", "alanine-dipeptide", "--preset", "quick", "--out", out));
        for (String assignment : SMALL) {
            words.add("--set");
            words.add(assignment);
        }
        words.addAll(List.of(more));
        return words;
    }

    private static CommandLineRun resume(Path out) {
        return CommandLineRun.of("run", "--resume", "--out", out);
    }

    private static void assertSame(Path run) throws IOException {
        assertThat(comparable(run)).isEqualTo(comparable(unbroken));
        for (String file : List.of("samples.npz", "seeds.npz", "metrics.jsonl", "samples.dcd")) {
            assertThat(run.resolve(file)).hasSameBinaryContentAs(unbroken.resolve(file));
        }
    }

    /** Returns the results but for times and paths. */
    private static ObjectNode comparable(Path run) throws IOException {
        ObjectNode results = (ObjectNode) new ObjectMapper().readTree(Files.readString(run.resolve("results.json")));
        ((ObjectNode) results.get("cost")).remove("wall_s");
        ((ObjectNode) results.get("provenance")).remove("command");
        return results;
    }

    @Test
    void twoThreadsGiveTheNumbersOfOne() throws IOException {
        Path out = folder.resolve("out");
        assertThat(run(new GeneratorRun(), out, "--threads", "2").exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
        assertSame(out);
    }

    /** Each stage at some update of its progress: hot dynamics, seeds, likelihood, energies, sampling. */
    @ParameterizedTest
    @CsvSource({
        "hot, 1",
        "seeds, 2",
        "seeds, 3",
        "likelihood, 2",
        "likelihood, 6",
        "energy, 3",
        "energy, 9",
        "sampling, 2"
    })
    void aRunThatCrashesAndIsResumedGivesTheNumbersOfAnUnbrokenOne(String stage, int update) throws IOException {
        Path out = folder.resolve("out");
        CommandLineRun crashed = run(
                disturbed(stage, update, stop -> {
                    throw new IllegalStateException("crash");
                }),
                out);
        assertThat(crashed.exitCode()).isEqualTo(ExitCode.INTERNAL);
        assertThat(out.resolve("results.json")).doesNotExist();

        assertThat(resume(out).exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);

        assertSame(out);
    }

    @ParameterizedTest
    @CsvSource({"hot, 1", "seeds, 1", "likelihood, 6", "energy, 3", "sampling, 2"})
    void aRunThatIsStoppedAndResumedGivesTheNumbersOfAnUnbrokenOne(String stage, int update) throws IOException {
        Path out = folder.resolve("out");
        assertThat(run(disturbed(stage, update, StopSignal::interrupt), out).exitCode())
                .isEqualTo(ExitCode.INTERRUPTED);

        assertThat(resume(out).exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);

        assertSame(out);
    }

    /** Killed by the system, not by an exception: nothing of the process's own runs after it. */
    @Test
    void aRunKilledAtThreeRandomMomentsGivesTheNumbersOfAnUnbrokenOne() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        long seed = 20261123;
        RandomStream random = new RandomStream(seed, Purpose.TEST, 0);
        StringBuilder moments = new StringBuilder("seed " + seed + ": killed after");
        for (int kill = 0; kill < 3; kill++) {
            boolean begun = Files.exists(out.resolve("config.yaml"));
            List<?> words = begun ? List.of("run", "--resume", "--out", out) : words(out);
            Process child = ChildJvm.start(List.of(), folder.resolve("log").toFile(), words);
            long milliseconds = 700L + random.nextInt(2000);
            moments.append(' ').append(milliseconds).append(" ms");
            child.waitFor(milliseconds, TimeUnit.MILLISECONDS);
            child.destroyForcibly().waitFor();
        }
        System.out.println(moments);
        CommandLineRun last = Files.exists(out.resolve("config.yaml")) ? resume(out) : run(new GeneratorRun(), out);
        assertThat(last.exitCode()).as(last.err()).isEqualTo(ExitCode.NOT_CONVERGED);
        assertSame(out);
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("nothing half written is left")
                    .noneMatch(name -> name.endsWith(".part") || name.endsWith(".partial"));
        }
    }

    private static RunStages disturbed(String stage, int update, Consumer<StopSignal> action) {
        return config -> {
            RunStages.Job job = new GeneratorRun().prepare(config);
            return new RunStages.Job(
                    job.config(),
                    (run, progress, stop) -> job.work()
                            .run(run, new Interrupting(progress, stage, update, () -> action.accept(stop)), stop));
        };
    }

    /** Does something at the n-th update of the stage whose name has a given part. */
    private static final class Interrupting implements Progress {
        private final Progress inner;
        private final String part;
        private final int when;
        private final Runnable action;
        private boolean inStage;
        private int updates;

        Interrupting(Progress inner, String part, int when, Runnable action) {
            this.inner = inner;
            this.part = part;
            this.when = when;
            this.action = action;
        }

        @Override
        public void start(String stage, String unit, long done, long total) {
            inStage = stage.contains(part);
            inner.start(stage, unit, done, total);
        }

        @Override
        public void update(long done, String note) {
            inner.update(done, note);
            if (inStage && ++updates == when) {
                action.run();
            }
        }

        @Override
        public void finish() {
            inner.finish();
        }

        @Override
        public void message(String line) {
            inner.message(line);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
