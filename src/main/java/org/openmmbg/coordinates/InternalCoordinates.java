package org.openmmbg.coordinates;

import org.jspecify.annotations.Nullable;

/**
 * Bonds, angles and torsions of a molecule, by a {@link ZMatrix}, and the way between them and Cartesian positions.
 *
 * <p>An internal vector q of N atoms has 3N − 6 numbers: the N − 1 bonds of rows 1, 2, … (nm), the N − 2 angles of rows
 * 2, 3, … (radians), the N − 3 torsions of rows 3, 4, … (radians, IUPAC sign: 0 is cis, positive is clockwise seen from
 * the angle atom to the bond atom).
 *
 * <p>Frame: the atom of row 0 lies at the origin, that of row 1 on the positive x axis, that of row 2 in the xy plane
 * with y &gt; 0.
 *
 * <p>Volume: with V the volume of the box and 8π² that of the rotations, ∫ f(x) dx = 8π² V ∫ f(x(q)) |J(q)| dq for every
 * f that does not change under rigid motions, where |J| = Π r² over all bonds times Π sin θ over all angles. For row 1
 * is placed by r² dr and the 4π of a direction, row 2 by r² sin θ dr dθ and the 2π of a turn about the first bond, each
 * later row by r² sin θ dr dθ dφ. The log-determinants below are log|J| so defined: nothing is left out but 8π² V.
 *
 * <p>An angle of exactly 0 or π has log|J| = −∞. Near them the map and log|J| stay accurate; a derivative by the angle
 * loses digits as 1/sin θ. Where the three partners of an atom lie on a line its torsion has no meaning and the results
 * are NaN. Values outside the domain (r ≤ 0, θ outside (0, π)) are mapped by the same formulas with |J| its absolute
 * value; {@link InternalDomain} finds them.
 *
 * <p>Immutable. Methods work on rows [from, to) of their arrays and allocate nothing: several threads may work on
 * disjoint rows of the same arrays at the same time.
 */
public final class InternalCoordinates implements CoordinateMap {

    private static final int NONE = Placement.NONE;

    private final ZMatrix zMatrix;
    private final int atomCount;
    // The x coordinate's index of each row's atoms.
    private final int[] atom;
    private final int[] bondAtom;
    private final int[] angleAtom;
    private final int[] torsionAtom;

    /** Makes the coordinates of a Z-matrix. */
    public InternalCoordinates(ZMatrix zMatrix) {
        this.zMatrix = zMatrix;
        atomCount = zMatrix.atomCount();
        atom = zMatrix.rows().stream().mapToInt(row -> 3 * row.atom()).toArray();
        bondAtom = zMatrix.rows().stream().mapToInt(row -> 3 * row.bondAtom()).toArray();
        angleAtom = zMatrix.rows().stream().mapToInt(row -> 3 * row.angleAtom()).toArray();
        torsionAtom =
                zMatrix.rows().stream().mapToInt(row -> 3 * row.torsionAtom()).toArray();
    }

    /** Returns the Z-matrix. */
    public ZMatrix zMatrix() {
        return zMatrix;
    }

    /** Returns the number of internal coordinates, 3N − 6. */
    @Override
    public int dimension() {
        return 3 * atomCount - 6;
    }

    /** Returns the number of Cartesian coordinates, 3N. */
    @Override
    public int cartesianDimension() {
        return 3 * atomCount;
    }

    /** Returns the number of bonds, N − 1; the bond of Z-matrix row i ≥ 1 stands at i − 1. */
    public int bondCount() {
        return atomCount - 1;
    }

    /** Returns the number of angles, N − 2. */
    public int angleCount() {
        return atomCount - 2;
    }

    /** Returns the number of torsions, N − 3. */
    public int torsionCount() {
        return atomCount - 3;
    }

    /** Returns where the angles start; the angle of Z-matrix row i ≥ 2 stands at angleOffset + i − 2. */
    public int angleOffset() {
        return atomCount - 1;
    }

    /** Returns where the torsions start; the torsion of Z-matrix row i ≥ 3 stands at torsionOffset + i − 3. */
    public int torsionOffset() {
        return 2 * atomCount - 3;
    }

    /**
     * Places the atoms, one row after another.
     *
     * @param from first row
     * @param to one beyond the last row
     * @param q internal coordinates, [rows, 3N − 6]. Not modified.
     * @param x positions, nm, [rows, 3N]. Modified.
     * @param logDet log|J| is added to it, [rows]. Modified. May be null.
     */
    @Override
    public void toCartesian(int from, int to, double[] q, double[] x, double @Nullable [] logDet) {
        for (int row = from; row < to; row++) {
            double value = place(q, row * dimension(), x, row * cartesianDimension(), logDet != null);
            if (logDet != null) {
                logDet[row] += value;
            }
        }
    }

