package org.openmmbg.plugin.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.pipeline.GeneratorRun;
import org.openmmbg.plugin.pipeline.RunStages;
import org.openmmbg.systems.EditDistance;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: Boltzmann generators for OpenMM. */
@Command(
        name = "openmm-bg",
        description = "Boltzmann generators for OpenMM: a molecule in, reweighted free energies out.",
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND")
public final class OpenMmBg implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    @SuppressWarnings("UnusedVariable") // Picocli acts on it.
    private boolean version;

    private OpenMmBg() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(arguments, out, err));
    }

    /**
     * Runs a command as the launcher does, without ending the JVM.
     *
     * @param arguments the command line
     * @param out standard output: results only
     * @param err standard error: progress, logs, and one line an error
     * @return one of {@link ExitCode}
     */
    public static int execute(String[] arguments, PrintWriter out, PrintWriter err) {
        return execute(arguments, out, err, new GeneratorRun());
    }

    /** Runs a command with the given work behind {@code run}. */
    static int execute(String[] arguments, PrintWriter out, PrintWriter err, RunStages stages) {
        CommandLine commandLine = new CommandLine(new OpenMmBg());
        // What follows the name of a script is the script's.
        CommandLine script = new CommandLine(new ScriptCommand())
                .setStopAtPositional(true)
                .setUnmatchedOptionsArePositionalParams(true);
        commandLine
                .addSubcommand(new RunCommand(stages))
                .addSubcommand(new ValidateCommand(stages))
                .addSubcommand(new SystemsCommand())
                .addSubcommand(new EnergyCommand())
                .addSubcommand(new ExpectCommand())
                .addSubcommand(new FreeEnergyCommand())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new HybridCommand())
                .addSubcommand(script)
                .addSubcommand(new DoctorCommand())
                .addSubcommand(new ReportCommand())
                .addSubcommand(new BenchCommand());
        commandLine
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setExitCodeExceptionMapper(ErrorTable::exitCode)
                .setParameterExceptionHandler(OpenMmBg::onBadArguments)
                .setExecutionExceptionHandler(OpenMmBg::onError);
        describe(commandLine);
        try {
            return commandLine.execute(arguments);
        } catch (OutOfMemoryError e) {
            err.println("openmm-bg: out of memory; give Java more, for example JAVA_OPTS=-Xmx8g");
            return ExitCode.INTERNAL;
        } catch (LinkageError e) {
            err.println("openmm-bg: " + ErrorTable.line(e));
            return ExitCode.INTERNAL;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static void describe(CommandLine commandLine) {
        commandLine
                .getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.HELP.stream()
                        .map(line -> line.split(":", 2))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> a, LinkedHashMap::new)))
                .width(100);
        commandLine.getSubcommands().values().forEach(OpenMmBg::describe);
    }

    @Override
    public Integer call() {
        CommandLine commandLine = Objects.requireNonNull(spec).commandLine();
        commandLine.usage(commandLine.getErr());
        return ExitCode.USAGE;
    }

    private static int onBadArguments(CommandLine.ParameterException error, String[] arguments) {
        CommandLine commandLine = error.getCommandLine();
        String line = String.valueOf(error.getMessage());
        if (error instanceof CommandLine.UnmatchedArgumentException unmatched) {
            line = unmatched(commandLine, unmatched.getUnmatched().get(0));
        }
        // Java's names of types say little to a chemist.
        line = line.replace("is not a double", "is not a number")
                .replaceAll("is not an? (int|long)", "is not a whole number");
        String help = commandLine.getCommandSpec().qualifiedName() + " --help";
        commandLine.getErr().println("openmm-bg: " + Printable.line(line) + " (see '" + help + "')");
        return ExitCode.USAGE;
    }

    private static String unmatched(CommandLine commandLine, String argument) {
        Map<String, CommandLine> commands = commandLine.getSubcommands();
        if (argument.startsWith("-")) {
            List<String> options = commandLine.getCommandSpec().options().stream()
                    .map(CommandLine.Model.OptionSpec::longestName)
                    .toList();
            return "unknown option '" + argument + "'" + closest(argument, options);
        }
        if (commands.isEmpty()) {
            return "unexpected argument '" + argument + "'";
        }
        return "unknown command '" + argument + "'" + closest(argument, List.copyOf(commands.keySet()));
    }

    /** Returns "; did you mean 'x'?", or nothing where no word is near. */
    static String closest(String asked, List<String> known) {
        return known.stream()
                .min((a, b) -> Integer.compare(EditDistance.between(asked, a), EditDistance.between(asked, b)))
                .filter(nearest -> EditDistance.between(asked, nearest) <= Math.max(2, asked.length() / 3))
                .map(nearest -> "; did you mean '" + nearest + "'?")
                .orElse("");
    }

    private static int onError(Exception error, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        err.println("openmm-bg: " + ErrorTable.line(error));
        boolean verbose =
                commandLine.getCommandSpec().root().userObject() instanceof OpenMmBg main && main.common.verbose();
        if (verbose) {
            error.printStackTrace(err);
        }
        return ErrorTable.exitCode(error);
    }
}
