import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openmmbg.estimate.Axis;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.FreeEnergyProfile;
import org.openmmbg.plugin.analysis.WeightedSamples;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.ConfigOverrides;
import org.openmmbg.plugin.pipeline.GeneratorRun;
import org.openmmbg.plugin.pipeline.LineProgress;
import org.openmmbg.plugin.pipeline.Preset;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.plugin.pipeline.RunStages;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.systems.observable.Expression;

/**
 * The free-energy surface of two torsions of a residue, with its 95 % band, from a structure and a force field: trains a
 * generator into a new folder, or takes the one that is there, and prints a line a cell. Settings are those of {@code run --set}.
 *
 * <pre>openmm-bg script plugin/examples/Surface.java ala2.pdb amber99sbildn,amber99_obc my-run 2 training.kl_steps=3200</pre>
 */
class Surface {
    private static final int BINS = 24;

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[2]);
        if (!Files.exists(folder.resolve("results.json"))) {
            ConfigOverrides settings = new ConfigOverrides();
            settings.set("system.pdb=" + arguments[0]);
            settings.set("system.forcefield=[" + arguments[1] + "]");
            for (String setting : List.of(arguments).subList(4, arguments.length)) {
                settings.set(setting);
            }
            train(ConfigLoader.create(Preset.QUICK, null, settings), folder);
        }
        Results results = Results.read(folder.resolve("results.json"));
        System.err.println(results.verdict());

        WeightedSamples samples = WeightedSamples.ofRun(folder);
        List<Axis> axes = List.of(Axis.angle(BINS), Axis.angle(BINS));
        FreeEnergyProfile surface = FreeEnergyProfile.of(
                axes,
                List.of(values("phi:" + arguments[3], samples), values("psi:" + arguments[3], samples)),
                samples.weights(),
                new Bootstrap(1, 200));
        System.out.println("phi_deg,psi_deg,F_kT,low,high");
        List<Estimate> cells = surface.cells();
        for (int cell = 0; cell < cells.size(); cell++) {
            Estimate free = cells.get(cell);
            System.out.printf(
                    "%.1f,%.1f,%.3f,%.3f,%.3f%n",
                    Math.toDegrees(axes.get(0).centre(cell / BINS)),
                    Math.toDegrees(axes.get(1).centre(cell % BINS)),
                    free.value(),
                    free.low(),
                    free.high());
        }
        System.exit(results.converged() ? 0 : 5);
    }

    private static void train(RunConfig config, Path folder) throws IOException {
        RunStages.Job job = new GeneratorRun().prepare(config);
        try (RunFolder run = RunFolder.create(folder, false);
                LineProgress progress = new LineProgress(new PrintWriter(System.err, true))) {
            run.replace(run.config(), ConfigLoader.toYaml(job.config()));
            Results results = job.work().run(run, progress, StopSignal.withoutLimit());
            run.replace(run.results(), results.toJson());
        }
    }

    private static double[] values(String torsion, WeightedSamples samples) {
        return Expression.parse(torsion, samples.vocabulary())
                .values(samples.count(), samples.positions(), samples.width());
    }
}
