package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.plugin.cli.TestData;
import org.openmmbg.potential.EnergyRegularization;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.ExampleSet;
import org.openmmbg.training.Trainer;
import org.openmmbg.training.WorkerPool;

/** The whole job on the real molecule and the real OpenMM, a hundred times shorter than a run. */
class MoleculeRunTest {
    @TempDir
    private Path folder;

    private static RunConfig config(int threads, String... more) {
        List<String> assignments = new ArrayList<>(List.of("system.name=alanine-dipeptide"));
        assignments.addAll(List.of(more));
        return tiny(threads, assignments);
    }

    private static RunConfig tiny(int threads, List<String> more) {
        ConfigOverrides overrides = new ConfigOverrides();
        List<String> assignments = new ArrayList<>(List.of(
                "compute.threads=" + threads,
                "compute.platform=Reference",
                "seeds.hot_walkers=4",
                "seeds.hot_steps=400",
                "seeds.hot_interval=100",
                "seeds.quench_steps=20",
                "seeds.equilibration_steps=30",
                "seeds.production_steps=700",
                "seeds.frame_interval=10",
                "network.torsion_hidden=[16]",
                "network.rest_hidden=[16]",
                "training.ml_steps=20",
                "training.ml_batch=150",
                "training.kl_steps=20",
                "training.kl_batch=150",
                "training.checkpoint_interval=7",
                "sampling.draws=700",
                "sampling.block=64",
                "estimate.bootstrap_resamples=40"));
        assignments.addAll(more);
        assignments.forEach(overrides::set);
        return ConfigLoader.create(Preset.QUICK, null, overrides);
    }

    private Results run(RunConfig config, String name) throws IOException {
        Path path = folder.resolve(name);
        RunStages.Job job = new GeneratorRun().prepare(config);
        try (RunFolder run =
                Files.exists(path.resolve("config.yaml")) ? RunFolder.resume(path) : RunFolder.create(path, false)) {
            run.replace(run.config(), ConfigLoader.toYaml(config));
            return job.work().run(run, Progress.SILENT, StopSignal.withoutLimit());
        }
    }

    /** All that a run says, but for its wall time. */
    private static Results withoutTime(Results results) {
        Results.Cost cost = results.cost();
        return new Results(
                results.essRaw(),
                results.essClipped(),
                results.freeEnergies(),
                results.observables(),
                results.states(),
                results.draws(),
                results.weightZero(),
                results.failures(),
                new Results.Cost(cost.energyEvaluations(), cost.mdSteps(), 0),
                results.provenance(),
                results.converged(),
                results.verdict(),
                results.warnings());
    }

    private byte[] bytes(String name, String file) throws IOException {
        return Files.readAllBytes(folder.resolve(name).resolve(file));
    }

    @Test
    void threadsChangeNoNumberAndEveryCostIsCounted() throws IOException {
        Results expected = run(config(1), "one-thread");
        assertThat(expected.essRaw()).isBetween(0.0, 1.0);
        assertThat(expected.draws()).isEqualTo(700);
        // 4 hot walkers, 4 snapshots of each: every step once, and the start.
        assertThat(expected.cost().mdSteps()).isEqualTo(4 * 400 + 16 * 750);
        int frames = 16 * 70;
        assertThat(expected.cost().energyEvaluations()).isEqualTo(4 * 401 + 16 * 751 + frames + 20 * 150 + 700 + 70);

        assertThat(withoutTime(run(config(2), "two-threads"))).isEqualTo(withoutTime(expected));

        for (String file : List.of("samples.npz", "seeds.npz", "samples.dcd", "topology.pdb", "metrics.jsonl")) {
            assertThat(bytes("two-threads", file)).as(file).isEqualTo(bytes("one-thread", file));
        }
    }

