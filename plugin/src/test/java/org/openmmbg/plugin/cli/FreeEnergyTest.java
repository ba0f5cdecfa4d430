package org.openmmbg.plugin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.Preset;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.PdbWriter;
import org.openmmbg.systems.pdb.StructureReader;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzWriter;

/**
 * {@code expect} and {@code free-energy} on samples whose answers are known: the distance of two atoms is uniform in [0.1,
 * 0.5) nm as drawn, and exponential, u = 10 d, as weighed.
 */
class FreeEnergyTest {
    private static final long SEED = 71;
    private static final int DRAWS = 4000;
    private static final double RATE = 10;
    private static final Path PDB = TestData.file("ala2/ala2.pdb");
    private static final String DISTANCE = "distance(@C:1,@N:3)";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static double probability(double rate, double low, double high) {
        return (Math.exp(-rate * low) - Math.exp(-rate * high)) / (Math.exp(-rate * 0.1) - Math.exp(-rate * 0.5));
    }

    private static double difference(double rate) {
        return Math.log(probability(rate, 0.1, 0.2) / probability(rate, 0.2, 0.5));
    }

    /** ∫vw / √(∫v² ∫w²) of two exponential densities of these rates. */
    private static double overlap(double v, double w) {
        return integral(v + w) / Math.sqrt(integral(2 * v) * integral(2 * w));
    }

    private static double integral(double rate) {
        return (Math.exp(-rate * 0.1) - Math.exp(-rate * 0.5)) / rate;
    }

