package org.openmmbg.systems.trajectory;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.openmmbg.systems.InputFileException;

/**
 * Reads NPZ files as {@code numpy.savez} and {@code numpy.savez_compressed} write them: arrays of 32- or 64-bit floats or
 * integers, of either byte order, in rows.
 *
 * <p>A file is not trusted: headers are bounded and parsed as text, pickled objects are refused, and the size of each
 * array is checked against its shape, its entry and the file before it is allocated.
 */
public final class NpzReader {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private static final String SUFFIX = ".npy";
    private static final int LARGEST_HEADER = 1 << 12;
    private static final int LARGEST_ENTRY_COUNT = 1000;
    /** Below this size an array may compress as well as it likes, for example when it is constant. */
    private static final long SMALL = 1L << 26;
    /** A larger array that shrank by more than this is no data, but an attempt to fill the memory. */
    private static final long LARGEST_RATIO = 100;

    private static final int LARGEST_COUNT = Integer.MAX_VALUE - 8;
    private static final int CHUNK = 1 << 13;
    private static final double LARGEST_EXACT = 0x1p53;
    private static final Pattern HEADER = Pattern.compile("\\{'descr': '([<>|=][^']*)', 'fortran_order': (True|False), "
            + "'shape': \\(((?:[0-9]{1,19}, ?){0,32}(?:[0-9]{1,19})?)\\),? ?\\} *\n?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final Path file;
    private final long fileSize;
    private long total;

    private NpzReader(Path file, long fileSize) {
        this.file = file;
        this.fileSize = fileSize;
    }

    /**
     * Reads all arrays of a file.
     *
     * @return arrays by name, in the order of the file
     * @throws InputFileException if the file, or any array in it, cannot be used
     */
    public static Map<String, NpyArray> read(Path file) {
        return read(file, name -> true);
    }

    /**
     * Reads some arrays of a file; others may be of any kind.
     *
     * @param names the arrays wanted
     * @return those that the file has, by name, in the order of the file
     * @throws InputFileException if the file, or a wanted array, cannot be used
     */
    public static Map<String, NpyArray> read(Path file, Set<String> names) {
        return read(file, names::contains);
    }

    private static Map<String, NpyArray> read(Path file, Predicate<String> wanted) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new NpzReader(file, Files.size(file)).arrays(zip, wanted);
        } catch (ZipException e) {
            throw new InputFileException(file, "is no NPZ file, or a damaged one: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read as an NPZ file: " + e.getMessage(), e);
        }
    }

    private Map<String, NpyArray> arrays(ZipFile zip, Predicate<String> wanted) throws IOException {
        if (zip.size() > LARGEST_ENTRY_COUNT) {
            throw fault("holds " + zip.size() + " entries; at most " + LARGEST_ENTRY_COUNT + " are read");
        }
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (!entry.getName().endsWith(SUFFIX)) {
                continue;
            }
            String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
            if (wanted.test(name) && arrays.put(name, array(zip, entry, name)) != null) {
                throw fault("holds array '" + name + "' twice");
            }
        }
        return arrays;
    }

    private NpyArray array(ZipFile zip, ZipEntry entry, String name) throws IOException {
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        if (size < 0 || packed < 0 || packed > fileSize) {
            throw fault("array '" + name + "' has an entry of impossible size");
        }
        total += size;
        if (total > SMALL && total / LARGEST_RATIO > fileSize) {
            throw fault("array '" + name + "' would grow from " + packed + " to " + size
                    + " bytes; data does not compress that well");
        }
        CRC32 crc = new CRC32();
        NpyArray array;
        try (InputStream in = new CheckedInputStream(zip.getInputStream(entry), crc)) {
            array = array(in, size, name);
            if (in.read() >= 0) {
                throw fault("array '" + name + "' goes on after its end");
            }
        } catch (EOFException e) {
            throw fault("array '" + name + "' ends early; is the file truncated?");
        }
        if (entry.getCrc() != crc.getValue()) {
            throw fault("array '" + name + "' is damaged: its checksum differs");
        }
        return array;
    }

    private NpyArray array(InputStream in, long size, String name) throws IOException {
        byte[] start = bytes(in, MAGIC.length + 2);
        int version = start[MAGIC.length];
        if (!Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC) || version < 1 || version > 3) {
            throw fault("array '" + name + "' is not in NumPy's format 1, 2 or 3");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer lengthBuffer = ByteBuffer.wrap(bytes(in, lengthBytes)).order(ByteOrder.LITTLE_ENDIAN);
        long length = version == 1
                ? Short.toUnsignedLong(lengthBuffer.getShort())
                : Integer.toUnsignedLong(lengthBuffer.getInt());
        if (length > LARGEST_HEADER) {
            throw fault("array '" + name + "' has a header of " + length + " bytes; at most " + LARGEST_HEADER
                    + " are read");
        }
        String header = new String(bytes(in, (int) length), StandardCharsets.ISO_8859_1);
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw fault("array '" + name + "' has a header that cannot be used: " + printable(header));
        }
        NpyArray.Type type = type(parts.group(1), name);
        List<Integer> shape = shape(parts.group(3), name);
        if (parts.group(2).equals("True") && shape.size() > 1) {
            throw fault("array '" + name + "' is stored by columns; save it with numpy.ascontiguousarray");
        }
        long count = NpyArray.size(shape);
        long expected = count * type.bytes() + MAGIC.length + 2 + lengthBytes + length;
        if (count > LARGEST_COUNT || expected != size) {
            throw fault("array '" + name + "' has shape " + shape + " of " + parts.group(1)
                    + ", which does not fit its " + size + " bytes");
        }
        ByteOrder order = parts.group(1).startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        return new NpyArray(type, shape, values(in, type, order, (int) count, name));
    }

    private double[] values(InputStream in, NpyArray.Type type, ByteOrder order, int count, String name)
            throws IOException {
        double[] values = new double[count];
        for (int start = 0; start < count; start += CHUNK) {
            int end = Math.min(count, start + CHUNK);
            ByteBuffer chunk =
                    ByteBuffer.wrap(bytes(in, (end - start) * type.bytes())).order(order);
            for (int i = start; i < end; i++) {
                values[i] = switch (type) {
                    case FLOAT64 -> chunk.getDouble();
                    case FLOAT32 -> chunk.getFloat();
                    case INT64 -> exact(chunk.getLong(), name);
                    case INT32 -> chunk.getInt();
                };
            }
        }
        return values;
    }

    private double exact(long value, String name) {
        if (Math.abs((double) value) > LARGEST_EXACT) {
            throw fault("array '" + name + "' holds the integer " + value + ", which is too large");
        }
        return value;
    }

    private NpyArray.Type type(String description, String name) {
        if (description.startsWith("O", 1)) {
            throw fault("array '" + name + "' holds pickled Python objects, which are never read");
        }
        for (NpyArray.Type type : NpyArray.Type.values()) {
            if (description.substring(1).equals(type.code()) && !description.startsWith("|")) {
                return type;
            }
        }
        throw fault("array '" + name + "' is of type '" + printable(description)
                + "'; expected 32- or 64-bit floats or integers");
    }

    private List<Integer> shape(String text, String name) {
        List<Integer> shape = new ArrayList<>();
        Matcher number = NUMBER.matcher(text);
        while (number.find()) {
            try {
                shape.add(Integer.valueOf(number.group()));
            } catch (NumberFormatException e) {
                throw fault("array '" + name + "' has a dimension of " + number.group() + ", which is too large");
            }
        }
        return shape;
    }

    private static byte[] bytes(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** What a file says may hold anything; a message holds one short line. */
    private static String printable(String text) {
        String clean = text.replaceAll("[^ -~]", "?").strip();
        return clean.length() > 80 ? clean.substring(0, 80) + "…" : clean;
    }

    private InputFileException fault(String message) {
        return new InputFileException(file, message);
    }
}
