package org.openmmbg.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A dense row-major matrix of one precision in memory outside the Java heap, where OpenBLAS reads it without a copy.
 *
 * <p>A matrix may be given another shape as long as its elements fit the first. Memory is aligned and filled up to whole
 * vectors of {@link #LANES} elements; the filling is zero until a kernel writes it. The memory is given back after the
 * matrix has become unreachable. For one thread at a time, except that several may read.
 */
public final class Matrix {
    /** Elements that kernels take together: the widest vector of any machine, so that results are the same on all. */
    public static final int LANES = 16;

    private static final int ALIGNMENT = 64;

    private final Precision precision;
    private final int capacity;
    private final ByteBuffer bytes;
    private final FloatBuffer floats;
    private final DoubleBuffer doubles;
    private final FloatPointer floatPointer;
    private final DoublePointer doublePointer;
    private final Object storage;
    private int rows;
    private int columns;

    /**
     * Allocates a matrix of zeros.
     *
     * @param precision type of the elements
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     */
    public Matrix(Precision precision, int rows, int columns) {
        this.precision = precision;
        this.capacity = Math.multiplyExact(rows, columns);
        this.rows = rows;
        this.columns = columns;
        int size = Math.multiplyExact(padded(Math.max(1, capacity)), precision.bytes());
        bytes = ByteBuffer.allocateDirect(Math.addExact(size, ALIGNMENT))
                .alignedSlice(ALIGNMENT)
                .slice(0, size)
                .order(ByteOrder.nativeOrder());
        floats = bytes.asFloatBuffer();
        doubles = bytes.asDoubleBuffer();
        floatPointer = new FloatPointer(floats);
        doublePointer = new DoublePointer(doubles);
        storage = Kernels.active().storage(bytes);
    }

    /** Returns a number of elements filled up to whole vectors. */
    public static int padded(int count) {
        return (count + LANES - 1) / LANES * LANES;
    }

    /** Returns the type of the elements. */
    public Precision precision() {
        return precision;
    }

    /** Returns the number of rows. */
    public int rows() {
        return rows;
    }

    /** Returns the number of columns. */
    public int columns() {
        return columns;
    }

    /** Returns the number of elements. */
    public int size() {
        return rows * columns;
    }

    /**
     * Gives the matrix another shape. What its elements are afterwards is not defined.
     *
     * @param newRows number of rows, at least 0
     * @param newColumns number of columns, at least 0
     * @throws IllegalArgumentException if there is no room for so many elements
     */
    public void reshape(int newRows, int newColumns) {
        if (newRows < 0 || newColumns < 0 || (long) newRows * newColumns > capacity) {
            throw new IllegalArgumentException(
                    "room for " + capacity + " elements, not for [" + newRows + ", " + newColumns + "]");
        }
        rows = newRows;
        columns = newColumns;
    }

    /** Returns element {@code index} in row-major order. */
    public double get(int index) {
        return precision == Precision.FLOAT32 ? floats.get(index) : doubles.get(index);
    }

    /** Sets element {@code index} in row-major order, rounded to the precision of this matrix. */
    public void set(int index, double value) {
        if (precision == Precision.FLOAT32) {
            floats.put(index, (float) value);
        } else {
            doubles.put(index, value);
        }
    }

    /** Sets every element to zero, the filling too. */
    public void clear() {
        Pointer.memset(floatPointer, 0, (long) padded(size()) * precision.bytes());
    }

    /** Sets count elements from index on to zero. */
    void clear(int index, int count) {
        for (int i = index; i < index + count; i++) {
            set(i, 0);
        }
    }

    /**
     * Copies all elements out.
     *
     * @param target receives {@link #size()} values. Modified.
     */
    public void copyTo(double[] target) {
        int size = size();
        if (precision == Precision.FLOAT32) {
            for (int i = 0; i < size; i++) {
                target[i] = floats.get(i);
            }
        } else {
            doubles.get(0, target, 0, size);
        }
    }

    /**
     * Copies all elements in, rounded to the precision of this matrix.
     *
     * @param source at least {@link #size()} values. Not modified.
     */
    public void copyFrom(double[] source) {
        int size = size();
        if (precision == Precision.FLOAT32) {
            for (int i = 0; i < size; i++) {
                floats.put(i, (float) source[i]);
            }
        } else {
            doubles.put(0, source, 0, size);
        }
    }

    /**
     * Copies all elements of another matrix of the same shape and precision in.
     *
     * @param source Not modified.
     * @throws IllegalArgumentException if shape or precision differ
     */
    public void copyFrom(Matrix source) {
        if (source.precision != precision || source.rows != rows || source.columns != columns) {
            throw new IllegalArgumentException("[" + source.rows + ", " + source.columns + "] of " + source.precision
                    + " does not fit [" + rows + ", " + columns + "] of " + precision);
        }
        Pointer.memcpy(floatPointer, source.floatPointer, (long) size() * precision.bytes());
    }

    /**
     * Copies rows of another matrix of the same number of columns and precision in.
     *
     * @param source Not modified.
     * @param from its first row
     * @param to where that goes
     * @param count how many
     * @throws IllegalArgumentException if number of columns or precision differ, or there are not so many rows
     */
    public void copyRows(Matrix source, int from, int to, int count) {
        if (source.precision != precision
                || source.columns != columns
                || from < 0
                || to < 0
                || count < 0
                || from + count > source.rows
                || to + count > rows) {
            throw new IllegalArgumentException("rows " + from + " to " + (from + count) + " of [" + source.rows + ", "
                    + source.columns + "] of " + source.precision + " do not fit at " + to + " of [" + rows + ", "
                    + columns
                    + "] of " + precision);
        }
        int size = columns * precision.bytes();
        bytes.put(to * size, source.bytes, from * size, count * size);
    }

    /** Returns the elements of a float32 matrix, with the filling. */
    FloatBuffer floats() {
        return floats;
    }

    /** Returns the elements of a float64 matrix, with the filling. */
    DoubleBuffer doubles() {
        return doubles;
    }

    /** Returns the address of the elements of a float32 matrix. */
    FloatPointer floatPointer() {
        return floatPointer;
    }

    /** Returns the address of the elements of a float64 matrix. */
    DoublePointer doublePointer() {
        return doublePointer;
    }

    /** Returns the memory as {@link Kernels#storage} made it. */
    Object storage() {
        return storage;
    }
}