    /** Draws of which only the distance changes. */
    private Path samples(boolean weighted, double reach) throws IOException {
        PdbFile structure = StructureReader.read(PDB);
        int c = structure.topology().find(0, "C");
        int n = structure.topology().find(2, "N");
        RandomStream random = new RandomStream(SEED, Purpose.TEST, 0);
        double[] reference = structure.models().get(0);
        double[] positions = new double[DRAWS * reference.length];
        double[] u = new double[DRAWS];
        double[] logWeights = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            int offset = i * reference.length;
            System.arraycopy(reference, 0, positions, offset, reference.length);
            double d = 0.1 + (reach - 0.1) * random.nextDouble();
            for (int axis = 0; axis < 3; axis++) {
                positions[offset + 3 * n + axis] = positions[offset + 3 * c + axis] + (axis == 0 ? d : 0);
            }
            u[i] = RATE * d;
            logWeights[i] = -u[i];
        }
        logWeights[7] = Double.NaN;
        logWeights[8] = Double.NEGATIVE_INFINITY;
        u[7] = Double.NaN;
        u[8] = Double.NaN;
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("positions", NpyArray.of(positions, DRAWS, reference.length));
        if (weighted) {
            arrays.put("u", NpyArray.of(u, DRAWS));
            arrays.put("log_w", NpyArray.of(logWeights, DRAWS));
        }
        Path file = folder.resolve("samples.npz");
        NpzWriter.write(file, arrays);
        return file;
    }

    /** A run folder around the samples. */
    private Path run() throws IOException {
        Path path = folder.resolve("run");
        try (RunFolder run = RunFolder.create(path, false)) {
            run.replace(run.config(), ConfigLoader.toYaml(RunConfig.defaults(Preset.QUICK, "alanine-dipeptide")));
            Files.move(samples(true, 0.5), run.samples());
            PdbFile structure = StructureReader.read(PDB);
            PdbWriter.write(run.topology(), structure.topology(), structure.models());
        }
        return path;
    }

    private static JsonNode json(CommandLineRun run) throws IOException {
        assertThat(run.err()).isEmpty();
        return JSON.readTree(run.out());
    }

    private static void requireHolds(JsonNode interval, double truth) {
        assertThat(truth)
                .isBetween(interval.get(0).doubleValue(), interval.get(1).doubleValue());
    }

    @Test
    void meansAndProbabilitiesAreThoseOfTheWeightedEnsemble() throws IOException {
        CommandLineRun run = CommandLineRun.of("expect", run(), DISTANCE, DISTANCE + " < 0.2", "phi:2", "--json");
        JsonNode found = json(run);
        assertThat(run.exitCode()).isZero();
        JsonNode mean = found.get("observables").get(0);
        double norm = Math.exp(-RATE * 0.1) - Math.exp(-RATE * 0.5);
        double truth = 1 / RATE + (0.1 * Math.exp(-RATE * 0.1) - 0.5 * Math.exp(-RATE * 0.5)) / norm;
        assertThat(mean.get("name").textValue()).isEqualTo(DISTANCE + " (nm)");
        requireHolds(mean.get("ci95"), truth);
        requireHolds(found.get("observables").get(1).get("ci95"), probability(RATE, 0.1, 0.2));
        // φ is the reference's in every draw: MDTraj has −1.4286038 (TorsionsTest).
        assertThat(found.get("observables").get(2).get("mean").doubleValue())
                .isCloseTo(Math.toDegrees(-1.4286038), within(2e-3));
        assertThat(found.get("observables").get(2).get("resultant_length").doubleValue())
                .isCloseTo(1, within(1e-12));
        assertThat(mean.get("resultant_length").isNull()).isTrue();
        assertThat(found.get("weights").get("pareto_k").doubleValue()).isLessThan(0.5);
    }

    @Test
    void statesAtTheSamplesTemperatureAndAtOthers() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "free-energy",
                run(),
                "--state",
                "far=" + DISTANCE + " > 0.2",
                "--state",
                DISTANCE + "<2A",
                "--temperature",
                "400,200",
                "--json");
        JsonNode found = json(run);
        assertThat(run.exitCode()).isZero();
        double[] temperatures = {300, 400, 200};
        for (int i = 0; i < 3; i++) {
            JsonNode one = found.get("free_energies").get(i);
            assertThat(one.get("name").textValue()).isEqualTo("F(far)-F(" + DISTANCE + "<2A)");
            assertThat(one.get("temperature").doubleValue()).isEqualTo(temperatures[i]);
            requireHolds(one.get("ci95_kT"), difference(RATE * 300 / temperatures[i]));
        }
        JsonNode at = found.get("temperatures");
        assertThat(at.get(0).get("overlap").doubleValue()).isEqualTo(1);
        assertThat(at.get(1).get("overlap").doubleValue()).isCloseTo(overlap(RATE, RATE * 3 / 4), within(0.005));
        assertThat(at.get(2).get("overlap").doubleValue()).isCloseTo(overlap(RATE, RATE * 3 / 2), within(0.005));
        assertThat(at.get(0).get("states").get(0).get("effective_samples").doubleValue())
                .isGreaterThan(500);
        assertThat(at.get(0).get("states").get(0).get("state").textValue()).isEqualTo("far");
        assertThat(at.get(2).get("largest_weight").doubleValue())
                .isGreaterThan(at.get(1).get("largest_weight").doubleValue());
    }

    /** Seeds in the far state weigh more than all draws there: 4 % widen its interval, at the other temperature too, 10 % are too many. */
    @Test
    void whatTheDrawsMissOfAStateIsSeenInTheSeeds() throws IOException {
        Path run = run();
        String[] states = {"--state", "far=" + DISTANCE + " > 0.2", "--state", DISTANCE + "<0.2"};
        JsonNode without = json(free(run, states)).get("free_energies");
        seeds(run, 4);
        JsonNode some = json(free(run, states));
        for (int i = 0; i < 2; i++) {
            JsonNode interval = some.get("free_energies").get(i).get("ci95_kT");
            JsonNode before = without.get(i).get("ci95_kT");
            assertThat(interval.get(0).doubleValue())
                    .isCloseTo(before.get(0).doubleValue() + Math.log(0.96), within(1e-12));
            assertThat(interval.get(1)).isEqualTo(before.get(1));
            assertThat(some.get("temperatures")
                            .get(i)
                            .get("states")
                            .get(0)
                            .get("missed_seeds")
                            .doubleValue())
                    .isEqualTo(0.04);
        }
        assertThat(some.get("converged").booleanValue()).isTrue();
        seeds(run, 10);
        CommandLineRun many = free(run, states);
        assertThat(many.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
        assertThat(json(many).get("verdict").textValue())
                .isEqualTo("not converged: 10.0 % of the seeds lie where the generator does not go,"
                        + " at most 5.00 % are allowed");
    }

    private static CommandLineRun free(Path run, String... states) {
        List<Object> words = new ArrayList<>(List.of("free-energy", run));
        words.addAll(Arrays.asList(states));
        words.addAll(List.of("--temperature", "330", "--json"));
        return CommandLineRun.of(words.toArray());
    }

    /** A hundred seeds at 0.3 nm, of which some weigh far more than any draw. */
    private static void seeds(Path run, int heavy) throws IOException {
        PdbFile structure = StructureReader.read(PDB);
        double[] one = structure.models().get(0).clone();
        int c = structure.topology().find(0, "C");
        int n = structure.topology().find(2, "N");
        for (int axis = 0; axis < 3; axis++) {
            one[3 * n + axis] = one[3 * c + axis] + (axis == 0 ? 0.3 : 0);
        }
        double[] positions = new double[100 * one.length];
        double[] u = new double[100];
        double[] logWeights = new double[100];
        for (int i = 0; i < 100; i++) {
            System.arraycopy(one, 0, positions, i * one.length, one.length);
            u[i] = RATE * 0.3;
            logWeights[i] = i < heavy ? 10 : -u[i];
        }
        NpzWriter.write(
                run.resolve("seeds.npz"),
                Map.of("positions", NpyArray.of(positions, 100, one.length), "u", NpyArray.of(u, 100)));
        NpzWriter.write(run.resolve("seed-weights.npz"), Map.of("log_w", NpyArray.of(logWeights, 100)));
    }

    /** Of draws below 0.2 nm alone nothing is known of what lies beyond. */
    @Test
    void aStateThatWasNotSeenIsNotConverged() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "free-energy",
                "--samples",
                samples(true, 0.2),
                "--pdb",
                PDB,
                "--state",
                DISTANCE + ">0.2",
                "--state",
                DISTANCE + "<0.2");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
        assertThat(run.out()).contains("= Infinity kT").contains("not converged: 0.0 effective samples in state");
    }

    @Test
    void framesWithoutWeightsAreATimeSeries() throws IOException {
        CommandLineRun run = CommandLineRun.of(
                "expect",
                "--samples",
                samples(false, 0.5),
                "--pdb",
                PDB,
                DISTANCE,
                "!(" + DISTANCE + ">0.3)",
                "--json");
        JsonNode found = json(run);
        requireHolds(found.get("observables").get(0).get("ci95"), 0.3);
        requireHolds(found.get("observables").get(1).get("ci95"), 0.5);
        assertThat(found.get("verdict").textValue()).contains("independent frames");
        assertThat(run.exitCode()).isZero();
    }

    /** The reference does not move: φ is negative, and only there. */
    @Test
    void withoutStatesTheSignOfPhiIsTaken() throws IOException {
        CommandLineRun run = CommandLineRun.of("free-energy", run());
        assertThat(run.out()).startsWith("F(phi>0)-F(phi<0) = Infinity kT");
        assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
    }

    /** Gaussian works N(ΔF + s²/2, s²) and back N(−ΔF + s²/2, s²) obey Crooks' relation. */
    @Test
    void ensemblesAreComparedByTheirWork() throws IOException {
        double[] forward = new double[3000];
        double[] reverse = new double[2000];
        new RandomStream(SEED, Purpose.TEST, 1).fillGaussian(forward, 0, forward.length);
        new RandomStream(SEED, Purpose.TEST, 2).fillGaussian(reverse, 0, reverse.length);
        Arrays.setAll(forward, i -> 2.5 + 0.5 + forward[i]);
        Arrays.setAll(reverse, i -> -2.5 + 0.5 + reverse[i]);
        Path both = folder.resolve("both.npz");
        NpzWriter.write(
                both,
                Map.of(
                        "forward",
                        NpyArray.of(forward, forward.length),
                        "reverse",
                        NpyArray.of(reverse, reverse.length)));
        JsonNode found = json(CommandLineRun.of("free-energy", "--work", both, "--json"));
        requireHolds(found.get("free_energies").get(0).get("ci95_kT"), 2.5);
        assertThat(found.get("overlap").doubleValue()).isBetween(0.3, 1.0);
        assertThat(found.get("converged").booleanValue()).isTrue();
        Path one = folder.resolve("one.npz");
        NpzWriter.write(one, Map.of("forward", NpyArray.of(forward, forward.length)));
        CommandLineRun oneSided = CommandLineRun.of("free-energy", "--work", one);
        assertThat(oneSided.out()).contains("exponential averaging, one-sided").contains("F(B)-F(A) = 2.");
        Arrays.setAll(forward, i -> 50 + 10 * (forward[i] - 3));
        NpzWriter.write(one, Map.of("forward", NpyArray.of(forward, forward.length)));
        assertThat(CommandLineRun.of("free-energy", "--work", one).exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
    }

    /** What users had: reverse works of the wrong sign (openmmtools issue 755), and a series with τ = 200 (pymbar issue 545). */
    @Test
    void worksThatFailedInTheFieldAreNotConverged() {
        CommandLineRun flipped = CommandLineRun.of("free-energy", "--work", TestData.file("work/sign-flipped.npz"));
        assertThat(flipped.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
        assertThat(flipped.out())
                .contains("not converged: the draws of either ensemble by themselves contradict each other: 2.018")
                .doesNotContain("warning");
        CommandLineRun correlated = CommandLineRun.of("free-energy", "--work", TestData.file("work/correlated.npz"));
        assertThat(correlated.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
        assertThat(correlated.out()).contains("works depend on each other");
    }

    @Test
    void worksThatAreNoEnergiesAreRefused() throws IOException {
        double[] works = new double[120];
        works[7] = -1e308;
        Path file = folder.resolve("huge.npz");
        NpzWriter.write(file, Map.of("forward", NpyArray.of(works, 120)));
        CommandLineRun run = CommandLineRun.of("free-energy", "--work", file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_FILE);
        assertThat(run.err()).contains("'forward' holds a work of -1.0E308 kT").hasLineCount(1);
    }

    /** Works of a simulation, each a tenth new: refused as they are, thinned when asked for. */
    @Test
    void worksThatDependOnEachOtherAreRefusedOrThinned() throws IOException {
        double[][] works = new double[2][20_000];
        for (int side = 0; side < 2; side++) {
            RandomStream random = new RandomStream(SEED, Purpose.TEST, 3 + side);
            double value = random.nextGaussian();
            for (int i = 0; i < works[side].length; i++) {
                value = 0.9 * value + Math.sqrt(1 - 0.81) * random.nextGaussian();
                works[side][i] = (side == 0 ? 2.5 : -2.5) + 0.5 + value;
            }
        }
        Path file = folder.resolve("series.npz");
        NpzWriter.write(
                file, Map.of("forward", NpyArray.of(works[0], 20_000), "reverse", NpyArray.of(works[1], 20_000)));
        CommandLineRun refused = CommandLineRun.of("free-energy", "--work", file);
        assertThat(refused.exitCode()).isEqualTo(ExitCode.NOT_CONVERGED);
        assertThat(refused.out()).contains("not converged: the forward works depend on each other: 1", "--subsample");
        CommandLineRun thinned = CommandLineRun.of("free-energy", "--work", file, "--subsample", "--json");
        JsonNode found = json(thinned);
        assertThat(thinned.exitCode()).isZero();
        // 1 + 2 · 0.9 / (1 − 0.9) = 19 in a row count as one.
        assertThat(found.get("inefficiency_forward").doubleValue()).isCloseTo(19, within(4.0));
        assertThat(found.get("values_forward").intValue()).isBetween(800, 1400);
        requireHolds(found.get("free_energies").get(0).get("ci95_kT"), 2.5);
        assertThat(CommandLineRun.of("free-energy", run(), "--subsample").err()).contains("goes with --work");
    }

    /** The same samples in two runs. */
    @Test
    void runsAreComparedByTheirNormalisation() throws IOException {
        Path run = run();
        JsonNode found = json(CommandLineRun.of("free-energy", run, run, "--json"));
        JsonNode difference = found.get("free_energies").get(0);
        assertThat(difference.get("value_kT").doubleValue()).isZero();
        assertThat(difference.get("ci95_kT").get(0).doubleValue()).isBetween(-0.1, -0.001);
        assertThat(found.get("converged").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "expect RUN | 2 | the mean of what?",
                "expect RUN phj:2 | 2 | did you mean 'phi'?",
                "expect none phi:2 | 2 | none: no such folder",
                "expect --samples SAMPLES phi:2 | 2 | --samples needs --pdb",
                "expect --samples none.npz --pdb PDB phi:2 | 3 | none.npz",
                "free-energy | 2 | samples of what?",
                "free-energy RUN --state phi>0 | 2 | give --state EXPR twice or more",
                "free-energy RUN --state phi>0 --state phi>0 | 2 | two states that differ",
                "free-energy RUN --state phi --state psi | 2 | expected a condition",
                "free-energy RUN --temperature 0 | 2 | above 0 K",
                "free-energy RUN --resamples 3 | 2 | at least 40",
                "free-energy RUN --resamples 2147483647 | 2 | at most 1000000",
                "free-energy --samples SAMPLES --pdb PDB --temperature 400 | 2 | give --sampled-at K",
                "free-energy RUN --work SAMPLES | 2 | give no runs",
                "free-energy --work SAMPLES | 3 | holds neither an array 'forward' nor 'reverse'",
                "free-energy RUN RUN --state phi>0 | 2 | compared as a whole",
                "free-energy RUN --pdb PDB | 2 | goes with --samples"
            })
    void mistakesAreTold(String command, int exitCode, String problem) throws IOException {
        Path run = run();
        Path samples = samples(true, 0.5);
        Object[] words = Arrays.stream(command.split(" "))
                .map(word -> Map.of("RUN", run, "SAMPLES", samples, "PDB", PDB).getOrDefault(word, Path.of(word)))
                .toArray();
        CommandLineRun found = CommandLineRun.of(words);
        assertThat(found.err()).contains(problem).hasLineCount(1);
        assertThat(found.out()).isEmpty();
        assertThat(found.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void sameSeedSameNumbers() throws IOException {
        Path run = run();
        List<String> first =
                List.of(CommandLineRun.of("expect", run, DISTANCE, "--json").out());
        assertThat(CommandLineRun.of("expect", run, DISTANCE, "--json").out()).isEqualTo(first.get(0));
        assertThat(CommandLineRun.of("expect", run, DISTANCE, "--json", "--seed", 2)
                        .out())
                .isNotEqualTo(first.get(0));
    }
}
