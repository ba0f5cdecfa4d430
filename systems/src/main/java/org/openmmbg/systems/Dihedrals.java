package org.openmmbg.systems;

/** Dihedral angles from Cartesian positions. */
final class Dihedrals {
    private Dihedrals() {}

    /**
     * Returns the dihedral angle of four atoms, radians in (−π, π], of the IUPAC sign: looking along the bond from j to
     * k, positive when the far bond k–l is turned clockwise from the near bond j–i. NaN when three atoms are in line.
     *
     * @param x positions, [.., 3]. Not modified.
     * @param offset index in {@code x} of the first coordinate of atom 0
     */
    static double dihedral(double[] x, int offset, int i, int j, int k, int l) {
        int a = offset + 3 * i;
        int b = offset + 3 * j;
        int c = offset + 3 * k;
        int d = offset + 3 * l;
        double ux = x[b] - x[a];
        double uy = x[b + 1] - x[a + 1];
        double uz = x[b + 2] - x[a + 2];
        double vx = x[c] - x[b];
        double vy = x[c + 1] - x[b + 1];
        double vz = x[c + 2] - x[b + 2];
        double wx = x[d] - x[c];
        double wy = x[d + 1] - x[c + 1];
        double wz = x[d + 2] - x[c + 2];
        // Normals of the two planes, and the part of u along the second normal.
        double px = uy * vz - uz * vy;
        double py = uz * vx - ux * vz;
        double pz = ux * vy - uy * vx;
        double qx = vy * wz - vz * wy;
        double qy = vz * wx - vx * wz;
        double qz = vx * wy - vy * wx;
        double length = Math.sqrt(vx * vx + vy * vy + vz * vz);
        double sin = length * (ux * qx + uy * qy + uz * qz);
        double cos = px * qx + py * qy + pz * qz;
        if (sin == 0 && cos == 0) {
            return Double.NaN;
        }
        double angle = Math.atan2(sin, cos);
        return angle == -Math.PI ? Math.PI : angle;
    }

    /** Returns (a − o) · ((b − o) × (c − o)): positive when a, b, c are right-handed as seen from o. */
    static double handedness(double[] x, int offset, int o, int a, int b, int c) {
        int io = offset + 3 * o;
        int ia = offset + 3 * a;
        int ib = offset + 3 * b;
        int ic = offset + 3 * c;
        double bx = x[ib] - x[io];
        double by = x[ib + 1] - x[io + 1];
        double bz = x[ib + 2] - x[io + 2];
        double cx = x[ic] - x[io];
        double cy = x[ic + 1] - x[io + 1];
        double cz = x[ic + 2] - x[io + 2];
        return (x[ia] - x[io]) * (by * cz - bz * cy)
                + (x[ia + 1] - x[io + 1]) * (bz * cx - bx * cz)
                + (x[ia + 2] - x[io + 2]) * (bx * cy - by * cx);
    }
}
