package org.openmmbg.openmm.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openmmbg.openmm.Ala2;

/**
 * A Java process that ended: OpenMM is loaded once a process, and some tests end it.
 *
 * @param status its exit status
 * @param output what it wrote, errors too
 */
record ChildJvm(int status, String output) {

    /**
     * Runs one to its end.
     *
     * @param environment variables to set; an empty value takes one away
     * @param options options of Java
     */
    static ChildJvm run(Class<?> main, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-Xmx256m");
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Dopenmmbg.testData=" + Ala2.file("").getParent());
        command.add(main.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String own = output.lines().filter(line -> !line.startsWith("SLF4J")).reduce("", (a, b) -> a + b + "\n");
        return new ChildJvm(process.exitValue(), own);
    }
}
