package org.openmmbg.plugin.pipeline;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/**
 * metrics.jsonl: one JSON object a line, appended as a run goes on. A checkpoint keeps {@link #lines}, so that a
 * resumed run cuts what was written after it and writes it again.
 */
public final class MetricsLog implements AutoCloseable {
    private final BufferedWriter out;
    private long lines;

    private MetricsLog(BufferedWriter out, long lines) {
        this.out = out;
        this.lines = lines;
    }

    /**
     * Opens a log for appending after its first lines.
     *
     * @param keepLines lines that stand in the checkpoint, 0 for a new run; what follows them is cut
     */
    public static MetricsLog open(Path file, long keepLines) throws IOException {
        long kept = 0;
        if (Files.exists(file)) {
            kept = truncate(file, keepLines);
        }
        BufferedWriter out = Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new MetricsLog(out, kept);
    }

    private static long truncate(Path file, long keepLines) throws IOException {
        long end = 0;
        long lines = 0;
        byte[] buffer = new byte[1 << 16];
        try (RandomAccessFile data = new RandomAccessFile(file.toFile(), "rw")) {
            long position = 0;
            for (int n = data.read(buffer); n > 0 && lines < keepLines; n = data.read(buffer)) {
                for (int i = 0; i < n && lines < keepLines; i++) {
                    if (buffer[i] == '\n') {
                        lines++;
                        end = position + i + 1;
                    }
                }
                position += n;
            }
            data.setLength(end);
        }
        return lines;
    }

    /**
     * Appends a line.
     *
     * @param values by name, in the order to be written; numbers that are not finite become null
     */
    public void append(Map<String, ?> values) throws IOException {
        out.write(Json.compact().writeValueAsString(values));
        out.write('\n');
        out.flush();
        lines++;
    }

    /** Returns how many lines the log has. */
    public long lines() {
        return lines;
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
