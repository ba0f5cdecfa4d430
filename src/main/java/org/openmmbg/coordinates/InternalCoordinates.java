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
     * Places the atoms (Parsons, Holmes, Rojas, Tsai and Strauss, "Practical conversion from torsion space to Cartesian
     * space", J. Comput. Chem. 2005).
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
            double r = q[qAt + i - 1];
            double theta = q[angleAt + i];
            double phi = q[torsionAt + i];
            int b = xAt + bondAtom[i];
            int a = xAt + angleAtom[i];
            int t = xAt + torsionAtom[i];
            double ex = x[b] - x[a];
            double ey = x[b + 1] - x[a + 1];
            double ez = x[b + 2] - x[a + 2];
            double inverse = 1 / Math.sqrt(ex * ex + ey * ey + ez * ez);
            ex *= inverse;
            ey *= inverse;
            ez *= inverse;
            double tx = x[a] - x[t];
            double ty = x[a + 1] - x[t + 1];
            double tz = x[a + 2] - x[t + 2];
            double nx = ty * ez - tz * ey;
            double ny = tz * ex - tx * ez;
            double nz = tx * ey - ty * ex;
            inverse = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
            nx *= inverse;
            ny *= inverse;
            nz *= inverse;
            double sin = Math.sin(theta);
            double along = -r * Math.cos(theta);
            double alongM = r * sin * Math.cos(phi);
            double alongN = r * sin * Math.sin(phi);
            put(
                    x,
                    xAt + atom[i],
                    x[b] + along * ex + alongM * (ny * ez - nz * ey) + alongN * nx,
                    x[b + 1] + along * ey + alongM * (nz * ex - nx * ez) + alongN * ny,
                    x[b + 2] + along * ez + alongM * (nx * ey - ny * ex) + alongN * nz);
            if (wantLogDet) {
                logDet += Math.log(Math.abs(r * r * sin));
            }
        }
        return logDet;
    }

    /**
     * The vector-Jacobian product of {@link #toCartesian}: qBar = (∂x/∂q)ᵀ xBar + logDetBar · ∂log|J|/∂q. An atom moves
     * with the frame of its partners like a rigid body, so its cotangent acts on them as a force and a torque.
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
            int d = xAt + atom[i];
            int b = xAt + bondAtom[i];
            int a = xAt + angleAtom[i];
            double gx = xBar[d];
            double gy = xBar[d + 1];
            double gz = xBar[d + 2];
            double wx = x[d] - x[b];
            double wy = x[d + 1] - x[b + 1];
            double wz = x[d + 2] - x[b + 2];
            double ex = x[b] - x[a];
            double ey = x[b + 1] - x[a + 1];
            double ez = x[b + 2] - x[a + 2];
            double inverseLength = 1 / Math.sqrt(ex * ex + ey * ey + ez * ez);
            ex *= inverseLength;
            ey *= inverseLength;
            ez *= inverseLength;

            double r = q[qAt + i - 1];
            double sin = Math.sin(q[angleAt + i]);
            double wAlong = wx * ex + wy * ey + wz * ez;
            double gAlong = gx * ex + gy * ey + gz * ez;
            double wDotG = wx * gx + wy * gy + wz * gz;
            double cot = -wAlong / (r * sin);
            qBar[qAt + i - 1] = (wDotG + 2 * logDetBar) / r;
            qBar[angleAt + i] = r * sin * gAlong + cot * (wDotG - wAlong * gAlong + logDetBar);

            add(xBar, b, gx, gy, gz);
            if (i == 2) {
                // The frame of row 2 is fixed: only the bond atom's place matters.
                break;
            }
            double torqueX = wy * gz - wz * gy;
            double torqueY = wz * gx - wx * gz;
            double torqueZ = wx * gy - wy * gx;
            double torqueAlong = torqueX * ex + torqueY * ey + torqueZ * ez;
            qBar[torsionAt + i] = torqueAlong;

            int t = xAt + torsionAtom[i];
            double tx = x[t] - x[a];
            double ty = x[t + 1] - x[a + 1];
            double tz = x[t + 2] - x[a + 2];
            double tAlong = tx * ex + ty * ey + tz * ez;
            double nx = ey * tz - ez * ty;
            double ny = ez * tx - ex * tz;
            double nz = ex * ty - ey * tx;
            // n has the length ρ of t's distance from the axis: torque / ρ acts along the unit vector n / ρ.
            double turn = torqueAlong / (nx * nx + ny * ny + nz * nz);
            nx *= turn;
            ny *= turn;
            nz *= turn;
            double lever = tAlong * inverseLength;
            double fx = (torqueY * ez - torqueZ * ey) * inverseLength - lever * nx;
            double fy = (torqueZ * ex - torqueX * ez) * inverseLength - lever * ny;
            double fz = (torqueX * ey - torqueY * ex) * inverseLength - lever * nz;
            add(xBar, b, fx, fy, fz);
            add(xBar, a, -fx - nx, -fy - ny, -fz - nz);
            add(xBar, t, nx, ny, nz);
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
            int d = xAt + atom[i];
            int b = xAt + bondAtom[i];
            double wx = x[d] - x[b];
            double wy = x[d + 1] - x[b + 1];
            double wz = x[d + 2] - x[b + 2];
            double rSquare = wx * wx + wy * wy + wz * wz;
            double r = Math.sqrt(rSquare);
            q[qAt + i - 1] = r;
            if (i == 1) {
                logDet = wantLogDet ? Math.log(rSquare) : 0;
                continue;
            }
            int a = xAt + angleAtom[i];
            double ex = x[b] - x[a];
            double ey = x[b + 1] - x[a + 1];
            double ez = x[b + 2] - x[a + 2];
            double inverse = 1 / Math.sqrt(ex * ex + ey * ey + ez * ez);
            ex *= inverse;
            ey *= inverse;
            ez *= inverse;
            double cx = ey * wz - ez * wy;
            double cy = ez * wx - ex * wz;
            double cz = ex * wy - ey * wx;
            double rSin = Math.sqrt(cx * cx + cy * cy + cz * cz);
            q[angleAt + i] = Math.atan2(rSin, -(wx * ex + wy * ey + wz * ez));
            if (wantLogDet) {
                logDet += Math.log(r * rSin);
            }
            if (i == 2) {
                continue;
            }
            int t = xAt + torsionAtom[i];
            double tx = x[a] - x[t];
            double ty = x[a + 1] - x[t + 1];
            double tz = x[a + 2] - x[t + 2];
            double nx = ty * ez - tz * ey;
            double ny = tz * ex - tx * ez;
            double nz = tx * ey - ty * ex;
            double mx = ny * ez - nz * ey;
            double my = nz * ex - nx * ez;
            double mz = nx * ey - ny * ex;
            double phi = Math.atan2(wx * nx + wy * ny + wz * nz, wx * mx + wy * my + wz * mz);
            q[torsionAt + i] = phi == -Math.PI ? Math.PI : phi;
        }
        return logDet;
    }

    private static void put(double[] x, int at, double vx, double vy, double vz) {
        x[at] = vx;
        x[at + 1] = vy;
        x[at + 2] = vz;
    }

    private static void add(double[] x, int at, double vx, double vy, double vz) {
        x[at] += vx;
        x[at + 1] += vy;
        x[at + 2] += vz;
    }
}
