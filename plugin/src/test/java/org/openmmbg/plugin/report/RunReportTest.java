package org.openmmbg.plugin.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.MetricsLog;
import org.openmmbg.plugin.pipeline.Preset;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SystemRegistry;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzWriter;

/** On a run folder of shaken reference structures: real files and angles, weights by rule. */
class RunReportTest {
    private static final String SYSTEM = "alanine-dipeptide";
    private static final int DRAWS = 2000;
    private static final MolecularSystem MOLECULE = SystemRegistry.builtIn().load(SYSTEM);

    @TempDir
    private Path path;

    @Test
    void theFilesOfARunGiveAllParts() throws IOException {
        double[] logWeights = logWeights();
        double[] positions = shaken();
        try (RunFolder folder = folder(positions, logWeights)) {
            ReportData data = RunReport.of(folder);

            assertThat(data.title()).isEqualTo("alanine-dipeptide at 300 K");
            assertThat(data.surfaces().get(0).surfaces())
                    .extracting(ReportData.Surface::name)
                    .containsExactly("seeds", "generator", "generator, reweighted");
            assertThat(data.training())
                    .extracting(ReportData.TrainingStage::name)
                    .containsExactly("Maximum likelihood", "Energies (KL)");
            assertThat(data.training().get(1).loss()).containsExactly(-4, -5);
            assertThat(data.results()).extracting(ReportData.Estimate::unit).containsExactly("kT at 300 K", "degrees");
            assertThat(data.config()).extracting(ReportData.Entry::name).contains("training.ml_steps", "system.name");
            checkProfile(data.profiles().get(0).curves().get(0), positions, logWeights);
            for (ReportData.Histogram histogram : data.energies()) {
                double width = histogram.edges()[1] - histogram.edges()[0];
                assertThat(Arrays.stream(histogram.density()).sum() * width).isBetween(0.9, 1 + 1e-12);
            }
            assertThat(HtmlReport.render(data)).contains("generator, reweighted", "energy evaluations");
        }
    }

    /** The reweighted profile against sums over the draws, and its band against the formula for two kinds of weight. */
    private static void checkProfile(ReportData.Curve profile, double[] positions, double[] logWeights) {
        int width = 3 * MOLECULE.topology().atomCount();
        int bins = profile.x().length;
        double[] inBin = new double[bins];
        double sum = 0;
        for (int i = 0; i < DRAWS; i++) {
            double weight = Double.isFinite(logWeights[i]) ? Math.exp(logWeights[i]) : 0;
            double degrees = Math.toDegrees(MOLECULE.observables().get(0).value(positions, i * width));
            inBin[(int) Math.floor((degrees + 180) / 360 * bins)] += weight;
            sum += weight;
        }
        double largest = Arrays.stream(inBin).max().orElseThrow();
        for (int bin = 0; bin < bins; bin++) {
            assertThat(profile.x()[bin]).isEqualTo(-180 + (bin + 0.5) * 360 / bins, within(1e-9));
            if (inBin[bin] > 0) {
                assertThat(profile.y()[bin]).isEqualTo(Math.log(largest / inBin[bin]), within(1e-9));
            } else {
                assertThat(profile.y()[bin]).isNaN();
            }
            if (inBin[bin] == largest) {
                // Half the draws weigh 1 and half 3: (sum of w²)/(sum of w)² is 1.25/N, in every bin alike.
                double p = inBin[bin] / sum;
                double expected = 1.96 * Math.sqrt(1.25 * (1 - p) / p / DRAWS);
                double band =
                        (Objects.requireNonNull(profile.high())[bin] - Objects.requireNonNull(profile.low())[bin]) / 2;
                assertThat(band).isEqualTo(expected, within(0.1 * expected));
            }
        }
    }

