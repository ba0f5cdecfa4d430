package org.openmmbg.systems.trajectory;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;

/** Writes numbers of any width, the highest bit first; the inverse of {@link XtcBitReader}. */
final class XtcBitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int filled;

    /** Writes a number of up to 32 bits. */
    void bits(int count, long value) {
        for (int bit = count - 1; bit >= 0; bit--) {
            current = current << 1 | (int) (value >> bit & 1);
            if (++filled == 8) {
                bytes.write(current);
                current = 0;
                filled = 0;
            }
        }
    }

    /** Writes three numbers as one; see {@link XtcBitReader#joint}. */
    void joint(int count, long[] sizes, long[] numbers) {
        BigInteger value = BigInteger.valueOf(numbers[0])
                .multiply(BigInteger.valueOf(sizes[1]))
                .add(BigInteger.valueOf(numbers[1]))
                .multiply(BigInteger.valueOf(sizes[2]))
                .add(BigInteger.valueOf(numbers[2]));
        for (int written = 0; written < count; written += 8) {
            bits(Math.min(8, count - written), value.shiftRight(written).longValue() & 0xff);
        }
    }

    /** Returns all bytes, the last filled with zeros. */
    byte[] toByteArray() {
        while (filled > 0) {
            bits(1, 0);
        }
        return bytes.toByteArray();
    }
}
