package org.openmmbg.flow;

import java.util.Arrays;
import org.openmmbg.coordinates.CoordinateMap;
import org.openmmbg.coordinates.Domain;
import org.openmmbg.random.RandomStream;

/**
 * A flow over the coordinates of a system: draws configurations with their exact density (Noé et al. 2019, arXiv
 * 1812.01729).
 *
 * @param flow maps latent points to the system's coordinates q, its columns in their order
 * @param coordinates maps q to positions; for molecules, internal coordinates
 * @param domain where the target lives; draws outside have weight 0
 */
public record BoltzmannGenerator(Flow flow, CoordinateMap coordinates, Domain domain) {

    public BoltzmannGenerator {
        if (flow.dimension() != coordinates.dimension()) {
            throw new IllegalArgumentException("a flow of dimension " + flow.dimension()
                    + " cannot give coordinates of dimension " + coordinates.dimension());
        }
    }

    /**
     * Returns the generator of the same parameters at another temperature: its latent variance is proportional to it (Noé
     * et al. 2019, arXiv 1812.01729).
     *
     * @param ratio the other temperature over that of this generator, positive
     */
    public BoltzmannGenerator atTemperatureRatio(double ratio) {
        return new BoltzmannGenerator(flow.atTemperature(ratio), coordinates, domain);
    }

    /** Makes room for draws of up to {@code capacity} configurations. */
    public Draws newDraws(int capacity) {
        return new Draws(capacity);
    }

    /**
     * Configurations drawn together, with all that is known of them. The arrays are overwritten by the next {@link
     * #draw} or {@link #at}.
     */
    public final class Draws {
        private final Tape tape;
        private final double[] z;
        private final double[] internal;
        private final double[] positions;
        private final double[] logJacobian;
        private final double[] logDensity;
        private final boolean[] inside;
        private int rows;

        private Draws(int capacity) {
            tape = flow.newTape(capacity);
            z = new double[capacity * flow.dimension()];
            internal = new double[capacity * flow.dimension()];
            positions = new double[capacity * coordinates.cartesianDimension()];
            logJacobian = new double[capacity];
            logDensity = new double[capacity];
            inside = new boolean[capacity];
        }

        /**
         * Draws configurations.
         *
         * @param count how many, up to the capacity
         * @param random the stream that is read
         */
        public void draw(int count, RandomStream random) {
            flow.base().sample(count, z, random);
            place(count);
        }

        /**
         * Takes latent points in place of drawing them.
         *
         * @param count how many, up to the capacity
         * @param latent [count, dimension]. Not modified.
         */
        public void at(int count, double[] latent) {
            System.arraycopy(latent, 0, z, 0, count * flow.dimension());
            place(count);
        }

        private void place(int count) {
            rows = count;
            Arrays.fill(logDensity, 0, count, 0);
            flow.forward(tape, count, z, internal, logDensity);
            for (int row = 0; row < count; row++) {
                logDensity[row] = -logDensity[row];
                inside[row] = domain.contains(internal, row * flow.dimension());
            }
            flow.base().addLogDensity(count, z, logDensity);
            Arrays.fill(logJacobian, 0, count, 0);
            coordinates.toCartesian(0, count, internal, positions, logJacobian);
        }

        /** Returns how many configurations there are. */
        public int rows() {
            return rows;
        }

        /** Returns latent points, [rows, dimension]. */
        public double[] latent() {
            return z;
        }

        /** Returns the memory of the flow's pass, for its vector-Jacobian products. */
        public Tape tape() {
            return tape;
        }

        /** Returns the coordinates q, [rows, dimension]: for molecules, internal coordinates. */
        public double[] internal() {
            return internal;
        }

        /** Returns positions, [rows, cartesianDimension]: for molecules, nm and up to rigid motion. */
        public double[] positions() {
            return positions;
        }

        /** Returns log densities over q, [rows]. */
        public double[] logDensity() {
            return logDensity;
        }

        /** Returns log|J| of the map from q to positions, [rows]. */
        public double[] logJacobian() {
            return logJacobian;
        }

        /** Returns whether each configuration is in the domain, [rows]. */
        public boolean[] inside() {
            return inside;
        }

        /** Returns the log density of a configuration over positions: for molecules, up to rigid motion. */
        public double logDensityOfPositions(int row) {
            return logDensity[row] - logJacobian[row];
        }
    }
}
