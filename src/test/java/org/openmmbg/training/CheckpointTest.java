package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    Path folder;

    private Path written() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Checkpoint.Builder builder = new Checkpoint.Builder();
        builder.put("step", "12");
        builder.add("first", new double[] {1, -0.0, Double.NaN, 1e-300}, 2, 2);
        builder.add("empty", new double[0], 0);
        builder.add("second", new double[] {Math.PI}, 1);
        builder.write(file);
        return file;
    }

    @Test
    void everyBitComesBack() throws IOException {
        Checkpoint checkpoint = Checkpoint.read(written());
        assertThat(checkpoint.integer("step")).isEqualTo(12);
        double[] first = checkpoint.array("first");
        assertThat(Double.doubleToRawLongBits(first[1])).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(first[2]).isNaN();
        assertThat(first[3]).isEqualTo(1e-300);
        assertThat(checkpoint.array("empty")).isEmpty();
        assertThat(checkpoint.array("second")).containsExactly(Math.PI);
        try (var files = Files.list(folder)) {
            assertThat(files).as("no partial file left").hasSize(1);
        }
    }

    @Test
    void aRepeatedWriteReplacesTheFile() throws IOException {
        Path file = written();
        Checkpoint.Builder builder = new Checkpoint.Builder();
        builder.put("step", "13");
        builder.write(file);
        assertThat(Checkpoint.read(file).integer("step")).isEqualTo(13);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(written());
        Path cut = folder.resolve("cut");
        for (int length = 0; length < whole.length; length++) {
            Files.write(cut, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoint.read(cut))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("cut");
        }
    }

    @Test
    void aHugeHeaderOrArrayIsRefusedBeforeAnythingIsAllocated() throws IOException {
        Path file = folder.resolve("huge");
        Files.write(
                file,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(Long.MAX_VALUE)
                        .array());
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("header claims");

        byte[] json =
                "{\"__metadata__\":{\"format_version\":\"2\"},\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,2000000000]}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Files.write(file, bytes.array());
        assertThatThrownBy(() -> Checkpoint.read(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("array a does not fit");
    }

    @Test
    void missingAndMismatchedEntriesAreNamed() throws IOException {
        Checkpoint checkpoint = Checkpoint.read(written());
        assertThatThrownBy(() -> checkpoint.array("third")).hasMessageContaining("no array third");
        assertThatThrownBy(() -> checkpoint.copy("first", new double[3]))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("4 elements, expected 3");
        assertThatThrownBy(() -> checkpoint.text("nothing")).hasMessageContaining("no entry nothing");
    }
}
