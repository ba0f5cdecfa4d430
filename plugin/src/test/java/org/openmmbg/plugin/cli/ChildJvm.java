package org.openmmbg.plugin.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line in a process of its own. */
final class ChildJvm {
    private ChildJvm() {}

    /**
     * Starts it.
     *
     * @param options options of Java
     * @param output receives what it prints, errors too; null for a pipe
     * @param arguments the command line
     */
    static Process start(List<String> options, @Nullable File output, List<?> arguments) throws IOException {
        ProcessBuilder builder = builder(options, arguments).redirectErrorStream(true);
        return (output == null ? builder : builder.redirectOutput(output)).start();
    }

    /** Returns what starts it, with standard error apart. */
    static ProcessBuilder builder(List<String> options, List<?> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            // As the launcher does, so that newer JDKs have nothing to warn of.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.add(OpenMmBg.class.getName());
        arguments.forEach(argument -> command.add(argument.toString()));
        return new ProcessBuilder(command);
    }
}
