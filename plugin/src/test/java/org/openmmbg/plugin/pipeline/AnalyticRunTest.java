package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.plugin.analysis.ExpressionMean;
import org.openmmbg.plugin.analysis.Judgement;
import org.openmmbg.plugin.analysis.WeightedSamples;
import org.openmmbg.plugin.report.HtmlReport;
import org.openmmbg.plugin.report.ReportData;
import org.openmmbg.plugin.report.RunReport;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Vocabulary;

/** Potentials without atoms through the whole job, shorter than a run but long enough to be right. */
class AnalyticRunTest {
    @TempDir
    private Path folder;

    private static RunConfig config(String system, String... more) {
        ConfigOverrides overrides = new ConfigOverrides();
        List<String> assignments = new ArrayList<>(List.of(
                "system.name=" + system,
                "compute.threads=2",
                "network.rest_couplings=6",
                "network.rest_hidden=[32, 32]",
                "training.ml_steps=150",
                "training.kl_steps=400",
                "sampling.draws=20000",
                "estimate.bootstrap_resamples=200"));
        if (SystemRegistry.builtIn().find(system) instanceof AnalyticSystem) {
            assignments.add("walks.state_steps=100000");
        }
        assignments.addAll(Arrays.asList(more));
        assignments.forEach(overrides::set);
        return ConfigLoader.create(Preset.QUICK, null, overrides);
    }

    private Results run(RunConfig config, String name, StopSignal stop) throws IOException {
        Path path = folder.resolve(name);
        RunStages.Job job = new GeneratorRun().prepare(config);
        try (RunFolder run =
                Files.exists(path.resolve("config.yaml")) ? RunFolder.resume(path) : RunFolder.create(path, false)) {
            run.replace(run.config(), ConfigLoader.toYaml(job.config()));
            Results results = job.work().run(run, Progress.SILENT, stop);
            run.replace(run.results(), results.toJson());
            return results;
        }
    }

    @Test
    void theDoubleWellsFreeEnergiesAreTheExactOnes() throws IOException {
        Results results = run(config("double-well"), "run", StopSignal.withoutLimit());
        double[] temperatures = {1, 0.5, 2};
        double[] exact = {3.3799, 6.8494, 1.6303};
        assertThat(results.freeEnergies()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            Results.FreeEnergy found = results.freeEnergies().get(i);
            assertThat(found.name()).isEqualTo("F(x>0)-F(x<0)");
            assertThat(found.temperature()).isEqualTo(temperatures[i]);
            double error = (found.ci95KT().high() - found.ci95KT().low()) / (2 * 1.96);
            double z = (found.valueKT() - exact[i]) / error;
            System.out.printf("seed 1, T = %s: %.4f, z %.2f%n", temperatures[i], found.valueKT(), z);
            assertThat(Math.abs(z)).isLessThan(5);
            assertThat(error).isLessThan(0.2);
        }
        // Walks, their seeds once more, training; draws at three temperatures, and a walk in each state there.
        assertThat(results.cost().energyEvaluations())
                .isEqualTo(20_002 + 2000 + 400 * 256 + 3 * (20_000 + 2000) + 6 * (110_001 + 10_000));
        try (RunFolder finished = RunFolder.resume(folder.resolve("run"))) {
            ReportData report = RunReport.of(finished);
            assertThat(report.title()).isEqualTo("double-well at T = 1");
            assertThat(report.surfaces().get(0).surfaces())
                    .extracting(ReportData.Surface::name)
                    .containsExactly("potential", "generator", "generator, reweighted");
            assertThat(report.profiles().get(0).curves())
                    .extracting(ReportData.Curve::name)
                    .contains("generator, reweighted", "exact");
            assertThat(report.latent()).hasSize(1);
            assertThat(HtmlReport.render(report)).contains("Potential and samples", "Latent space", "return trip");
        }
        Expression right = Expression.parse("x > 0", Vocabulary.of(new DoubleWell(1)));
        for (int i = 0; i < 3; i++) {
            WeightedSamples samples = WeightedSamples.ofRun(folder.resolve("run"), temperatures[i]);
            double share =
                    ExpressionMean.of(right, samples, new Bootstrap(1, 40)).mean();
            assertThat(Math.log(1 / share - 1))
                    .as("from the samples written at T = %s", temperatures[i])
                    .isCloseTo(
                            Objects.requireNonNull(results.freeEnergies().get(i).oneSided())
                                    .valueKT(),
                            within(1e-9));
        }
        assertThatThrownBy(() -> WeightedSamples.ofRun(folder.resolve("run"), 3))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("training.temperatures = [0.5, 2.0]");
    }

