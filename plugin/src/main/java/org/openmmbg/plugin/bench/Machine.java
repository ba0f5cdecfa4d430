package org.openmmbg.plugin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where figures were measured.
 *
 * @param cpu model name of the processor; its architecture where the system does not tell
 * @param cores processors that Java sees
 * @param os operating system
 * @param java version and name of the JVM
 */
public record Machine(String cpu, int cores, String os, String java) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** Returns this machine. */
    public static Machine current() {
        return new Machine(
                processor(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"));
    }

    private static String processor() {
        String unknown = System.getProperty("os.arch");
        if (!Files.isReadable(CPU_INFO)) {
            return unknown;
        }
        try {
            return Files.readAllLines(CPU_INFO).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(unknown);
        } catch (IOException e) {
            return unknown;
        }
    }
}
