package org.openmmbg.systems;

/** Distances between atoms, which do not see rigid motion. */
final class Distances {
    private Distances() {}

    /** Returns the largest difference of a distance in two structures of the same atoms. */
    static double largestDifference(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i += 3) {
            for (int j = 0; j < i; j += 3) {
                largest = Math.max(largest, Math.abs(distance(a, i, j) - distance(b, i, j)));
            }
        }
        return largest;
    }

    private static double distance(double[] x, int i, int j) {
        double dx = x[i] - x[j];
        double dy = x[i + 1] - x[j + 1];
        double dz = x[i + 2] - x[j + 2];
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
