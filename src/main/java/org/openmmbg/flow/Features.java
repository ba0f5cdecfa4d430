package org.openmmbg.flow;

import org.openmmbg.kernel.Matrix;

/**
 * What a network sees of the coordinates it is conditioned on: plain coordinates as they are, periodic ones (radians) as
 * sines and cosines of their multiples.
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

    int count() {
        return plain.length + 2 * harmonics * periodic.length;
    }

    /**
     * Computes the features.
     *
     * @param rows number of rows
     * @param x [rows, dimension]. Not modified.
     * @param out [rows, {@link #count()}]. Modified.
     */
    void compute(int rows, int dimension, double[] x, Matrix out) {
        int index = 0;
        for (int row = 0; row < rows; row++) {
            int offset = row * dimension;
            for (int column : plain) {
                out.set(index++, x[offset + column]);
            }
            for (int column : periodic) {
                double cos1 = Math.cos(x[offset + column]);
                double sin1 = Math.sin(x[offset + column]);
                double cos = 1;
                double sin = 0;
                for (int k = 1; k <= harmonics; k++) {
                    double next = cos * cos1 - sin * sin1;
                    sin = sin * cos1 + cos * sin1;
                    cos = next;
                    out.set(index++, cos);
                    out.set(index++, sin);
                }
            }
        }
    }

    /**
     * Adds the cotangent of the coordinates.
     *
     * @param features what {@link #compute} gave. Not modified.
     * @param bar cotangent of the features. Not modified.
     * @param xBar [rows, dimension]. Modified.
     */
    void addVjp(int rows, int dimension, Matrix features, Matrix bar, double[] xBar) {
        int index = 0;
        for (int row = 0; row < rows; row++) {
            int offset = row * dimension;
            for (int column : plain) {
                xBar[offset + column] += bar.get(index++);
            }
            for (int column : periodic) {
                double sum = 0;
                for (int k = 1; k <= harmonics; k++) {
                    double cos = features.get(index);
                    double sin = features.get(index + 1);
                    sum += k * (bar.get(index + 1) * cos - bar.get(index) * sin);
                    index += 2;
                }
                xBar[offset + column] += sum;
            }
        }
    }
}
