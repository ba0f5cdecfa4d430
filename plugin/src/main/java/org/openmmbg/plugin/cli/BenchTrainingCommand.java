package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.bench.Machine;
import org.openmmbg.plugin.bench.TrainingBench;
import org.openmmbg.plugin.bench.TrainingMemory;
import org.openmmbg.plugin.pipeline.LineProgress;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.training.WorkerPool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code openmm-bg bench training}. */
@Command(name = "training", description = "Memory and garbage collection over a long training of a peptide's flow.")
final class BenchTrainingCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Number of threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "30",
            description = "For how long (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Override
    public Integer call() throws IOException {
        if (threads < 1 || !(minutes > 0) || minutes == Double.POSITIVE_INFINITY) {
            throw new UsageException("--threads and --minutes must be more than 0");
        }
        CommandSpec own = Objects.requireNonNull(spec);
        PrintWriter out = own.commandLine().getOut();
        List<TrainingMemory> points;
        try (WorkerPool workers = new WorkerPool(threads);
                LineProgress progress = new LineProgress(own.commandLine().getErr())) {
            points = new TrainingBench(workers).run(minutes, progress);
        }
        if (json.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("training", points);
            document.put("machine", Machine.current());
            out.println(JsonOption.document(document));
            return ExitCode.DONE;
        }
        points.forEach(point -> out.println(String.format(
                Locale.ROOT,
                "%6.1f min, %,9d steps: %s MB in RAM, %.1f MB of Java objects, %,.0f kB made a step,"
                        + " %.2f %% of the time in collections",
                point.minutes(),
                point.steps(),
                point.residentMb() == null ? "?" : String.format(Locale.ROOT, "%.1f", point.residentMb()),
                point.heapMb(),
                point.allocatedKbPerStep(),
                100 * point.collectionShare())));
        return ExitCode.DONE;
    }
}