    @Test
    void aRunWhoseDrawsAllHaveWeightZeroStillHasAReport() throws IOException {
        double[] none = new double[DRAWS];
        Arrays.fill(none, Double.NEGATIVE_INFINITY);
        try (RunFolder folder = folder(shaken(), none)) {
            ReportData data = RunReport.of(folder);
            assertThat(data.surfaces().get(0).surfaces())
                    .extracting(ReportData.Surface::name)
                    .containsExactly("seeds", "generator");
            assertThat(data.logWeights()).isEmpty();
            assertThat(HtmlReport.render(data)).contains("</html>");
        }
    }

    @Test
    void aMissingOrForeignFileIsNamed() throws IOException {
        try (RunFolder folder = folder(shaken(), logWeights())) {
            Files.writeString(folder.metrics(), "{\"step\": 1}\nnot json\n");
            assertThatThrownBy(() -> RunReport.of(folder))
                    .isInstanceOf(InputFileException.class)
                    .hasMessageContaining("metrics.jsonl, line 2: not a line of JSON");
            Files.delete(folder.metrics());
            NpzWriter.write(folder.samples(), Map.of("u", NpyArray.of(new double[] {1}, 1)));
            assertThatThrownBy(() -> RunReport.of(folder)).hasMessageContaining("holds no array 'log_w'");
            Files.delete(folder.results());
            assertThatThrownBy(() -> RunReport.of(folder))
                    .isInstanceOf(InputFileException.class)
                    .hasMessageContaining("has not come to its results");
        }
    }

    private static double[] shaken() {
        double[] reference = MOLECULE.referencePositions();
        double[] positions = new double[DRAWS * reference.length];
        RandomStream noise = new RandomStream(7, Purpose.TEST, 0);
        noise.fillGaussian(positions, 0, positions.length);
        Arrays.setAll(positions, i -> reference[i % reference.length] + 0.02 * positions[i]);
        return positions;
    }

    private static double[] logWeights() {
        double[] logWeights = new double[DRAWS];
        Arrays.setAll(logWeights, i -> i % 2 == 0 ? 0 : Math.log(3));
        logWeights[0] = Double.NEGATIVE_INFINITY;
        logWeights[1] = Double.NaN;
        return logWeights;
    }

    private RunFolder folder(double[] positions, double[] logWeights) throws IOException {
        RunFolder folder = RunFolder.create(path, false);
        RunConfig config = RunConfig.defaults(Preset.QUICK, SYSTEM);
        folder.replace(folder.config(), ConfigLoader.toYaml(config));
        Results results = new Results(
                0.8,
                0.8,
                List.of(new Results.FreeEnergy("F(phi>0)-F(phi<0)", 3, new Results.Interval(2, 4), 300)),
                List.of(new Results.Observable("phi (degrees)", -70, new Results.Interval(-71, -69))),
                List.of(),
                DRAWS,
                Map.of("wrong_chirality", 1L),
                Map.of("sampling_energies", 1L),
                new Results.Cost(1, 2, 3),
                new Results.Provenance(1, "7.3.1", "x", "y", "z", "0"),
                true,
                "converged",
                List.of());
        folder.replace(folder.results(), results.toJson());
        double[] energies = new double[DRAWS];
        Arrays.setAll(energies, i -> i % 100);
        NpyArray frames = NpyArray.of(positions, DRAWS, positions.length / DRAWS);
        NpzWriter.write(folder.seeds(), Map.of("positions", frames, "u", NpyArray.of(energies, DRAWS)));
        NpzWriter.write(
                folder.samples(),
                Map.of(
                        "positions", frames,
                        "u", NpyArray.of(energies, DRAWS),
                        "log_w", NpyArray.of(logWeights, DRAWS)));
        try (MetricsLog log = MetricsLog.open(folder.metrics(), 0)) {
            log.append(Map.of("stage", "likelihood", "step", 1, "loss_ml", 3.0, "loss_kl", Double.NaN));
            log.append(Map.of("stage", "energy", "step", 2, "loss_ml", 3.0, "loss_kl", -4.0, "ess", 0.5));
            log.append(Map.of("stage", "energy", "step", 3, "loss_ml", 3.0, "loss_kl", -5.0, "ess", 0.5));
        }
        return folder;
    }
}
