package org.openmmbg.systems.trajectory;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.openmmbg.systems.AtomicFiles;

/** Writes NPZ files, which {@code numpy.load} reads: a zip archive with a .npy file (format 1.0) for each array. */
public final class NpzWriter {
    /** The earliest time a zip archive can hold, so that equal arrays give equal files. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private static final int ALIGNMENT = 64;
    private static final int CHUNK = 1 << 13;

    private NpzWriter() {}

    /**
     * Writes a file. It appears whole or not at all.
     *
     * @param arrays arrays by name, written in the map's order
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a value does not fit an array of integers
     */
    public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
        AtomicFiles.write(file, out -> {
            ZipOutputStream zip = new ZipOutputStream(out);
            // Coordinates hardly compress; not trying saves most of the time.
            zip.setLevel(Deflater.NO_COMPRESSION);
            for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
                ZipEntry entry = new ZipEntry(array.getKey() + ".npy");
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                writeArray(zip, array.getKey(), array.getValue());
                zip.closeEntry();
            }
            zip.finish();
        });
    }

    private static void writeArray(OutputStream out, String name, NpyArray array) throws IOException {
        out.write(header(array));
        NpyArray.Type type = array.type();
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        double[] values = array.values();
        for (int start = 0; start < values.length; start += CHUNK) {
            chunk.clear();
            int end = Math.min(values.length, start + CHUNK);
            for (int i = start; i < end; i++) {
                switch (type) {
                    case FLOAT64 -> chunk.putDouble(values[i]);
                    case FLOAT32 -> chunk.putFloat((float) values[i]);
                    case INT64 -> chunk.putLong(integer(name, values[i], 0x1p53));
                    case INT32 -> chunk.putInt((int) integer(name, values[i], Integer.MAX_VALUE));
                }
            }
            out.write(chunk.array(), 0, chunk.position());
        }
    }

    private static long integer(String name, double value, double largest) {
        if (value != Math.rint(value) || Math.abs(value) > largest) {
            throw new IllegalArgumentException("array '" + name + "' of integers holds " + value);
        }
        return (long) value;
    }

    private static byte[] header(NpyArray array) {
        String shape = array.shape().stream().map(n -> n + ",").collect(Collectors.joining(" "));
        if (array.shape().size() > 1) {
            shape = shape.substring(0, shape.length() - 1);
        }
        String dictionary =
                "{'descr': '<" + array.type().code() + "', 'fortran_order': False, 'shape': (" + shape + "), }";
        int prefix = NpzReader.MAGIC.length + 4;
        int padding = Math.floorMod(-(prefix + dictionary.length() + 1), ALIGNMENT);
        String text = dictionary + " ".repeat(padding) + "\n";
        ByteBuffer header = ByteBuffer.allocate(prefix + text.length()).order(ByteOrder.LITTLE_ENDIAN);
        header.put(NpzReader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) text.length());
        header.put(text.getBytes(StandardCharsets.US_ASCII));
        return header.array();
    }
}
