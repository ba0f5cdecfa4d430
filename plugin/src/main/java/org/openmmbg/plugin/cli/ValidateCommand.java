package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.plugin.report.HtmlReport;
import org.openmmbg.plugin.report.RunReport;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.SystemRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code openmm-bg validate}: runs the published systems and compares with the answers that are known. */
@Command(
        name = "validate",
        description = "Run published systems and compare their free energies with the known ones, in one table.")
final class ValidateCommand implements Callable<Integer> {
    /** Of a normal distribution, for a 95 % interval. */
    private static final double INTERVAL_SIGMAS = 1.959963984540054;

    /** Beyond this many standard errors an answer is called wrong. */
    private static final double LARGEST_Z = 3;

    private final RunStages stages;

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "double-well, mueller-brown or dimer (default: the first two, which take minutes).")
    private final List<String> names = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder of the runs, a folder each.")
    private @Nullable Path out;

    @Option(names = "--preset", paramLabel = "NAME", description = "quick, standard (default) or long.")
    private @Nullable String preset;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the first run; the next ones follow (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each system, with a seed each (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: all cores).")
    private @Nullable Integer threads;

    @Option(names = "--force", description = "Replace runs in the output folder.")
    private boolean force;

    ValidateCommand(RunStages stages) {
        this.stages = stages;
    }

    /** A line of the table. */
    private record Line(
            String system,
            long seed,
            String name,
            double temperature,
            double valueKt,
            double knownKt,
            double errorKt,
            double z,
            boolean holds,
            boolean converged) {

        boolean isGood() {
            return converged && Math.abs(z) <= LARGEST_Z;
        }
    }

    /**
     * How many of the converged intervals of one quantity hold the known value.
     *
     * @param runs converged ones
     */
    private record Coverage(String system, String name, double temperature, int runs, int holding) {
        static List<Coverage> of(List<Line> lines) {
            Map<List<Object>, List<Line>> groups = lines.stream()
                    .filter(Line::converged)
                    .collect(Collectors.groupingBy(
                            line -> List.<Object>of(line.system(), line.name(), line.temperature()),
                            LinkedHashMap::new,
                            Collectors.toList()));
            return groups.values().stream()
                    .map(group -> new Coverage(
                            group.get(0).system(),
                            group.get(0).name(),
                            group.get(0).temperature(),
                            group.size(),
                            (int) group.stream().filter(Line::holds).count()))
                    .toList();
        }
    }

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw new UsageException("--runs " + runs + ": at least 1 is needed");
        }
        List<AnalyticSystem> systems = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of("double-well", "mueller-brown") : names) {
            if (!(SystemRegistry.builtIn().find(name) instanceof AnalyticSystem system)) {
                throw new UsageException("there is no known answer for " + name + " to compare with");
            }
            systems.add(system);
        }
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        List<Line> lines = new ArrayList<>();
        for (AnalyticSystem system : systems) {
            for (int i = 0; i < runs; i++) {
                lines.addAll(compare(system, seed + i, run(system.name(), seed + i, err)));
            }
        }
        PrintWriter stdout = Objects.requireNonNull(spec).commandLine().getOut();
        if (json.json()) {
            stdout.println(JsonOption.document(Map.of("results", lines, "coverage", Coverage.of(lines))));
        } else {
            stdout.printf(
                    "%-14s %5s %-24s %5s %10s %10s %8s %6s%n",
                    "system", "seed", "quantity", "T", "value/kT", "known/kT", "error", "z");
            lines.forEach(line -> stdout.println(shown(line)));
            Coverage.of(lines)
                    .forEach(coverage -> stdout.printf(
                            Locale.ROOT,
                            "%s %s at T = %s: %d of %d converged 95 %% intervals hold the known value%n",
                            coverage.system(),
                            coverage.name(),
                            coverage.temperature(),
                            coverage.holding(),
                            coverage.runs()));
        }
        return lines.stream().allMatch(Line::isGood) ? ExitCode.DONE : ExitCode.NOT_CONVERGED;
    }

    private static String shown(Line line) {
        return String.format(
                Locale.ROOT,
                "%-14s %5d %-24s %5s %10.4f %10.4f %8.4f %6.2f%s",
                line.system(),
                line.seed(),
                line.name(),
                line.temperature(),
                line.valueKt(),
                line.knownKt(),
                line.errorKt(),
                line.z(),
                line.isGood() ? "" : line.converged() ? "  differs" : "  not converged");
    }

    private Results run(String name, long ownSeed, PrintWriter err) throws IOException {
        ConfigOverrides overrides = new ConfigOverrides();
        overrides.put("system.name", name, name);
        overrides.put("compute.seed", ownSeed, "--seed");
        if (threads != null) {
            overrides.put("compute.threads", threads, "--threads");
        }
        RunConfig config = ConfigLoader.create(preset == null ? null : Preset.of(preset), null, overrides);
        RunStages.Job job = stages.prepare(config);
        Path path = Objects.requireNonNull(out).resolve(name + "-" + ownSeed);
        err.println(name + ", seed " + ownSeed + ":");
        try (RunFolder folder = RunFolder.create(path, force);
                Progress progress = new LineProgress(err)) {
            folder.replace(folder.config(), ConfigLoader.toYaml(job.config()));
            Results results = job.work()
                    .run(folder, progress, StopSignal.withoutLimit())
                    .withCommand(ShellText.join("openmm-bg", arguments()));
            folder.replace(folder.results(), results.toJson());
            folder.replace(folder.report(), HtmlReport.render(RunReport.of(folder)));
            return results;
        }
    }

    private List<String> arguments() {
        return Objects.requireNonNull(spec)
                .root()
                .commandLine()
                .getParseResult()
                .originalArgs();
    }

    private static List<Line> compare(AnalyticSystem system, long seed, Results results) {
        List<Line> lines = new ArrayList<>();
        for (Results.FreeEnergy found : results.freeEnergies()) {
            for (AnalyticSystem.Known known : system.known()) {
                if (known.temperature() == found.temperature()) {
                    double own = (found.ci95KT().high() - found.ci95KT().low()) / (2 * INTERVAL_SIGMAS);
                    double error = Math.hypot(own, known.standardError());
                    lines.add(new Line(
                            system.name(),
                            seed,
                            found.name(),
                            found.temperature(),
                            found.valueKT(),
                            known.value(),
                            error,
                            (found.valueKT() - known.value()) / error,
                            found.ci95KT().low() <= known.value()
                                    && known.value() <= found.ci95KT().high(),
                            results.converged()));
                }
            }
        }
        return lines;
    }
}
