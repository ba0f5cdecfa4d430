package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
    @TempDir
    private Path folder;

    @Test
    void whatFollowsTheCheckpointIsCutAndWrittenAgain() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        long atCheckpoint;
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.append(Map.of("step", 1));
            log.append(Map.of("step", 2));
            atCheckpoint = log.lines();
            log.append(Map.of("loss", Double.NaN));
        }
        Files.writeString(file, "{\"half", StandardOpenOption.APPEND);

        try (MetricsLog log = MetricsLog.open(file, atCheckpoint)) {
            assertThat(log.lines()).isEqualTo(2);
            log.append(Map.of("step", 3));
        }

        assertThat(file).hasContent("{\"step\":1}\n{\"step\":2}\n{\"step\":3}\n");
    }

    @Test
    void notANumberIsWrittenAsNull() throws IOException {
        Path file = folder.resolve("metrics.jsonl");
        try (MetricsLog log = MetricsLog.open(file, 0)) {
            log.append(Map.of("loss", Double.NaN));
        }
        assertThat(file).hasContent("{\"loss\":null}\n");
    }
}
