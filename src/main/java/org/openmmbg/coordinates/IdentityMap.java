package org.openmmbg.coordinates;

import org.jspecify.annotations.Nullable;

/**
 * Cartesian positions as they are: q = x and |J| = 1. For systems without symmetries, such as particles in an outer field.
 *
 * @param dimension number of coordinates
 */
public record IdentityMap(int dimension) implements CoordinateMap {

    @Override
    public int cartesianDimension() {
        return dimension;
    }

    @Override
    public void toCartesian(int from, int to, double[] q, double[] x, double @Nullable [] logDet) {
        copy(from, to, q, x);
    }

    @Override
    public void toInternal(int from, int to, double[] x, double[] q, double @Nullable [] logDet) {
        copy(from, to, x, q);
    }

    @Override
    public void toCartesianVjp(
            int from, int to, double[] q, double[] x, double[] xBar, double[] logDetBar, double[] qBar) {
        copy(from, to, xBar, qBar);
    }

    private void copy(int from, int to, double[] source, double[] target) {
        System.arraycopy(source, from * dimension, target, from * dimension, (to - from) * dimension);
    }
}
