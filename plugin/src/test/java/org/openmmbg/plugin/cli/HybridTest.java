package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.hybrid.FlowProposal;
import org.openmmbg.plugin.analysis.State;
import org.openmmbg.plugin.hybrid.HybridResults;
import org.openmmbg.plugin.hybrid.HybridRun;
import org.openmmbg.plugin.hybrid.HybridSettings;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.FinishedRun;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.StoppedException;
import org.openmmbg.plugin.pipeline.TrainedRun;
import org.openmmbg.systems.observable.Vocabulary;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;

/** {@code hybrid} on a generator that was trained for a moment only. */
class HybridTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static Path trained() {
        return folder.resolve("trained");
    }

    @BeforeAll
    static void train() {
        TrainedForAMoment.into(trained());
    }

    private static final HybridSettings SETTINGS = new HybridSettings(4, 5, 40, 10, 2, 7);

    private static HybridResults run(String name, boolean exchange, boolean stopAtOnce) throws IOException {
        Path path = folder.resolve(name);
        StopSignal stop = StopSignal.withoutLimit();
        try (TrainedRun trained = TrainedRun.open(FinishedRun.open(trained()), 1);
                TrainedRun hot = TrainedRun.open(FinishedRun.open(hot()), 1);
                RunFolder out = Files.exists(path) ? RunFolder.resume(path) : RunFolder.create(path, false)) {
            out.replace(out.config(), ConfigLoader.toYaml(trained.config()));
            List<State> states = State.ofFirstPhi(
                    trained.system().topology(), Vocabulary.of(trained.system().topology()));
            HybridRun hybrid = new HybridRun(trained, exchange ? hot : null, SETTINGS, states, out);
            if (stopAtOnce) {
                stop.interrupt();
            }
            return hybrid.run(Progress.SILENT, stop);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChainThatWasStoppedGoesOnToTheSameBits(boolean exchange) throws IOException {
        String name = exchange ? "exchange-" : "jumps-";
        HybridResults whole = run(name + "whole", exchange, false);
        HybridResults parts = null;
        int stops = 0;
        while (parts == null) {
            try {
                parts = run(name + "parts", exchange, stops < 7);
            } catch (StoppedException e) {
                stops++;
            }
        }
        assertThat(stops).isEqualTo(7);
        assertThat(parts.freeEnergies()).isEqualTo(whole.freeEnergies());
        assertThat(parts.observables()).isEqualTo(whole.observables());
        assertThat(parts.acceptance()).isEqualTo(whole.acceptance());
        assertThat(parts.cost().energyEvaluations())
                .isEqualTo(whole.cost().energyEvaluations())
                .isEqualTo((exchange ? 2L : 1L) * 4 * (1 + 45 * (10 + 1)));
        for (String file : List.of("samples.npz", "samples.dcd", "topology.pdb")) {
            assertThat(folder.resolve(name + "parts").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve(name + "whole").resolve(file));
        }
    }

    /** Jumps need the density of where a walker is: the way back through the flow gives what the run wrote down. */
    @Test
    void densitiesOfDrawsAreThoseOfTheRun() throws IOException {
        Map<String, NpyArray> samples = NpzReader.read(trained().resolve("samples.npz"));
        double[] positions = values(samples, "positions");
        double[] logQ = values(samples, "log_q");
        double[] logW = values(samples, "log_w");
        try (TrainedRun run = TrainedRun.open(FinishedRun.open(trained()), 1)) {
            double[] found = new double[100];
            new FlowProposal(run.generator(), run::canonicalise).logDensity(100, positions, found);
            int seen = 0;
            for (int i = 0; i < 100; i++) {
                if (logW[i] > Double.NEGATIVE_INFINITY) {
                    // The file has positions in single precision.
                    assertThat(found[i]).isCloseTo(logQ[i], within(0.05));
                    seen++;
                }
            }
            assertThat(seen).isGreaterThan(20);
        }
    }

    private static double[] values(Map<String, NpyArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name).values();
    }

    @Test
    void theCommandWritesAFolderThatOtherCommandsRead() throws IOException {
        Path out = folder.resolve("command");
        CommandLineRun run = CommandLineRun.of(
                "hybrid",
                trained(),
                "--out",
                out,
                "--walkers",
                3,
                "--burn-in",
                2,
                "--cycles",
                20,
                "--segment",
                5,
                "--every",
                1,
                "--json");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
        JsonNode found = JSON.readTree(run.out());
        assertThat(found.get("free_energies").get(0).get("name").textValue()).isEqualTo("F(phi>0)-F(phi<0)");
        assertThat(found.get("frames").intValue()).isEqualTo(60);
        assertThat(found.get("dynamics_acceptance").doubleValue()).isBetween(0.5, 1.0);
        assertThat(found.get("verdict").textValue()).startsWith("not converged: ");
        assertThat(Files.readString(out.resolve("results.json")).strip())
                .isEqualTo(run.out().strip());
        CommandLineRun expect = CommandLineRun.of("expect", out, "psi:2", "--json");
        assertThat(JSON.readTree(expect.out()).get("samples").intValue()).isEqualTo(60);
        CommandLineRun other = CommandLineRun.of("hybrid", trained(), "--out", out, "--walkers", 5, "--resume");
        assertThat(other.err()).contains("begun with other settings");
        assertThat(other.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(CommandLineRun.of("hybrid", trained(), "--out", trained()).err())
                .contains("the trained run itself");
        assertThat(CommandLineRun.of("hybrid", trained(), "--out", out, "--walkers", 0)
                        .err())
                .contains("--walkers 0: expected from 1");
        assertThat(CommandLineRun.of("hybrid", folder.resolve("none"), "--out", out)
                        .err())
                .contains("no such folder");
    }

    /** A generator is used with the System that it was trained on, or not at all. */
    @Test
    void aRunWhoseSystemIsAnotherNowIsRefused() throws IOException {
        Path changed = Files.createDirectory(folder.resolve("changed"));
        for (String file : List.of("checkpoint.safetensors", "seeds.npz")) {
            Files.copy(trained().resolve(file), changed.resolve(file));
        }
        String config = Files.readString(trained().resolve("config.yaml"));
        assertThat(config).contains("alanine-dipeptide-vacuum");
        Files.writeString(
                changed.resolve("config.yaml"), config.replace("alanine-dipeptide-vacuum", "alanine-dipeptide"));
        CommandLineRun run = CommandLineRun.of("hybrid", changed, "--out", folder.resolve("never"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err())
                .contains("trained with System ")
                .contains("; now there is System ")
                .hasLineCount(1);
        assertThat(folder.resolve("never")).doesNotExist();
    }

    /** Not much of a hot generator: the cold one with another temperature in its folder. */
    private static Path hot() throws IOException {
        Path hot = folder.resolve("hot");
        if (!Files.exists(hot)) {
            Files.createDirectory(hot);
            for (String file : List.of("checkpoint.safetensors", "seeds.npz")) {
                Files.copy(trained().resolve(file), hot.resolve(file));
            }
            String config = Files.readString(trained().resolve("config.yaml"));
            assertThat(config).contains("temperature: 300.0");
            Files.writeString(
                    hot.resolve("config.yaml"), config.replaceFirst("temperature: 300.0", "temperature: 350.0"));
        }
        return hot;
    }

    private static CommandLineRun exchange(String name) throws IOException {
        return CommandLineRun.of(
                "hybrid",
                trained(),
                "--hot",
                hot(),
                "--out",
                folder.resolve(name),
                "--walkers",
                3,
                "--burn-in",
                2,
                "--cycles",
                20,
                "--segment",
                5,
                "--every",
                1,
                "--json");
    }

    @Test
    void walkersSwapWithThoseOfAHotterRun() throws IOException {
        JsonNode whole = JSON.readTree(exchange("exchange").out());
        assertThat(whole.get("method").textValue()).isEqualTo("learned exchange with 350.0 K");
        assertThat(whole.get("acceptance").doubleValue()).isGreaterThan(0);
        // The start, a segment's steps and the swap, of both walkers of each pair.
        assertThat(whole.get("cost").get("energy_evaluations").intValue()).isEqualTo(2 * 3 * (1 + 22 * (5 + 1)));
    }

    @Test
    void theHotterRunMustBeHotter() throws IOException {
        CommandLineRun swapped = CommandLineRun.of("hybrid", hot(), "--hot", trained(), "--out", folder.resolve("no"));
        assertThat(swapped.err()).contains("--hot: the run is at 300.0 K; expected above 350.0 K");
        assertThat(swapped.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(swapped.err()).hasLineCount(1);
    }
}
