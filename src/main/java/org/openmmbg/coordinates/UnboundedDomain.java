package org.openmmbg.coordinates;

import org.jspecify.annotations.Nullable;

/**
 * All of space: every finite configuration.
 *
 * @param dimension number of coordinates
 */
public record UnboundedDomain(int dimension) implements Domain {

    @Override
    public boolean isPeriodic(int column) {
        return false;
    }

    @Override
    public boolean contains(double[] q, int offset) {
        for (int i = offset; i < offset + dimension; i++) {
            if (!Double.isFinite(q[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void wrap(double[] q, int offset) {}

    @Override
    public double penalty(double[] q, int offset, double @Nullable [] gradient) {
        return 0;
    }
}
