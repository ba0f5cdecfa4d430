package org.openmmbg.kernel;

import java.util.Arrays;

/**
 * A row-major matrix of one precision, with room for a fixed number of rows of which the first {@link #rows()} are in
 * use. Networks compute on it; everything that touches its elements in bulk lives in this package.
 */
public final class Matrix {
    private final Precision precision;
    private final int capacity;
    private final int columns;
    private final float[] floats;
    private final double[] doubles;
    private int rows;

    /**
     * Allocates a matrix of zeros with all its rows in use.
     *
     * @param precision type of the elements
     * @param rows number of rows, at least 0
     * @param columns number of columns, at least 0
     */
    public Matrix(Precision precision, int rows, int columns) {
        int size = Math.multiplyExact(rows, columns);
        this.precision = precision;
        this.capacity = rows;
        this.columns = columns;
        this.rows = rows;
        this.floats = new float[precision == Precision.FLOAT32 ? size : 0];
        this.doubles = new double[precision == Precision.FLOAT64 ? size : 0];
    }

    /** Returns the type of the elements. */
    public Precision precision() {
        return precision;
    }

    /** Returns the number of rows in use. */
    public int rows() {
        return rows;
    }

    /** Returns the number of columns. */
    public int columns() {
        return columns;
    }

    /** Returns the number of elements in use. */
    public int size() {
        return rows * columns;
    }

    /**
     * Sets how many rows are in use. Elements keep their values.
     *
     * @param rows from 0 to the number of rows allocated
     * @throws IllegalArgumentException if there is no room for so many
     */
    public void setRows(int rows) {
        if (rows < 0 || rows > capacity) {
            throw new IllegalArgumentException("room for " + capacity + " rows, not " + rows);
        }
        this.rows = rows;
    }

    /** Returns element {@code index} in row-major order. */
    public double get(int index) {
        return precision == Precision.FLOAT32 ? floats[index] : doubles[index];
    }

    /** Sets element {@code index} in row-major order, rounded to the precision of this matrix. */
    public void set(int index, double value) {
        if (precision == Precision.FLOAT32) {
            floats[index] = (float) value;
        } else {
            doubles[index] = value;
        }
    }

    /** Sets every element in use to zero. */
    public void clear() {
        Arrays.fill(floats, 0, Math.min(floats.length, size()), 0);
        Arrays.fill(doubles, 0, Math.min(doubles.length, size()), 0);
    }

    /**
     * Copies all elements in use out.
     *
     * @param target receives {@link #size()} values. Modified.
     */
    public void copyTo(double[] target) {
        int size = size();
        if (precision == Precision.FLOAT32) {
            for (int i = 0; i < size; i++) {
                target[i] = floats[i];
            }
        } else {
            System.arraycopy(doubles, 0, target, 0, size);
        }
    }

    /**
     * Copies all elements in use in, rounded to the precision of this matrix.
     *
     * @param source at least {@link #size()} values. Not modified.
     */
    public void copyFrom(double[] source) {
        int size = size();
        if (precision == Precision.FLOAT32) {
            for (int i = 0; i < size; i++) {
                floats[i] = (float) source[i];
            }
        } else {
            System.arraycopy(source, 0, doubles, 0, size);
        }
    }

    /** Returns the elements; empty unless the precision is float32. */
    float[] floats() {
        return floats;
    }

    /** Returns the elements; empty unless the precision is float64. */
    double[] doubles() {
        return doubles;
    }
}
