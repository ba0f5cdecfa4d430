package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.plugin.bench.BenchResult;
import org.openmmbg.plugin.bench.FlowBench;
import org.openmmbg.plugin.pipeline.LineProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code openmm-bg bench flow}. */
@Command(
        name = "flow",
        description = "Training and sampling of flows in samples a second, beside their bare matrix products,"
                + " and those beside the peak of one large product; and the training step by energy of the default"
                + " dipeptide, beside its products and energies.")
final class BenchFlowCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final SpeedOptions speed = new SpeedOptions();

    @Override
    public Integer call() {
        speed.check();
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<BenchResult> results;
        try (LineProgress progress = new LineProgress(spec.commandLine().getErr())) {
            results = new FlowBench(OpenMmLibrary.load(), speed.seconds()).run(speed.threads(), progress);
        }
        speed.print(out, results, "samples a second", Map.of());
        return ExitCode.DONE;
    }
}
