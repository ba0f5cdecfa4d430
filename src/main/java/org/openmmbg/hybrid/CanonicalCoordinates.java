package org.openmmbg.hybrid;

import java.util.Arrays;
import org.openmmbg.flow.BoltzmannGenerator;

/** Positions to the coordinates of a generator, in its domain and with the labels that it draws. For one thread at a time. */
final class CanonicalCoordinates {
    private final BoltzmannGenerator generator;
    private final CanonicalForm form;
    private final int width;
    private final int dimension;
    private double[] canonical = new double[0];

    CanonicalCoordinates(BoltzmannGenerator generator, CanonicalForm form) {
        this.generator = generator;
        this.form = form;
        width = generator.coordinates().cartesianDimension();
        dimension = generator.flow().dimension();
    }

    /**
     * Computes coordinates that the flow works in, in the domain.
     *
     * @param rows number of configurations
     * @param offset index in {@code positions} of the first coordinate. Positions are not modified.
     * @param into [rows, dimension]. Modified.
     * @param minusLogJacobian −log|J| of the map to positions, [rows]. Modified.
     */
    void of(int rows, double[] positions, int offset, double[] into, double[] minusLogJacobian) {
        if (canonical.length < rows * width) {
            canonical = new double[rows * width];
        }
        System.arraycopy(positions, offset, canonical, 0, rows * width);
        for (int row = 0; row < rows; row++) {
            form.apply(canonical, row * width);
        }
        Arrays.fill(minusLogJacobian, 0, rows, 0);
        generator.coordinates().toInternal(0, rows, canonical, into, minusLogJacobian);
        for (int row = 0; row < rows; row++) {
            generator.domain().wrap(into, row * dimension);
        }
    }

    /** Tells whether coordinates lie in the generator's domain. */
    boolean inDomain(double[] internal, int row) {
        return generator.domain().contains(internal, row * dimension);
    }
}
