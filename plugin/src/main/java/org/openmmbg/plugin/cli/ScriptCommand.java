package org.openmmbg.plugin.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code openmm-bg script}: runs a single-file Java program against this library. */
@Command(
        name = "script",
        description = "Run a Java program of one file against this library, with the Java and the options of this"
                + " process; its exit code is the command's. Examples are in plugin/examples.")
final class ScriptCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE.java",
            description = "The program; its first class has the main method.")
    private @Nullable Path file;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGS", description = "Handed to the program.")
    private final List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path program = Objects.requireNonNull(file);
        if (!String.valueOf(program.getFileName()).endsWith(".java")) {
            throw new InputFileException(program, "expected a Java source file, with a name that ends in .java");
        }
        if (!Files.isRegularFile(program)) {
            throw new InputFileException(program, "no such file");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agentlib"))
                .forEach(command::add);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(program.toString());
        command.addAll(arguments);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
