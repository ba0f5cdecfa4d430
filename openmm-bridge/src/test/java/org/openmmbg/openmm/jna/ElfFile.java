package org.openmmbg.openmm.jna;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the tables of a shared library of Linux, with no code: what can be said of a library without loading it. */
final class ElfFile {
    static final int X86_64 = 62;
    static final int AARCH64 = 183;

    private ElfFile() {}

    /** Writes a file that exports some symbols, defined or not, and needs some libraries. */
    static Path write(Path file, int machine, List<String> exported, List<String> undefined, List<String> needed)
            throws IOException {
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        strings.write(0);
        ByteBuffer symbols = buffer(24 * (1 + exported.size() + undefined.size()));
        symbols.position(24);
        for (List<String> names : List.of(exported, undefined)) {
            for (String name : names) {
                symbols.putInt(add(name, strings)).put((byte) 0x12).put((byte) 0);
                symbols.putShort((short) (names == exported ? 1 : 0)).putLong(0).putLong(0);
            }
        }
        ByteBuffer dynamic = buffer(16 * (1 + needed.size()));
        for (String name : needed) {
            dynamic.putLong(1).putLong(add(name, strings));
        }
        int symbolsAt = 64;
        int dynamicAt = symbolsAt + symbols.capacity();
        int stringsAt = dynamicAt + dynamic.capacity();
        int headersAt = stringsAt + strings.size();
        ByteBuffer all = buffer(headersAt + 4 * 64);
        all.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}).position(16);
        all.putShort((short) 3)
                .putShort((short) machine)
                .putInt(1)
                .putLong(0)
                .putLong(0)
                .putLong(headersAt);
        all.putInt(0).putShort((short) 64).putShort((short) 0).putShort((short) 0);
        all.putShort((short) 64).putShort((short) 4).putShort((short) 0);
        all.put(symbols.rewind()).put(dynamic.rewind()).put(strings.toByteArray());
        section(all, headersAt + 64, 11, symbolsAt, symbols.capacity());
        section(all, headersAt + 128, 6, dynamicAt, dynamic.capacity());
        section(all, headersAt + 192, 3, stringsAt, strings.size());
        byte[] bytes = new byte[all.capacity()];
        all.get(0, bytes);
        return Files.write(file, bytes);
    }

    private static void section(ByteBuffer all, int header, int type, int offset, int size) {
        all.putInt(header + 4, type)
                .putLong(header + 24, offset)
                .putLong(header + 32, size)
                .putInt(header + 40, 3);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int add(String name, ByteArrayOutputStream strings) {
        int at = strings.size();
        strings.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        strings.write(0);
        return at;
    }
}
