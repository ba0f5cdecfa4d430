package org.openmmbg.coordinates;

/**
 * One atom d at a distance r from the atom b, an angle θ = dba and a torsion φ = dbat: placed, measured and differentiated.
 * Atoms are the indices of their x coordinates.
 */
final class Placement {

    /** Stands for an atom that is not there: then there is no torsion, or no angle. */
    static final int NONE = -1;

    private Placement() {}

    /**
     * Places d (Parsons, Holmes, Rojas, Tsai and Strauss, "Practical conversion from torsion space to Cartesian space", J.
     * Comput. Chem. 2005).
     *
     * @param x positions. Modified: those of d.
     * @return r² sin θ
     */
    static double place(double[] x, int d, int b, int a, int t, double r, double theta, double phi) {
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
        x[d] = x[b] + along * ex + alongM * (ny * ez - nz * ey) + alongN * nx;
        x[d + 1] = x[b + 1] + along * ey + alongM * (nz * ex - nx * ez) + alongN * ny;
        x[d + 2] = x[b + 2] + along * ez + alongM * (nx * ey - ny * ex) + alongN * nz;
        return r * r * sin;
    }

    /**
     * Takes d's cotangent back to r, θ and φ, and to its partners: d moves with their frame like a rigid body, so its
     * cotangent acts on them as a force and a torque.
     *
     * @param t without it the frame is fixed, and only the place of b matters
     * @param xBar cotangent of the positions. Modified: those of the partners.
     * @param logDetBar cotangent of log(r² sin θ)
     * @param qBar gets the cotangents of r, θ and φ. Modified.
     */
    static void pullBack(
            double[] x,
            int d,
            int b,
            int a,
            int t,
            double r,
            double theta,
            double[] xBar,
            double logDetBar,
            double[] qBar,
            int rAt,
            int thetaAt,
            int phiAt) {
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

        double sin = Math.sin(theta);
        double wAlong = wx * ex + wy * ey + wz * ez;
        double gAlong = gx * ex + gy * ey + gz * ez;
        double wDotG = wx * gx + wy * gy + wz * gz;
        double cot = -wAlong / (r * sin);
        qBar[rAt] = (wDotG + 2 * logDetBar) / r;
        qBar[thetaAt] = r * sin * gAlong + cot * (wDotG - wAlong * gAlong + logDetBar);

        add(xBar, b, gx, gy, gz);
        if (t == NONE) {
            return;
        }
        double torqueX = wy * gz - wz * gy;
        double torqueY = wz * gx - wx * gz;
        double torqueZ = wx * gy - wy * gx;
        double torqueAlong = torqueX * ex + torqueY * ey + torqueZ * ez;
        qBar[phiAt] = torqueAlong;

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

    /**
     * Measures r, and with the partners for it θ, and φ in (−π, π].
     *
     * @param x positions. Not modified.
     * @param q gets r, θ and φ. Modified.
     * @return r² sin θ, or r² without an angle
     */
    static double measure(double[] x, int d, int b, int a, int t, double[] q, int rAt, int thetaAt, int phiAt) {
        double wx = x[d] - x[b];
        double wy = x[d + 1] - x[b + 1];
        double wz = x[d + 2] - x[b + 2];
        double rSquare = wx * wx + wy * wy + wz * wz;
        double r = Math.sqrt(rSquare);
        q[rAt] = r;
        if (a == NONE) {
            return rSquare;
        }
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
        q[thetaAt] = Math.atan2(rSin, -(wx * ex + wy * ey + wz * ez));
        if (t == NONE) {
            return r * rSin;
        }
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
        q[phiAt] = phi == -Math.PI ? Math.PI : phi;
        return r * rSin;
    }

    private static void add(double[] x, int at, double vx, double vy, double vz) {
        x[at] += vx;
        x[at + 1] += vy;
        x[at + 2] += vz;
    }
}
