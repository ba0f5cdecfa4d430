package org.openmmbg.plugin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Memory of this process at one moment.
 *
 * @param evaluations energy evaluations done before it
 * @param residentMb memory in RAM, MB; null where the system does not tell (it does on Linux)
 * @param heapMb Java objects in use after a garbage collection, MB
 */
public record MemoryUse(long evaluations, @Nullable Double residentMb, double heapMb) {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KB_PER_MB = 1024;

    static MemoryUse after(long evaluations) throws IOException {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        double heap = (runtime.totalMemory() - runtime.freeMemory()) / (KB_PER_MB * KB_PER_MB);
        return new MemoryUse(evaluations, resident(), heap);
    }

    private static @Nullable Double resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return null;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmRSS:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / KB_PER_MB;
            }
        }
        return null;
    }
}
