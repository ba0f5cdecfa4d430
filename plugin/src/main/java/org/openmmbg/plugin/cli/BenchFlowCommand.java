package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.bench.BenchResult;
import org.openmmbg.plugin.bench.FlowBench;
import org.openmmbg.plugin.bench.Machine;
import org.openmmbg.plugin.pipeline.LineProgress;
import org.openmmbg.plugin.pipeline.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code openmm-bg bench flow}. */
@Command(
        name = "flow",
        description = "Training and sampling of flows in samples a second, beside their bare matrix products,"
                + " and those beside the peak of one large product.")
final class BenchFlowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Option(
            names = "--threads",
            paramLabel = "N",
            split = ",",
            defaultValue = "1,2",
            description = "Numbers of threads to measure with (default: ${DEFAULT-VALUE}).")
    private List<Integer> threads = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "14",
            description = "Time for each speed (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Override
    public Integer call() {
        if (!(seconds > 0) || threads.stream().anyMatch(n -> n < 1)) {
            throw new UsageException("--seconds and --threads must be more than 0");
        }
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<BenchResult> results;
        try (LineProgress progress = new LineProgress(spec.commandLine().getErr())) {
            results = new FlowBench(seconds).run(threads, progress);
        }
        if (json.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("results", results);
            document.put("machine", Machine.current());
            out.println(JsonOption.document(document));
        } else {
            results.forEach(result -> out.println(String.format(
                    Locale.ROOT,
                    "%s, %d thread(s): %,.0f samples a second, limit %,.0f, ratio %.3f",
                    result.name(),
                    result.threads(),
                    result.ratePerS(),
                    result.limitPerS(),
                    result.ratio())));
        }
        return ExitCode.DONE;
    }
}
