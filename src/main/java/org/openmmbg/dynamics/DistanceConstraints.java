package org.openmmbg.dynamics;

import java.util.Arrays;

/**
 * Fixed distances between particles in space, kept by going over the constraints one after another until all are kept:
 * SHAKE for positions, RATTLE for velocities. The order is fixed, so the results are too. Holds no state of a
 * simulation; may be used by several threads.
 */
public final class DistanceConstraints implements ConstraintProjector {

    /** Largest error of a squared distance, relative to it; and of a velocity along a bond, relative to its particles'. */
    private static final double TOLERANCE = 1e-11;

    private static final int MAX_SWEEPS = 2000;

    /** A constraint turned by almost a right angle within a drift cannot be kept by moving along its old direction. */
    private static final double LEAST_COSINE = 0.05;

    private final int[] first;
    private final int[] second;
    private final double[] squares;
    private final double[] inverseMasses;

    /**
     * Makes constraints, which must be independent of each other.
     *
     * @param massesAmu mass of each particle, amu, positive. Not modified.
     * @param first index of one particle of each constraint. Not modified.
     * @param second index of the other one. Not modified.
     * @param distances distances, nm, positive. Not modified.
     * @throws IllegalArgumentException if lengths differ, an index is out of range or a number not positive
     */
    public DistanceConstraints(double[] massesAmu, int[] first, int[] second, double[] distances) {
        if (first.length != second.length || first.length != distances.length) {
            throw new IllegalArgumentException("constraints of " + first.length + " first and " + second.length
                    + " second particles and " + distances.length + " distances: expected as many of each");
        }
        this.first = first.clone();
        this.second = second.clone();
        inverseMasses = new double[massesAmu.length];
        Arrays.setAll(inverseMasses, i -> 1 / ParticleSystem.checkPositive("mass", massesAmu[i]));
        squares = new double[distances.length];
        for (int c = 0; c < distances.length; c++) {
            if (Math.min(first[c], second[c]) < 0
                    || Math.max(first[c], second[c]) >= massesAmu.length
                    || first[c] == second[c]) {
                throw new IllegalArgumentException("constraint " + c + " between particles " + first[c] + " and "
                        + second[c] + ": expected two of " + massesAmu.length);
            }
            double distance = ParticleSystem.checkPositive("constrained distance", distances[c]);
            squares[c] = distance * distance;
        }
    }

    @Override
    public int count() {
        return squares.length;
    }

    @Override
    public boolean projectPositions(double[] earlier, int earlierOffset, double[] positions, int offset) {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            boolean done = true;
            for (int c = 0; c < squares.length; c++) {
                int i = offset + 3 * first[c];
                int j = offset + 3 * second[c];
                double dx = positions[i] - positions[j];
                double dy = positions[i + 1] - positions[j + 1];
                double dz = positions[i + 2] - positions[j + 2];
                double excess = dx * dx + dy * dy + dz * dz - squares[c];
                if (Math.abs(excess) <= TOLERANCE * squares[c]) {
                    continue;
                }
                done = false;
                int k = earlierOffset + 3 * first[c];
                int l = earlierOffset + 3 * second[c];
                double ex = earlier[k] - earlier[l];
                double ey = earlier[k + 1] - earlier[l + 1];
                double ez = earlier[k + 2] - earlier[l + 2];
                double product = dx * ex + dy * ey + dz * ez;
                if (!(product > LEAST_COSINE * squares[c])) {
                    return false;
                }
                double m1 = inverseMasses[first[c]];
                double m2 = inverseMasses[second[c]];
                double shift = excess / (2 * (m1 + m2) * product);
                move(positions, i, -shift * m1, ex, ey, ez);
                move(positions, j, shift * m2, ex, ey, ez);
            }
            if (done) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean projectVelocities(double[] positions, double[] velocities, int offset) {
        for (int sweep = 0; sweep < MAX_SWEEPS; sweep++) {
            boolean done = true;
            for (int c = 0; c < squares.length; c++) {
                int i = offset + 3 * first[c];
                int j = offset + 3 * second[c];
                double dx = positions[i] - positions[j];
                double dy = positions[i + 1] - positions[j + 1];
                double dz = positions[i + 2] - positions[j + 2];
                double rate = dx * (velocities[i] - velocities[j])
                        + dy * (velocities[i + 1] - velocities[j + 1])
                        + dz * (velocities[i + 2] - velocities[j + 2]);
                double speeds = square(velocities, i) + square(velocities, j);
                if (rate * rate <= TOLERANCE * TOLERANCE * speeds * squares[c]) {
                    continue;
                }
                if (!Double.isFinite(rate)) {
                    return false;
                }
                done = false;
                double m1 = inverseMasses[first[c]];
                double m2 = inverseMasses[second[c]];
                double shift = rate / ((m1 + m2) * (dx * dx + dy * dy + dz * dz));
                move(velocities, i, -shift * m1, dx, dy, dz);
                move(velocities, j, shift * m2, dx, dy, dz);
            }
            if (done) {
                return true;
            }
        }
        return false;
    }

    private static double square(double[] vectors, int at) {
        return vectors[at] * vectors[at] + vectors[at + 1] * vectors[at + 1] + vectors[at + 2] * vectors[at + 2];
    }

    private static void move(double[] vectors, int at, double scale, double x, double y, double z) {
        vectors[at] += scale * x;
        vectors[at + 1] += scale * y;
        vectors[at + 2] += scale * z;
    }
}
