package org.openmmbg.plugin.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code openmm-bg bench}: speeds beside the machine's limits. */
@Command(
        name = "bench",
        description = "Measure speed beside the limit of this machine, and memory over long use.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchEnergyCommand.class,
            BenchFlowCommand.class,
            BenchMemoryCommand.class,
            BenchTrainingCommand.class
        })
final class BenchCommand implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        CommandSpec own = Objects.requireNonNull(spec);
        own.commandLine().usage(own.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
