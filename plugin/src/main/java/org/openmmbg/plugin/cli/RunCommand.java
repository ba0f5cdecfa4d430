package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.PlatformChoice;
import org.openmmbg.plugin.pipeline.BarProgress;
import org.openmmbg.plugin.pipeline.ConfigLoader;
import org.openmmbg.plugin.pipeline.ConfigOverrides;
import org.openmmbg.plugin.pipeline.LineProgress;
import org.openmmbg.plugin.pipeline.Preset;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.RunConfig;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.plugin.pipeline.RunStages;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.StoppedException;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.plugin.report.HtmlReport;
import org.openmmbg.plugin.report.RunReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg run}: molecule in, reweighted free energies out. */
@Command(
        name = "run",
        description = "Take a molecule to reweighted, error-barred free energies: short MD for seeds, a flow trained on"
                + " seeds and force-field energies, samples with exact weights.")
final class RunCommand implements Callable<Integer> {
    private final RunStages stages;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final SystemOptions files = new SystemOptions();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "SYSTEM",
            description = "A built-in system (see 'openmm-bg systems list') or a YAML file. Not needed with --resume.")
    private @Nullable String system;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder: new or empty.")
    private @Nullable Path out;

    @Option(names = "--preset", paramLabel = "NAME", description = "quick (minutes), standard (default) or long.")
    private @Nullable String preset;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of every random stream (default 1).")
    private @Nullable Long seed;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: all cores).")
    private @Nullable Integer threads;

    @Option(
            names = "--platform",
            paramLabel = "NAME",
            description = "OpenMM platform: auto (default), which times those that can be used; Reference, CPU, CUDA or"
                    + " OpenCL, with properties as in CPU:Threads=2.")
    private @Nullable String platform;

    @Option(names = "--temperature", paramLabel = "K", description = "Temperature in kelvin (default 300).")
    private @Nullable Double temperature;

    @Option(
            names = "--seeds",
            paramLabel = "FILE",
            arity = "1..*",
            description = "Examples in place of the seeds' MD: PDB, DCD or NPZ.")
    private final List<Path> seedFiles = new ArrayList<>();

    @Option(names = "--allow-cis", description = "Count cis peptide bonds to the ensemble.")
    private boolean allowCis;

    @Option(
            names = "--explore-from",
            paramLabel = "STATE",
            description =
                    "For a system without molecules, such as double-well: know only a configuration of this state,"
                            + " 'x<0' for example, and let walkers in the generator's latent space find the other.")
    private @Nullable String exploreFrom;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            description = "For a system without molecules: confine it to one of its states. 'free-energy' compares two"
                    + " such runs.")
    private @Nullable String state;

    @Option(
            names = "--observable",
            paramLabel = "EXPR",
            description = "Report the mean of an expression too, for example 'distance(@CA:2,@CA:9)', 'chi1:5' or"
                    + " 'phi:2 > 0 & psi:2 < 90deg'. May be repeated.")
    private final List<String> observables = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any value of config.yaml, for example training.kl_steps=5000. May be repeated.")
    private final List<String> assignments = new ArrayList<>();

    @Option(names = "--resume", description = "Go on with the run in the output folder, after a stop or a kill.")
    private boolean resume;

    @Option(
            names = "--max-time",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "Stop after this time, resumable: 90s, 10m, 2h, 1h30m.")
    private @Nullable Duration maxTime;

    @Option(names = "--force", description = "Replace the run in the output folder.")
    private boolean force;

    RunCommand(RunStages stages) {
        this.stages = stages;
    }

    @Override
    public Integer call() throws IOException {
        Path path = Objects.requireNonNull(out);
        if (resume && force) {
            throw new UsageException("--resume goes on with a run and --force replaces it; give one of them");
        }
        Preset chosen = preset == null ? null : Preset.of(preset);
        if (resume) {
            try (RunFolder folder = RunFolder.resume(path)) {
                RunConfig config = ConfigLoader.resume(folder.config(), chosen, overrides());
                return execute(stages.prepare(config), folder);
            }
        }
        RunConfig config = ConfigLoader.create(chosen, yamlFile(), overrides());
        RunStages.Job job = stages.prepare(config);
        try (RunFolder folder = RunFolder.create(path, force)) {
            return execute(job, folder);
        }
    }

    private int execute(RunStages.Job job, RunFolder folder) throws IOException {
        RunConfig config = job.config();
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        folder.replace(folder.config(), ConfigLoader.toYaml(config));
        StopSignal stop = maxTime == null ? StopSignal.withoutLimit() : StopSignal.after(maxTime);
        Results results;
        InterruptHandler interrupts = InterruptHandler.install(stop::interrupt);
        try (Progress progress = progress(commandLine.getErr())) {
            results = job.work().run(folder, progress, stop).withCommand(commandText());
        } catch (StoppedException e) {
            throw e.withAdvice("to go on: openmm-bg run --resume --out " + ShellText.quote(path(folder)));
        } finally {
            interrupts.close();
        }
        folder.replace(folder.results(), results.toJson());
        folder.replace(folder.report(), HtmlReport.render(RunReport.of(folder)));
        PrintWriter stdout = commandLine.getOut();
        stdout.println(json.json() ? results.toJson() : Summary.of(config, results, folder));
        stdout.flush();
        return results.converged() ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
    }

    private static String path(RunFolder folder) {
        return folder.folder().toString();
    }

    private String commandText() {
        List<String> arguments = Objects.requireNonNull(spec)
                .root()
                .commandLine()
                .getParseResult()
                .originalArgs();
        return ShellText.join("openmm-bg", arguments);
    }

    static Progress progress(PrintWriter err) {
        // The launcher says whether standard error is a terminal; Java 17 cannot tell.
        return Boolean.getBoolean("openmmbg.terminal") ? new BarProgress(System.err) : new LineProgress(err);
    }

    private @Nullable Path yamlFile() {
        return namesYaml() ? Path.of(Objects.requireNonNull(system)) : null;
    }

    private boolean namesYaml() {
        return system != null && (system.endsWith(".yaml") || system.endsWith(".yml"));
    }

    private ConfigOverrides overrides() {
        ConfigOverrides overrides = new ConfigOverrides();
        if (namesYaml() && resume) {
            throw new UsageException("--resume takes the configuration from the output folder; leave out " + system);
        }
        if (system != null && !namesYaml()) {
            overrides.put("system.name", system, system);
        }
        files.addTo(overrides);
        if (temperature != null) {
            overrides.put("system.temperature", temperature, "--temperature");
        }
        if (!seedFiles.isEmpty()) {
            List<String> absolute = seedFiles.stream()
                    .map(file -> file.toAbsolutePath().normalize().toString())
                    .toList();
            overrides.put("system.seed_files", absolute, "--seeds");
        }
        if (exploreFrom != null) {
            overrides.put("exploration.start", exploreFrom, "--explore-from");
        }
        if (state != null) {
            overrides.put("system.state", state, "--state");
        }
        if (allowCis) {
            overrides.put("system.allow_cis", true, "--allow-cis");
        }
        if (!observables.isEmpty()) {
            overrides.put("observables", observables, "--observable");
        }
        if (seed != null) {
            overrides.put("compute.seed", seed, "--seed");
        }
        if (threads != null) {
            overrides.put("compute.threads", threads, "--threads");
        }
        // What timing chose stands in config.yaml; auto is no wish for another.
        if (platform != null && !(resume && platform.equals(PlatformChoice.AUTO))) {
            overrides.put("compute.platform", platform, "--platform");
        }
        assignments.forEach(overrides::set);
        return overrides;
    }
}
