package org.openmmbg.systems.trajectory;

import java.math.BigInteger;

/** Reads numbers of any width from bytes, the highest bit first. */
final class XtcBitReader {
    /** Sums of products up to here stay in a long. */
    private static final int LARGEST_LONG = 63;

    private final byte[] bytes;
    private long position;

    XtcBitReader(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The bytes end, or hold a number that cannot be. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    /** Returns a number of up to 32 bits. */
    long bits(int count) throws DamagedException {
        if (position + count > 8L * bytes.length) {
            throw new DamagedException("its data end early");
        }
        long value = 0;
        int left = count;
        while (left > 0) {
            int inByte = 8 - (int) (position & 7);
            int take = Math.min(left, inByte);
            int part = (bytes[(int) (position >> 3)] & 0xff) >> (inByte - take) & ((1 << take) - 1);
            value = value << take | part;
            position += take;
            left -= take;
        }
        return value;
    }

    /**
     * Reads three numbers that are stored as one, (n₀ s₁ + n₁) s₂ + n₂, its lowest byte first.
     *
     * @param count bits of the joint number
     * @param sizes each number is less than its size
     * @param numbers receives the numbers. Modified.
     */
    void joint(int count, long[] sizes, long[] numbers) throws DamagedException {
        if (count > LARGEST_LONG) {
            large(count, sizes, numbers);
        } else {
            long value = 0;
            for (int read = 0; read < count; read += 8) {
                value |= bits(Math.min(8, count - read)) << read;
            }
            numbers[2] = value % sizes[2];
            value /= sizes[2];
            numbers[1] = value % sizes[1];
            numbers[0] = value / sizes[1];
        }
        if (numbers[0] >= sizes[0]) {
            throw new DamagedException("it holds a position outside of its own range");
        }
    }

    private void large(int count, long[] sizes, long[] numbers) throws DamagedException {
        BigInteger value = BigInteger.ZERO;
        for (int read = 0; read < count; read += 8) {
            value = value.or(BigInteger.valueOf(bits(Math.min(8, count - read))).shiftLeft(read));
        }
        for (int i = 2; i > 0; i--) {
            BigInteger[] parts = value.divideAndRemainder(BigInteger.valueOf(sizes[i]));
            numbers[i] = parts[1].longValue();
            value = parts[0];
        }
        numbers[0] = value.longValue();
    }
}
