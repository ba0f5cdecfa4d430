package org.openmmbg.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Named arrays of doubles with text metadata, in one file of the safetensors layout: an 8-byte little-endian length, a
 * JSON header of that length, then the raw little-endian F64 arrays.
 */
public final class Checkpoint {
    /** Version of what this program writes, under the metadata key {@code format_version}. */
    public static final int FORMAT_VERSION = 2;

    private static final int MAXIMUM_HEADER = 16 << 20;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> metadata;
    private final Map<String, double[]> arrays;

    private Checkpoint(Map<String, String> metadata, Map<String, double[]> arrays) {
        this.metadata = metadata;
        this.arrays = arrays;
    }

    /** Collects what goes into a checkpoint. */
    public static final class Builder {
        private final ObjectNode header = JSON.createObjectNode();
        private final ObjectNode metadata = header.putObject(METADATA);
        private final Map<String, double[]> arrays = new LinkedHashMap<>();
        private long bytes;

        /** Makes an empty one. */
        public Builder() {
            put("format_version", Integer.toString(FORMAT_VERSION));
        }

        /** Adds a line of metadata. */
        public void put(String key, String value) {
            metadata.put(key, value);
        }

        /**
         * Adds an array.
         *
         * @param name unique
         * @param values its elements, row-major. Copied.
         * @param shape its dimensions
         */
        public void add(String name, double[] values, int... shape) {
            ObjectNode entry = header.putObject(name);
            entry.put("dtype", "F64");
            ArrayNode dimensions = entry.putArray("shape");
            for (int size : shape) {
                dimensions.add(size);
            }
            long end = bytes + 8L * values.length;
            entry.putArray("data_offsets").add(bytes).add(end);
            bytes = end;
            arrays.put(name, values.clone());
        }

        /**
         * Writes the file: beside its place first, moved there when complete, so that a kill leaves the one before.
         *
         * @throws IOException if it cannot be written
         */
        public void write(Path file) throws IOException {
            byte[] json = JSON.writeValueAsBytes(header);
            Path temporary = file.resolveSibling(file.getFileName() + ".partial");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
                out.write(ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(json.length)
                        .array());
                out.write(json);
                for (double[] values : arrays.values()) {
                    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
                    buffer.asDoubleBuffer().put(values);
                    out.write(buffer.array());
                }
            }
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Reads a file, checking every size against the file's before anything is allocated.
     *
     * @throws CheckpointException if it is not a checkpoint this version can read
     * @throws IOException if it cannot be read
     */
    public static Checkpoint read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer length = fill(channel, 8, size, file);
            long headerLength = length.getLong();
            if (headerLength < 2 || headerLength > MAXIMUM_HEADER || headerLength > size - 8) {
                throw damaged(file, "its header claims " + headerLength + " bytes", null);
            }
            JsonNode header;
            try {
                header = JSON.readTree(
                        new String(fill(channel, (int) headerLength, size, file).array(), StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                throw damaged(file, "its header is not JSON", e);
            }
            Map<String, String> metadata = new LinkedHashMap<>();
            header.path(METADATA)
                    .properties()
                    .forEach(entry ->
                            metadata.put(entry.getKey(), entry.getValue().asText()));
            if (!Integer.toString(FORMAT_VERSION).equals(metadata.get("format_version"))) {
                throw new CheckpointException(file + ": format version " + metadata.get("format_version")
                        + ", expected " + FORMAT_VERSION + "; it was written by another version of this program");
            }
            Map<String, double[]> arrays = new LinkedHashMap<>();
            long position = 0;
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    position = readArray(channel, file, entry.getKey(), entry.getValue(), position, size, arrays);
                }
            }
            return new Checkpoint(metadata, arrays);
        }
    }

    private static long readArray(
            FileChannel channel,
            Path file,
            String name,
            JsonNode entry,
            long position,
            long size,
            Map<String, double[]> arrays)
            throws IOException {
        JsonNode offsets = entry.path("data_offsets");
        long begin = offsets.path(0).asLong(-1);
        long end = offsets.path(1).asLong(-1);
        if (!entry.path("dtype").asText().equals("F64")
                || begin != position
                || end < begin
                || (end - begin) % 8 != 0
                || end - begin > Integer.MAX_VALUE
                || end > size) {
            throw damaged(file, "array " + name + " does not fit the file", null);
        }
        ByteBuffer bytes = fill(channel, (int) (end - begin), size, file);
        double[] values = new double[(int) (end - begin) / 8];
        bytes.asDoubleBuffer().get(values);
        arrays.put(name, values);
        return end;
    }

    private static ByteBuffer fill(FileChannel channel, int bytes, long size, Path file) throws IOException {
        if (channel.position() + bytes > size) {
            throw damaged(file, "it ends too early", null);
        }
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw damaged(file, "it ends too early", null);
            }
        }
        return buffer.flip();
    }

    private static CheckpointException damaged(Path file, String what, @Nullable Throwable cause) {
        String message = file + ": not a usable checkpoint: " + what;
        return cause == null ? new CheckpointException(message) : new CheckpointException(message, cause);
    }

    /** Returns whether there is metadata under a key. */
    public boolean has(String key) {
        return metadata.containsKey(key);
    }

    /**
     * Returns metadata.
     *
     * @throws CheckpointException if there is none under this key
     */
    public String text(String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new CheckpointException("the checkpoint has no entry " + key);
        }
        return value;
    }

    /**
     * Returns metadata that is a whole number.
     *
     * @throws CheckpointException if there is none, or it is no number
     */
    public long integer(String key) {
        try {
            return Long.parseLong(text(key));
        } catch (NumberFormatException e) {
            throw new CheckpointException("the checkpoint's entry " + key + " is no whole number: " + text(key), e);
        }
    }

    /**
     * Returns an array.
     *
     * @throws CheckpointException if there is none of this name
     */
    public double[] array(String name) {
        double[] values = arrays.get(name);
        if (values == null) {
            throw new CheckpointException("the checkpoint has no array " + name);
        }
        return values.clone();
    }

    /**
     * Copies an array out.
     *
     * @param target receives it. Modified.
     * @throws CheckpointException if there is none of this name and length
     */
    public void copy(String name, double[] target) {
        double[] values = array(name);
        if (values.length != target.length) {
            throw new CheckpointException("the checkpoint's array " + name + " has " + values.length
                    + " elements, expected " + target.length + ": it is of another network");
        }
        System.arraycopy(values, 0, target, 0, values.length);
    }
}