    /** One configuration of the left well, and nothing that pushes out of it. */
    @Test
    void aWellLeftOutIsNotConverged() throws IOException {
        RunConfig config = config(
                "double-well",
                "exploration.start=x<0",
                "exploration.steps=1",
                "exploration.rc_weight=0",
                "training.rc_weight=0",
                "walks.steps=2000");
        Results results = run(config, "left", StopSignal.withoutLimit());
        assertThat(results.converged()).isFalse();
        assertThat(results.verdict()).startsWith("not converged: ");
        assertThat(results.essRaw()).isGreaterThan(0.5);
        WeightedSamples samples = WeightedSamples.ofRun(folder.resolve("left"));
        Expression position = Expression.parse("x", Vocabulary.of(new DoubleWell(1)));
        Judgement ofMean = Judgement.of(samples, List.of(position));
        assertThat(ofMean.converged()).as("nor is a mean over its draws").isFalse();
        assertThat(ofMean.verdict()).startsWith("not converged: the run itself is " + results.verdict());
    }

    @Test
    void aRunThatIsStoppedGoesOnToTheSameNumbersWhateverTheThreads() throws IOException {
        String[] tiny = {"training.ml_steps=30", "training.kl_steps=30", "sampling.draws=2000", "walks.steps=400"};
        Results expected = run(config("mueller-brown", tiny), "whole", StopSignal.withoutLimit());

        RunConfig one = config("mueller-brown", tiny);
        StopSignal stop = StopSignal.withoutLimit();
        stop.interrupt();
        assertThatThrownBy(() -> run(one, "stopped", stop)).isInstanceOf(StoppedException.class);
        List<String> threads = new ArrayList<>(List.of(tiny));
        threads.add("compute.threads=1");
        Results found =
                run(config("mueller-brown", threads.toArray(String[]::new)), "stopped", StopSignal.withoutLimit());

        assertThat(found.freeEnergies()).isEqualTo(expected.freeEnergies());
        assertThat(found.essRaw()).isEqualTo(expected.essRaw());
        for (String file : List.of("samples.npz", "seeds.npz", "latent.npz", "metrics.jsonl")) {
            assertThat(Files.readAllBytes(folder.resolve("stopped").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
    }

    /** Known at the start: one configuration of the well that lies higher. */
    @Test
    void explorationFromOneConfigurationFindsTheOtherWell() throws IOException {
        RunConfig config = config(
                "double-well",
                "exploration.start=x>0",
                "exploration.steps=250",
                "training.rc_weight=10",
                "walks.steps=2000");
        Results.FreeEnergy found = run(config, "explored", StopSignal.withoutLimit())
                .freeEnergies()
                .get(0);
        System.out.printf("seed 1, from x>0: %s%n", found);
        assertThat(found.valueKT()).isCloseTo(3.3799, within(0.15));
        SeedSet seeds = SeedSet.read(folder.resolve("explored/seeds.npz"));
        for (int i = 0; i < seeds.count(); i++) {
            assertThat(seeds.positions()[2 * i]).isPositive();
        }
        List<String> metrics = Files.readAllLines(folder.resolve("explored/metrics.jsonl"));
        assertThat(metrics.get(399)).contains("\"exploration\"", "\"acceptance\"", "\"move_length\"", "\"beyond\"");
        assertThat(metrics.get(400)).doesNotContain("acceptance");
    }

    @Test
    void anExplorationThatIsStoppedGoesOnToTheSameNumbers() throws IOException {
        String[] tiny = {
            "exploration.start=x<0",
            "exploration.steps=30",
            "exploration.walkers=300",
            "training.ml_steps=10",
            "training.kl_steps=10",
            "training.seed_batch=64",
            "training.seed_mass_weight=0.1",
            "sampling.draws=2000",
            "walks.steps=400"
        };
        Results expected = run(config("double-well", tiny), "whole", StopSignal.withoutLimit());
        int stops = 0;
        Results found = null;
        while (found == null) {
            // Stopped at the first safe point, each time a little further.
            StopSignal stop = StopSignal.withoutLimit();
            stop.interrupt();
            try {
                found = run(config("double-well", tiny), "stopped", stops < 30 ? stop : StopSignal.withoutLimit());
            } catch (StoppedException e) {
                stops++;
            }
        }
        assertThat(stops).isEqualTo(30);
        assertThat(found.freeEnergies()).isEqualTo(expected.freeEnergies());
        assertThat(found.cost().energyEvaluations()).isEqualTo(expected.cost().energyEvaluations());
        for (String file : List.of("samples.npz", "metrics.jsonl")) {
            assertThat(Files.readAllBytes(folder.resolve("stopped").resolve(file)))
                    .as(file)
                    .isEqualTo(Files.readAllBytes(folder.resolve("whole").resolve(file)));
        }
    }

    /** Two generators, neither of which ever saw the other's state: each gives the free energy of its own. */
    @Test
    void generatorsOfOneStateEachGiveTheDifference() throws IOException {
        double[] exact = {3.3799, 6.8494, 1.6303};
        Results below = run(config("double-well", "system.state=x<0"), "below", StopSignal.withoutLimit());
        Results above = run(config("double-well", "system.state=x>0"), "above", StopSignal.withoutLimit());
        for (int i = 0; i < 3; i++) {
            Results.FreeEnergy first = below.freeEnergies().get(i);
            Results.FreeEnergy second = above.freeEnergies().get(i);
            assertThat(first.name()).isEqualTo("F(x<0)");
            assertThat(second.name()).isEqualTo("F(x>0)");
            double difference = second.valueKT() - first.valueKT();
            System.out.printf("seed 1, T = %s: %.4f%n", first.temperature(), difference);
            assertThat(difference).isCloseTo(exact[i], within(0.1));
        }
        SeedSet seeds = SeedSet.read(folder.resolve("above/seeds.npz"));
        for (int i = 0; i < seeds.count(); i++) {
            assertThat(seeds.positions()[2 * i]).isPositive();
        }
    }

    @Test
    void statesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new GeneratorRun().prepare(config("double-well", "system.state=open")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("the states of double-well are 'x<0' and 'x>0'");
        assertThatThrownBy(() -> new GeneratorRun().prepare(config("double-well", "exploration.start=open")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("exploration.start");
        assertThatThrownBy(() ->
                        new GeneratorRun().prepare(config("double-well", "system.state=x<0", "exploration.start=x>0")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("outside of the state");
        assertThatThrownBy(() -> config("double-well", "exploration.batch=2000"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("exploration.batch must be from 1 to the number of walkers (1000)");
    }

    @Test
    void whatOnlyAMoleculeHasIsRefused() {
        assertThatThrownBy(() -> config("double-well", "seeds.hot_steps=3"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown key 'seeds.hot_steps'");
        assertThatThrownBy(() -> config("alanine-dipeptide", "walks.steps=3"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown key 'walks.steps'");
        assertThatThrownBy(() -> new GeneratorRun().prepare(config("double-well", "system.allow_cis=true")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--allow-cis");
        assertThatThrownBy(() -> new GeneratorRun().prepare(config("alanine-dipeptide", "training.rc_weight=1")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("training.rc_weight");
    }
}
