package org.openmmbg.openmm.jna;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a shared library of Linux says of itself, read without loading it: a library once loaded may have run code of its
 * own. 64-bit little-endian ELF, which is what x86-64 and arm64 use (System V ABI, chapters 4 and 5).
 *
 * @param architecture the processor it is for, as Java names it, or a number Java has no name for
 * @param exported names of the functions and variables it gives to others
 * @param needed names of the libraries it wants loaded with it
 */
record ElfSymbols(String architecture, Set<String> exported, Set<String> needed) {
    private static final int MAGIC = 0x464c457f;
    private static final int CLASS_64_LITTLE_ENDIAN = 0x0102;
    private static final int SECTION_HEADER = 64;
    private static final int SYMBOL = 24;
    private static final int DYNAMIC_ENTRY = 16;
    private static final int SECTION_DYNAMIC = 6;
    private static final int SECTION_DYNSYM = 11;
    private static final long TAG_NEEDED = 1;

    /** Far above any library's: OpenMM's own table has 7000 symbols. */
    private static final int MAX_NAME = 4096;

    ElfSymbols {
        exported = Set.copyOf(exported);
        needed = Set.copyOf(needed);
    }

    /**
     * Reads a library.
     *
     * @return what it says, or null if it is no such file
     * @throws IOException if the file cannot be read
     */
    static @Nullable ElfSymbols read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            if (channel.size() < 64 || channel.size() > Integer.MAX_VALUE) {
                return null;
            }
            ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
                    .order(ByteOrder.LITTLE_ENDIAN);
            if (bytes.getInt(0) != MAGIC || bytes.getShort(4) != CLASS_64_LITTLE_ENDIAN) {
                return null;
            }
            return parse(bytes);
        } catch (IndexOutOfBoundsException | BufferUnderflowException | ArithmeticException e) {
            return null;
        }
    }

    private static ElfSymbols parse(ByteBuffer bytes) {
        Set<String> exported = new HashSet<>();
        Set<String> needed = new HashSet<>();
        int headers = offset(bytes.getLong(40));
        int count = Short.toUnsignedInt(bytes.getShort(60));
        for (int i = 0; i < count; i++) {
            int header = Math.addExact(headers, i * SECTION_HEADER);
            int type = bytes.getInt(header + 4);
            if (type != SECTION_DYNSYM && type != SECTION_DYNAMIC) {
                continue;
            }
            int start = offset(bytes.getLong(header + 24));
            int size = offset(bytes.getLong(header + 32));
            int names = Math.addExact(headers, Math.multiplyExact(bytes.getInt(header + 40), SECTION_HEADER));
            int strings = offset(bytes.getLong(names + 24));
            if (type == SECTION_DYNSYM) {
                for (int at = start; at <= Math.addExact(start, size) - SYMBOL; at += SYMBOL) {
                    boolean isDefined = bytes.getShort(at + 6) != 0;
                    if (isDefined) {
                        exported.add(text(bytes, Math.addExact(strings, bytes.getInt(at))));
                    }
                }
            } else {
                for (int at = start; at <= Math.addExact(start, size) - DYNAMIC_ENTRY; at += DYNAMIC_ENTRY) {
                    if (bytes.getLong(at) == TAG_NEEDED) {
                        needed.add(text(bytes, Math.addExact(strings, offset(bytes.getLong(at + 8)))));
                    }
                }
            }
        }
        return new ElfSymbols(architecture(Short.toUnsignedInt(bytes.getShort(18))), exported, needed);
    }

    private static int offset(long value) {
        return Math.toIntExact(value);
    }

    private static String text(ByteBuffer bytes, int start) {
        int end = start;
        while (end - start < MAX_NAME && bytes.get(end) != 0) {
            end++;
        }
        byte[] name = new byte[end - start];
        bytes.get(start, name);
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    private static String architecture(int machine) {
        return switch (machine) {
            case 62 -> "amd64";
            case 183 -> "aarch64";
            case 243 -> "riscv64";
            default -> String.format(Locale.ROOT, "machine %d", machine);
        };
    }

    /** Whether it exports a symbol of some kind. */
    boolean exports(Predicate<String> kind) {
        return exported.stream().anyMatch(kind);
    }
}
