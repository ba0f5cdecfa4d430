package org.openmmbg.potential;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bistable dimer in a dense bath of Noé, Olsson, Köhler and Wu (Science 2019): 38 particles in the plane, of which the
 * first two are the dimer, u = U/T, and U the sum of
 *
 * <ul>
 *   <li>a repulsion (1.1/d)¹² of every pair but the dimer's;
 *   <li>the dimer's 2 D − 25 D² + 10 D⁴ with D = 2 (d − 1.5) and d its length;
 *   <li>20 (x₁ + x₂)² + 20 y₁² + 20 y₂², which holds the dimer along x in the middle;
 *   <li>200 (|x| − 3)² for every coordinate beyond the box [−3, 3].
 * </ul>
 *
 * <p>Configurations are (x, y) by particle, 76 coordinates. May be used by several threads at a time.
 *
 * @param temperature T, in the units of U, positive
 */
public record BistableDimer(double temperature) implements TwoStateSystem {

    /** Number of particles, the dimer's two first. */
    public static final int PARTICLES = 38;

    /** The dimer's length that parts closed from open. */
    public static final double MIDDLE = 1.5;

    private static final int DIMENSION = 2 * PARTICLES;
    private static final double REPULSION_LENGTH = 1.1;
    private static final double STRETCH = 2;
    private static final double SLOPE = 2;
    private static final double QUADRATIC = -25;
    private static final double QUARTIC = 10;
    private static final double RESTRAINT = 20;
    private static final double BOX = 3;
    private static final double WALL = 200;
    private static final StatePair STATES = new StatePair("d", MIDDLE, "closed", "open", false, 0.5, 2.5);

    /** Particles of each row of the start, bottom to top: a hexagonal packing, the dimer in the middle row. */
    private static final int[] ROWS = {5, 6, 5, 6, 5, 6, 5};

    private static final double ROW_SPACING = 1;
    private static final double COLUMN_SPACING = 1.1;
    private static final int RELAXATION_STEPS = 4000;
    private static final double RELAXATION_RATE = 2e-4;
    private static final double LARGEST_MOVE = 0.01;

