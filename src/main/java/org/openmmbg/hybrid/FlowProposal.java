package org.openmmbg.hybrid;

import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Tape;
import org.openmmbg.random.RandomStream;

/** A generator as the proposal of jumps. For one thread at a time; the flow may be trained between calls. */
public final class FlowProposal implements JumpProposal {

    // Rows that the flow takes at once.
    private static final int CHUNK = 256;

    private final BoltzmannGenerator generator;
    private final CanonicalCoordinates coordinates;
    private final BoltzmannGenerator.Draws draws;
    private final Tape tape;
    private final int width;
    private final int dimension;
    private final double[] q;
    private final double[] z;
    private final double[] logJacobian;
    private final double[] density;

    /**
     * Makes a proposal.
     *
     * @param generator draws
     * @param form the labels of identical particles that the generator draws
     */
    public FlowProposal(BoltzmannGenerator generator, CanonicalForm form) {
        this.generator = generator;
        coordinates = new CanonicalCoordinates(generator, form);
        draws = generator.newDraws(CHUNK);
        tape = generator.flow().newTape(CHUNK);
        width = generator.coordinates().cartesianDimension();
        dimension = generator.flow().dimension();
        q = new double[CHUNK * dimension];
        z = new double[CHUNK * dimension];
        logJacobian = new double[CHUNK];
        density = new double[CHUNK];
    }

    @Override
    public void draw(int count, double[] positions, double[] logDensity, RandomStream random) {
        for (int first = 0; first < count; first += CHUNK) {
            int rows = Math.min(CHUNK, count - first);
            draws.draw(rows, random);
            System.arraycopy(draws.positions(), 0, positions, first * width, rows * width);
            for (int row = 0; row < rows; row++) {
                logDensity[first + row] = draws.inside()[row] ? draws.logDensityOfPositions(row) : Double.NaN;
            }
        }
    }

    @Override
    public void logDensity(int count, double[] positions, double[] logDensity) {
        for (int first = 0; first < count; first += CHUNK) {
            int rows = Math.min(CHUNK, count - first);
            coordinates.of(rows, positions, first * width, q, logJacobian);
            generator.flow().logDensity(tape, rows, q, z, density);
            for (int row = 0; row < rows; row++) {
                boolean inside = coordinates.inDomain(q, row);
                double value = density[row] + logJacobian[row];
                logDensity[first + row] = inside && Double.isFinite(value) ? value : Double.NEGATIVE_INFINITY;
            }
        }
    }

    /**
     * Returns configurations in the coordinates of the flow, [count, dimension]: examples to train it with.
     *
     * @param count number of configurations
     * @param positions [count, dimension]. Not modified.
     */
    double[] coordinates(int count, double[] positions) {
        double[] all = new double[count * dimension];
        for (int first = 0; first < count; first += CHUNK) {
            int rows = Math.min(CHUNK, count - first);
            coordinates.of(rows, positions, first * width, q, logJacobian);
            System.arraycopy(q, 0, all, first * dimension, rows * dimension);
        }
        return all;
    }

    /** Returns whether coordinates of {@link #coordinates} lie where the generator can draw them. */
    boolean reaches(double[] internal, int row) {
        return coordinates.inDomain(internal, row);
    }

    BoltzmannGenerator generator() {
        return generator;
    }
}
