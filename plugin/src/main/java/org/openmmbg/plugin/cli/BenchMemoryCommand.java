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
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.plugin.bench.Machine;
import org.openmmbg.plugin.bench.MemoryBench;
import org.openmmbg.plugin.bench.MemoryUse;
import org.openmmbg.plugin.pipeline.LineProgress;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.MolecularSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code openmm-bg bench memory}. */
@Command(name = "memory", description = "Memory of the process over many energies and gradients in a row.")
final class BenchMemoryCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final JsonOption json = new JsonOption();

    @Mixin
    private final BenchSystemOptions system = new BenchSystemOptions();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Number of threads (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(
            names = "--evaluations",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "Number of evaluations (default: ${DEFAULT-VALUE}).")
    private long evaluations;

    @Override
    public Integer call() throws IOException {
        if (threads < 1 || evaluations < 1) {
            throw new UsageException("--threads and --evaluations must be more than 0");
        }
        MolecularSystem molecule = system.load();
        OpenMmLibrary library = OpenMmLibrary.load();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<MemoryUse> points;
        long failures;
        try (BatchEvaluator evaluator =
                        BatchEvaluator.create(library, molecule.system(), system.platform(library, molecule), threads);
                LineProgress progress = new LineProgress(spec.commandLine().getErr())) {
            points = MemoryBench.run(evaluator, molecule.referencePositions(), evaluations, progress);
            failures = evaluator.failures();
        }
        if (json.json()) {
            Map<String, Object> document = new LinkedHashMap<>();
            document.put("memory", points);
            document.put("failures", failures);
            document.put("open_handles", OpenMmLibrary.openHandles());
            document.put("machine", Machine.current());
            document.put("openmm_version", library.version());
            out.println(JsonOption.document(document));
        } else {
            out.println(failures + " failures; native handles left open: " + OpenMmLibrary.openHandles());
            points.forEach(point -> out.println(String.format(
                    Locale.ROOT,
                    "%,12d evaluations: %s MB in RAM, %.1f MB of Java objects",
                    point.evaluations(),
                    point.residentMb() == null ? "?" : String.format(Locale.ROOT, "%.1f", point.residentMb()),
                    point.heapMb())));
        }
        return ExitCode.DONE;
    }
}
