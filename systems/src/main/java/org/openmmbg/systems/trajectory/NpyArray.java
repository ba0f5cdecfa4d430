package org.openmmbg.systems.trajectory;

import java.util.List;

/**
 * One array of an NPZ file.
 *
 * @param type how its numbers are stored in the file
 * @param shape length of each dimension; empty for a single number
 * @param values the numbers, row-major. Not copied. Integers beyond 2⁵³ are refused, since they would not be exact.
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
public record NpyArray(Type type, List<Integer> shape, double[] values) {

    /** The number types that are read and written, by NumPy's names. */
    public enum Type {
        FLOAT64("f8", 8),
        FLOAT32("f4", 4),
        INT64("i8", 8),
        INT32("i4", 4);

        private final String code;
        private final int bytes;

        Type(String code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        String code() {
            return code;
        }

        int bytes() {
            return bytes;
        }
    }

    /**
     * Checks that the shape fits the number of values.
     *
     * @throws IllegalArgumentException if it does not
     */
    public NpyArray {
        shape = List.copyOf(shape);
        if (size(shape) != values.length) {
            throw new IllegalArgumentException(values.length + " values for shape " + shape);
        }
    }

    /** Returns the number of values of a shape, or 2³¹ if it is larger. */
    static long size(List<Integer> shape) {
        if (shape.contains(0)) {
            return 0;
        }
        long size = 1;
        for (int length : shape) {
            size = Math.min(size * length, 1L << 31);
        }
        return size;
    }

    /** Returns an array of doubles. The values are not copied. */
    public static NpyArray of(double[] values, Integer... shape) {
        return new NpyArray(Type.FLOAT64, List.of(shape), values);
    }
}