    /** Checks the temperature. */
    public BistableDimer {
        TwoStateSystem.checkTemperature(temperature);
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public StatePair states() {
        return STATES;
    }

    @Override
    public double coordinate(double[] positions, int offset) {
        return Math.hypot(positions[offset + 2] - positions[offset], positions[offset + 3] - positions[offset + 1]);
    }

    @Override
    public void addCoordinateGradient(double[] positions, int offset, double factor, double[] gradient) {
        double length = coordinate(positions, offset);
        for (int axis = 0; axis < 2; axis++) {
            double along = factor * (positions[offset + 2 + axis] - positions[offset + axis]) / length;
            gradient[offset + axis] -= along;
            gradient[offset + 2 + axis] += along;
        }
    }

    /** Returns nothing: 76 dimensions are out of quadrature's reach. */
    @Override
    public Optional<KnownAnswer> answer() {
        return Optional.empty();
    }

    /** Returns the energy of the dimer's own bond at a length, kT. */
    public double bondEnergy(double length) {
        double stretch = STRETCH * (length - MIDDLE);
        double square = stretch * stretch;
        return (SLOPE * stretch + QUADRATIC * square + QUARTIC * square * square) / temperature;
    }

    /** Returns the derivative of {@link #bondEnergy}, kT per length. */
    public double bondSlope(double length) {
        double stretch = STRETCH * (length - MIDDLE);
        return STRETCH * (SLOPE + 2 * QUADRATIC * stretch + 4 * QUARTIC * stretch * stretch * stretch) / temperature;
    }

    /**
     * Returns a configuration to start from: the dimer of a given length in the middle of a hexagonal packing, which has
     * been relaxed around it.
     *
     * @param length length of the dimer
     * @throws IllegalArgumentException if it is not positive and below the box's width
     */
    public static double[] start(double length) {
        if (!(length > 0 && length < 2 * BOX)) {
            throw new IllegalArgumentException(
                    "dimer of length " + length + ": expected it above 0 and below " + 2 * BOX);
        }
        double[] positions = new double[DIMENSION];
        positions[0] = -0.5 * length;
        positions[2] = 0.5 * length;
        int next = 4;
        for (int row = 0; row < ROWS.length; row++) {
            for (int column = 0; column < ROWS[row]; column++) {
                boolean dimer = 2 * row == ROWS.length - 1 && Math.abs(2 * column - ROWS[row] + 1) == 1;
                if (!dimer) {
                    positions[next++] = COLUMN_SPACING * (column - 0.5 * (ROWS[row] - 1));
                    positions[next++] = ROW_SPACING * (row - 0.5 * (ROWS.length - 1));
                }
            }
        }
        relax(positions);
        return positions;
    }

    /** Moves the bath downhill, the dimer held. */
    private static void relax(double[] positions) {
        BistableDimer potential = new BistableDimer(1);
        double[] gradient = new double[DIMENSION];
        double[] energy = new double[1];
        for (int step = 0; step < RELAXATION_STEPS; step++) {
            potential.evaluate(1, positions, energy, gradient);
            for (int i = 4; i < DIMENSION; i++) {
                double move = RELAXATION_RATE * gradient[i];
                positions[i] -= Math.max(-LARGEST_MOVE, Math.min(LARGEST_MOVE, move));
            }
        }
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        ReducedPotential.checkArguments(batch, DIMENSION, positions, energies, gradients);
        double[] slopes = new double[DIMENSION];
        for (int row = 0; row < batch; row++) {
            int offset = row * DIMENSION;
            Arrays.fill(slopes, 0);
            double energy = repulsion(positions, offset, slopes)
                    + walls(positions, offset, slopes)
                    + restraint(positions, offset, slopes);
            double length = coordinate(positions, offset);
            energies[row] = energy / temperature + bondEnergy(length);
            if (gradients != null) {
                double slope = bondSlope(length);
                for (int i = 0; i < DIMENSION; i++) {
                    gradients[offset + i] = slopes[i] / temperature;
                }
                addCoordinateGradient(positions, offset, slope, gradients);
            }
        }
    }

    private static double repulsion(double[] positions, int offset, double[] slopes) {
        double energy = 0;
        for (int i = 0; i < DIMENSION; i += 2) {
            double x = positions[offset + i];
            double y = positions[offset + i + 1];
            double slopeX = 0;
            double slopeY = 0;
            // The dimer's particles do not repel each other: the first one starts behind its partner.
            for (int j = i == 0 ? 4 : i + 2; j < DIMENSION; j += 2) {
                double dx = x - positions[offset + j];
                double dy = y - positions[offset + j + 1];
                double inverse = 1 / (dx * dx + dy * dy);
                double square = REPULSION_LENGTH * REPULSION_LENGTH * inverse;
                double cube = square * square * square;
                double term = cube * cube;
                energy += term;
                double slope = -12 * term * inverse;
                slopeX += slope * dx;
                slopeY += slope * dy;
                slopes[j] -= slope * dx;
                slopes[j + 1] -= slope * dy;
            }
            slopes[i] += slopeX;
            slopes[i + 1] += slopeY;
        }
        return energy;
    }

    /** The box. */
    private static double walls(double[] positions, int offset, double[] slopes) {
        double energy = 0;
        for (int i = 0; i < DIMENSION; i++) {
            double x = positions[offset + i];
            double beyond = x - Math.max(-BOX, Math.min(BOX, x));
            energy += WALL * beyond * beyond;
            slopes[i] += 2 * WALL * beyond;
        }
        return energy;
    }

    /** What holds the dimer in the middle. */
    private static double restraint(double[] positions, int offset, double[] slopes) {
        double centre = positions[offset] + positions[offset + 2];
        double first = positions[offset + 1];
        double second = positions[offset + 3];
        slopes[0] += 2 * RESTRAINT * centre;
        slopes[2] += 2 * RESTRAINT * centre;
        slopes[1] += 2 * RESTRAINT * first;
        slopes[3] += 2 * RESTRAINT * second;
        return RESTRAINT * (centre * centre + first * first + second * second);
    }
}