    private double place(double[] q, int qAt, double[] x, int xAt, boolean wantLogDet) {
        int angleAt = qAt + angleOffset() - 2;
        int torsionAt = qAt + torsionOffset() - 3;
        double r1 = q[qAt];
        put(x, xAt + atom[0], 0, 0, 0);
        put(x, xAt + atom[1], r1, 0, 0);
        double r2 = q[qAt + 1];
        double theta2 = q[angleAt + 2];
        double sin2 = Math.sin(theta2);
        // From the bond atom towards the angle atom is +x if the bond atom is the origin, else −x.
        double direction = bondAtom[2] == atom[0] ? 1 : -1;
        put(x, xAt + atom[2], x[xAt + bondAtom[2]] + direction * r2 * Math.cos(theta2), r2 * sin2, 0);
        double logDet = wantLogDet ? Math.log(r1 * r1) + Math.log(Math.abs(r2 * r2 * sin2)) : 0;

        for (int i = 3; i < atomCount; i++) {
            double volume = Placement.place(
                    x,
                    xAt + atom[i],
                    xAt + bondAtom[i],
                    xAt + angleAtom[i],
                    xAt + torsionAtom[i],
                    q[qAt + i - 1],
                    q[angleAt + i],
                    q[torsionAt + i]);
            if (wantLogDet) {
                logDet += Math.log(Math.abs(volume));
            }
        }
        return logDet;
    }

    /**
     * The vector-Jacobian product of {@link #toCartesian}: qBar = (∂x/∂q)ᵀ xBar + logDetBar · ∂log|J|/∂q.
     *
     * @param from first row
     * @param to one beyond the last row
     * @param q internal coordinates, [rows, 3N − 6]. Not modified.
     * @param x positions that toCartesian gave for q, [rows, 3N]. Not modified.
     * @param xBar cotangent of x, [rows, 3N]. Modified: used as scratch.
     * @param logDetBar cotangent of logDet, [rows]. Not modified.
     * @param qBar cotangent of q, [rows, 3N − 6]. Modified: overwritten.
     */
    @Override
    public void toCartesianVjp(
            int from, int to, double[] q, double[] x, double[] xBar, double[] logDetBar, double[] qBar) {
        for (int row = from; row < to; row++) {
            pullBack(q, row * dimension(), x, row * cartesianDimension(), xBar, logDetBar[row], qBar);
        }
    }

    private void pullBack(double[] q, int qAt, double[] x, int xAt, double[] xBar, double logDetBar, double[] qBar) {
        int angleAt = qAt + angleOffset() - 2;
        int torsionAt = qAt + torsionOffset() - 3;
        for (int i = atomCount - 1; i >= 2; i--) {
            Placement.pullBack(
                    x,
                    xAt + atom[i],
                    xAt + bondAtom[i],
                    xAt + angleAtom[i],
                    i == 2 ? NONE : xAt + torsionAtom[i],
                    q[qAt + i - 1],
                    q[angleAt + i],
                    xBar,
                    logDetBar,
                    qBar,
                    qAt + i - 1,
                    angleAt + i,
                    torsionAt + i);
        }
        qBar[qAt] = xBar[xAt + atom[1]] + 2 * logDetBar / q[qAt];
    }

    /**
     * Measures bonds, angles and torsions; positions may stand in any frame. Torsions come out in (−π, π].
     *
     * @param from first row
     * @param to one beyond the last row
     * @param x positions, nm, [rows, 3N]. Not modified.
     * @param q internal coordinates, [rows, 3N − 6]. Modified.
     * @param logDet −log|J| is added to it, [rows]. Modified. May be null.
     */
    @Override
    public void toInternal(int from, int to, double[] x, double[] q, double @Nullable [] logDet) {
        for (int row = from; row < to; row++) {
            double value = measure(x, row * cartesianDimension(), q, row * dimension(), logDet != null);
            if (logDet != null) {
                logDet[row] -= value;
            }
        }
    }

    private double measure(double[] x, int xAt, double[] q, int qAt, boolean wantLogDet) {
        int angleAt = qAt + angleOffset() - 2;
        int torsionAt = qAt + torsionOffset() - 3;
        double logDet = 0;
        for (int i = 1; i < atomCount; i++) {
            double volume = Placement.measure(
                    x,
                    xAt + atom[i],
                    xAt + bondAtom[i],
                    i < 2 ? NONE : xAt + angleAtom[i],
                    i < 3 ? NONE : xAt + torsionAtom[i],
                    q,
                    qAt + i - 1,
                    angleAt + i,
                    torsionAt + i);
            if (wantLogDet) {
                logDet += Math.log(volume);
            }
        }
        return logDet;
    }

    private static void put(double[] x, int at, double vx, double vy, double vz) {
        x[at] = vx;
        x[at + 1] = vy;
        x[at + 2] = vz;
    }
}
