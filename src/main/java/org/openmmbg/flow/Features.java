package org.openmmbg.flow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.HarmonicRows;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;

/**
 * What a network sees of the coordinates it is conditioned on: plain coordinates as they are, periodic ones (radians) as
 * cosines and sines of their multiples. A row for every feature, a column for every cell.
 */
final class Features {
    private final int[] plain;
    private final int[] periodic;
    private final int harmonics;

    /** Takes the columns of a split that condition. */
    Features(Coupling.Split split) {
        plain = split.plain().stream().mapToInt(Integer::intValue).toArray();
        periodic = split.periodic().stream().mapToInt(Integer::intValue).toArray();
        harmonics = split.harmonics();
    }

    /** Returns the columns that are seen. */
    List<Integer> columns() {
        return IntStream.concat(Arrays.stream(plain), Arrays.stream(periodic))
                .boxed()
                .toList();
    }

    int count() {
        return plain.length + 2 * harmonics * periodic.length;
    }

    Memory newMemory(Precision precision, int capacity, Scratch scratch) {
        return new Memory(precision, capacity, scratch);
    }

    /** The features of one pass, and their cotangents. */
    final class Memory {
        private final Matrix values;
        private final Matrix bars;
        private final Matrix angles;
        private final HarmonicRows rows;

        private Memory(Precision precision, int capacity, Scratch scratch) {
            values = new Matrix(precision, count(), capacity);
            bars = scratch.matrix("features", precision, count(), capacity);
            angles = scratch.matrix("angles", Precision.FLOAT64, periodic.length, capacity);
            rows = new HarmonicRows(harmonics, capacity);
        }

        void setCells(int cells) {
            values.reshape(count(), cells);
            bars.reshape(count(), cells);
            angles.reshape(periodic.length, cells);
        }

        Matrix values() {
            return values;
        }

        Matrix bars() {
            return bars;
        }

        /**
         * Computes the features.
         *
         * @param state [dimension, cells]. Not modified.
         * @param last features of the same cells, whose periodic coordinates have not moved since; or null. Not modified.
         */
        void compute(Matrix state, @Nullable Memory last) {
            DenseMath.takeRows(state, plain, values);
            int n = angles.columns();
            if (last != null && last.seesTheSameAngles(this)) {
                values.copyRows(last.values, last.plainCount(), plain.length, 2 * harmonics * periodic.length);
                return;
            }
            DenseMath.takeRows(state, periodic, angles);
            for (int j = 0; j < periodic.length; j++) {
                rows.forward(angles, j * n, values, plain.length + 2 * harmonics * j, n);
            }
        }

        private int plainCount() {
            return plain.length;
        }

        private boolean seesTheSameAngles(Memory other) {
            return other.sees(periodic, harmonics);
        }

        private boolean sees(int[] columns, int multiples) {
            return harmonics == multiples && Arrays.equals(periodic, columns);
        }

        /**
         * Adds the cotangent of the coordinates.
         *
         * @param stateBars [dimension, cells]. Modified.
         */
        void addVjp(Matrix stateBars) {
            DenseMath.addRows(bars, plain, stateBars);
            int n = angles.columns();
            for (int j = 0; j < periodic.length; j++) {
                rows.vjp(values, bars, plain.length + 2 * harmonics * j, angles, j * n, n);
            }
            DenseMath.addRows(angles, periodic, stateBars);
        }
    }
}
