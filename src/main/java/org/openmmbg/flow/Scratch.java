package org.openmmbg.flow;

import java.util.HashMap;
import java.util.Map;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;

/**
 * Matrices that hold nothing between calls, lent to all layers of a tape: they are at work one after the other, and memory
 * that each finds as the last one left it stays in the cache.
 */
final class Scratch {
    private final Map<Key, Matrix> matrices = new HashMap<>();

    private record Key(String use, Precision precision, int rows, int columns) {}

    /**
     * Lends a matrix, the same one to all who ask for it.
     *
     * @param use tells matrices apart that are needed at once
     */
    Matrix matrix(String use, Precision precision, int rows, int columns) {
        return matrices.computeIfAbsent(
                new Key(use, precision, rows, columns), key -> new Matrix(precision, rows, columns));
    }

    /** Lends a row of ones, which nobody changes. */
    Matrix ones(Precision precision, int count) {
        Matrix ones = matrix("ones", precision, 1, count);
        for (int i = 0; i < count; i++) {
            ones.set(i, 1);
        }
        return ones;
    }
}
