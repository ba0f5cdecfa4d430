package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.plugin.bench.BenchResult;
import org.openmmbg.plugin.bench.EnergyBench;
import org.openmmbg.plugin.pipeline.LineProgress;
import org.openmmbg.systems.MolecularSystem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code openmm-bg bench energy}. */
@Command(
        name = "energy",
        description = "Energies and gradients a second, beside the steps a second of OpenMM's own Verlet integrator.")
final class BenchEnergyCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final SpeedOptions speed = new SpeedOptions();

    @Mixin
    private final BenchSystemOptions system = new BenchSystemOptions();

    @Override
    public Integer call() {
        speed.check();
        MolecularSystem molecule = system.load();
        OpenMmLibrary library = OpenMmLibrary.load();
        PlatformSpec platform = system.platform(library, molecule);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        List<BenchResult> results;
        try (LineProgress progress = new LineProgress(spec.commandLine().getErr())) {
            results = new EnergyBench(library, molecule, platform, speed.seconds()).run(speed.threads(), progress);
        }
        speed.print(
                out, results, "a second", Map.of("platform", platform.toString(), "openmm_version", library.version()));
        return ExitCode.DONE;
    }
}