    /** Twenty times the preset's rate, for torsions too, and no limit worth the name: the generator is the last good one. */
    @Test
    void aRunawayIsTakenBackAndTold() throws IOException {
        int window = 10;
        List<String> wild = List.of(
                "system.name=alanine-dipeptide-vacuum",
                "training.ml_steps=150",
                "training.kl_steps=200",
                "training.kl_learning_rate=0.04",
                "network.torsion_rate=1",
                "training.warm_up_steps=100",
                "training.force_limit=1e6",
                "training.ema_decay=0.5",
                "training.watch_window=" + window,
                "sampling.draws=3000");
        Results results = run(tiny(1, wild), "wild");

        assertThat(results.warnings()).anyMatch(warning -> warning.startsWith("training ran away"));
        List<JsonNode> energy = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("wild/metrics.jsonl"))) {
            JsonNode node = Json.compact().readTree(line);
            if (node.get("stage").textValue().equals("energy")) {
                energy.add(node);
            }
        }
        assertThat(energy).anyMatch(node -> node.path("watch").asText().equals("retreated"));
        double best = Double.POSITIVE_INFINITY;
        double worst = Double.NEGATIVE_INFINITY;
        for (int first = 0; first + window <= energy.size(); first += window) {
            double[] losses = energy.subList(first, first + window).stream()
                    .mapToDouble(node -> node.get("loss_kl").asDouble(Double.POSITIVE_INFINITY))
                    .sorted()
                    .toArray();
            best = Math.min(best, losses[window / 2]);
            worst = Math.max(worst, losses[window / 2]);
        }
        // The loss of the samples, an upper bound of −log Z, by the formula of training.
        EnergyRegularization regularization = new EnergyRegularization(1000, 1e20);
        Map<String, NpyArray> samples = NpzReader.read(folder.resolve("wild/samples.npz"));
        double[] u = array(samples, "u");
        double[] logQ = array(samples, "log_q");
        // As for a window: the median of the means of batches.
        double[] means = new double[u.length / 150];
        for (int i = 0; i < u.length; i++) {
            means[i / 150] += (regularization.value(u[i]) + logQ[i]) / 150;
        }
        Arrays.sort(means);
        double loss = means[means.length / 2];
        double mean = Arrays.stream(means).average().orElseThrow();
        double variance = Arrays.stream(means).map(m -> (m - mean) * (m - mean)).sum() / (means.length - 1);
        double error = 1.2533 * Math.sqrt(variance / means.length);
        System.out.printf(
                "seed 1: loss of the best window %.2f, of the worst %.2f, of the generator %.2f (%.2f); %s%n",
                best, worst, loss, error, results.warnings());
        assertThat(worst).as("there was a runaway").isGreaterThan(best + 5);
        assertThat(loss).isLessThan(best + 3 * error);
    }

    @Test
    void weightsAreEnergiesAndDensitiesTogether() throws IOException {
        RunConfig config = config(2, "compute.seed=5", "observables=['distance(@C:1,@N:3)', 'phi:2 > 0']");
        Results results = run(config, "run");
        Map<String, NpyArray> samples = NpzReader.read(folder.resolve("run/samples.npz"));
        double[] u = array(samples, "u");
        double[] logQ = array(samples, "log_q");
        double[] logW = array(samples, "log_w");
        for (int i = 0; i < logW.length; i++) {
            if (logW[i] > Double.NEGATIVE_INFINITY) {
                assertThat(logW[i]).isEqualTo(-u[i] - logQ[i]);
            }
        }
        recompute(config, array(samples, "positions"), u, logQ);
        assertThat(results.freeEnergies().get(0).name()).isEqualTo("F(phi>0)-F(phi<0)");
        assertThat(results.observables().stream().map(Results.Observable::name))
                .containsExactly(
                        "phi (degrees)",
                        "psi (degrees)",
                        "potential energy (kJ/mol)",
                        "distance(@C:1,@N:3) (nm)",
                        "phi:2 > 0");
        Results.Observable distance = results.observables().get(3);
        assertThat(distance.mean())
                .isBetween(0.25, 0.55)
                .isBetween(distance.ci95().low(), distance.ci95().high());
        // Of two states that fill the ensemble, the probability and the free-energy difference say the same.
        double probability = results.observables().get(4).mean();
        assertThat(Math.log(1 / probability - 1))
                .isCloseTo(results.freeEnergies().get(0).valueKT(), within(1e-9));
        assertThat(results.provenance().openmmVersion()).isEqualTo("7.3.1");
        assertThat(results.provenance().forcefieldHash()).hasSize(64);
    }

    /** Energies and densities of the positions written, by a fresh evaluator and by the saved generator's way back. */
    private void recompute(RunConfig config, double[] positions, double[] u, double[] logQ) throws IOException {
        int draws = 100;
        MolecularSystem system = ChosenSystem.load(config.system());
        SeedSet seeds = SeedSet.read(folder.resolve("run/seeds.npz"));
        GeneratorFactory factory = new GeneratorFactory(system.layout(), seeds);
        BoltzmannGenerator generator =
                factory.build(config.network(), config.compute().seed());
        double[] energies = new double[draws];
        try (BatchEvaluator evaluator = BatchEvaluator.create(OpenMmLibrary.load(), system.system(), "Reference", 1);
                WorkerPool workers = new WorkerPool(1)) {
            OpenMmPotential potential = new OpenMmPotential(evaluator, 300);
            ExampleSet unused = factory.examples(new double[seeds.count()]);
            Trainer trainer = new Trainer(generator, potential, unused, factory.scales(), 1, 0.5, workers, 0);
            trainer.load(Checkpoint.read(folder.resolve("run/checkpoint.safetensors")));
            trainer.swapAverage();
            potential.evaluate(draws, positions, energies, null);
        }
        double[] internal = new double[draws * 60];
        double[] logDet = new double[draws];
        generator.coordinates().toInternal(0, draws, positions, internal, logDet);
        double[] logDensity = new double[draws];
        for (int i = 0; i < draws; i++) {
            generator.domain().wrap(internal, i * 60);
        }
        generator
                .flow()
                .logDensity(generator.flow().newTape(draws), draws, internal, new double[draws * 60], logDensity);
        for (int i = 0; i < draws; i++) {
            // Positions are written in single precision.
            assertThat(energies[i]).isCloseTo(u[i], within(1e-3 * (1 + Math.abs(u[i]))));
            assertThat(logDensity[i] + logDet[i]).isCloseTo(logQ[i], within(0.01));
        }
    }

    private static double[] array(Map<String, NpyArray> arrays, String name) {
        return Objects.requireNonNull(arrays.get(name), name).values();
    }

    @Test
    void aTripeptideOfOnesOwnEndsWithTheTorsionsOfEveryResidue() throws IOException {
        Path pdb = TestData.file("forcefield/tripeptide.pdb");
        RunConfig config = tiny(2, List.of("system.pdb=" + pdb, "system.forcefield=[amber99sbildn, amber99_obc]"));
        Results results = run(config, "tripeptide");
        assertThat(results.observables())
                .extracting(Results.Observable::name)
                .contains("phi1 (degrees)", "phi2 (degrees)", "psi1 (degrees)", "psi2 (degrees)");
        assertThat(results.draws()).isEqualTo(700);
    }

    @Test
    void amberFilesAreLoadedWithTheirSolvent() {
        MolecularSystem system = ChosenSystem.load(tiny(
                        1,
                        List.of(
                                "system.prmtop=" + TestData.file("amber/ala2.prmtop"),
                                "system.inpcrd=" + TestData.file("amber/ala2.inpcrd"),
                                "system.implicit=obc2"))
                .system());
        assertThat(system.system().forceNames()).hasSize(5);
        assertThat(system.observables()).extracting("name").containsExactly("phi", "psi");
    }

    @Test
    void givenSeedsReplaceTheDynamics() throws IOException {
        run(config(2), "first");
        Path seeds = folder.resolve("first/seeds.npz");
        Results results = run(config(2, "system.seed_files=[" + seeds + "]"), "second");
        assertThat(results.cost().mdSteps()).isZero();
        assertThat(array(NpzReader.read(folder.resolve("second/seeds.npz")), "positions"))
                .containsExactly(array(NpzReader.read(seeds), "positions"));
    }

    @Test
    void theDefaultPlatformOfASmallMoleculeIsSettledAsReference() {
        RunConfig asked = ConfigLoader.create(Preset.QUICK, null, system());
        assertThat(asked.compute().platform()).isEqualTo("auto");
        RunConfig settled = new GeneratorRun().prepare(asked).config();
        assertThat(settled).isEqualTo(asked.withPlatform(PlatformSpec.REFERENCE));
    }

    private static ConfigOverrides system() {
        ConfigOverrides overrides = new ConfigOverrides();
        overrides.set("system.name=alanine-dipeptide");
        return overrides;
    }

    @Test
    void aStopSavesAndSaysWhere() {
        StopSignal stop = StopSignal.withoutLimit();
        stop.interrupt();
        RunStages.Job job = new GeneratorRun().prepare(config(1));
        try (RunFolder run = RunFolder.create(folder.resolve("stopped"), false)) {
            assertThatThrownBy(() -> job.work().run(run, Progress.SILENT, stop))
                    .isInstanceOf(StoppedException.class)
                    .hasMessage("stopped in hot dynamics, step 100 of 400: interrupted");
            assertThat(run.checkpoint()).exists();
        }
    }
}
