package org.openmmbg.coordinates;

import org.jspecify.annotations.Nullable;

/**
 * Coordinates q that a generator works in, and the way between them and Cartesian positions x, with the volume that goes
 * with it: ∫ f(x) dx = const · ∫ f(x(q)) |J(q)| dq for every f that the system's symmetries do not change. For molecules
 * these are rigid motions, and q has fewer numbers than x.
 *
 * <p>Methods work on rows [from, to) of their arrays: several threads may work on disjoint rows of the same arrays at the
 * same time.
 */
public interface CoordinateMap {

    /** Returns the number of coordinates q. */
    int dimension();

    /** Returns the number of Cartesian coordinates x. */
    int cartesianDimension();

    /**
     * Maps q → x.
     *
     * @param from first row
     * @param to one beyond the last row
     * @param q [rows, dimension]. Not modified.
     * @param x positions, [rows, cartesianDimension]. Modified.
     * @param logDet log|J| is added to it, [rows]. Modified. May be null.
     */
    void toCartesian(int from, int to, double[] q, double[] x, double @Nullable [] logDet);

    /**
     * Maps x → q.
     *
     * @param from first row
     * @param to one beyond the last row
     * @param x positions, [rows, cartesianDimension]. Not modified.
     * @param q [rows, dimension]. Modified.
     * @param logDet log|J| is subtracted from it, [rows]. Modified. May be null.
     */
    void toInternal(int from, int to, double[] x, double[] q, double @Nullable [] logDet);

    /**
     * The vector-Jacobian product of {@link #toCartesian}: qBar = (∂x/∂q)ᵀ xBar + logDetBar · ∂log|J|/∂q.
     *
     * @param from first row
     * @param to one beyond the last row
     * @param q [rows, dimension]. Not modified.
     * @param x positions that toCartesian gave for q, [rows, cartesianDimension]. Not modified.
     * @param xBar cotangent of x, [rows, cartesianDimension]. Modified: used as scratch.
     * @param logDetBar cotangent of logDet, [rows]. Not modified.
     * @param qBar cotangent of q, [rows, dimension]. Modified: overwritten.
     */
    void toCartesianVjp(int from, int to, double[] q, double[] x, double[] xBar, double[] logDetBar, double[] qBar);
}
