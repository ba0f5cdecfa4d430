package org.openmmbg.systems;

import java.util.List;

/** Periodic cells: lengths and angles, and the three box vectors that OpenMM takes. */
public final class UnitCell {
    private static final double NOTHING = 1e-6;

    private UnitCell() {}

    /**
     * Returns the box vectors of a cell in OpenMM's reduced form: a along x, b in the xy plane, and the parts of b and c
     * along the vectors before them at most half as long as these.
     *
     * @param a first length, nm
     * @param b second length, nm
     * @param c third length, nm
     * @param alpha angle between b and c, degrees
     * @param beta angle between a and c, degrees
     * @param gamma angle between a and b, degrees
     * @return nm, row-major [3, 3]
     * @throws IllegalArgumentException if lengths or angles are those of no cell
     */
    public static List<Double> boxVectors(double a, double b, double c, double alpha, double beta, double gamma) {
        double cosAlpha = Math.cos(Math.toRadians(alpha));
        double cosBeta = Math.cos(Math.toRadians(beta));
        double cosGamma = Math.cos(Math.toRadians(gamma));
        double bx = clean(b * cosGamma);
        double by = b * Math.sin(Math.toRadians(gamma));
        double cx = clean(c * cosBeta);
        double cy = clean(c * (cosAlpha - cosBeta * cosGamma) / Math.sin(Math.toRadians(gamma)));
        double cz = Math.sqrt(c * c - cx * cx - cy * cy);
        if (!(a > 0 && b > 0 && c > 0 && by > NOTHING * b && cz > NOTHING * c) || !Double.isFinite(a + b + c)) {
            throw new IllegalArgumentException("lengths " + a + ", " + b + ", " + c + " nm and angles " + alpha + ", "
                    + beta + ", " + gamma + " degrees are those of no periodic cell");
        }
        double turns = Math.rint(cy / by);
        cx -= turns * bx;
        cy -= turns * by;
        cx -= a * Math.rint(cx / a);
        bx -= a * Math.rint(bx / a);
        return List.of(a, 0.0, 0.0, bx, by, 0.0, cx, cy, cz);
    }

    /**
     * Returns lengths and angles of a cell.
     *
     * @param boxVectors nm, row-major [3, 3]
     * @return three lengths, nm, then α, β and γ, degrees
     */
    public static List<Double> lengthsAndAngles(List<Double> boxVectors) {
        double a = length(boxVectors, 0);
        double b = length(boxVectors, 1);
        double c = length(boxVectors, 2);
        return List.of(
                a,
                b,
                c,
                angle(boxVectors, 1, 2, b * c),
                angle(boxVectors, 0, 2, a * c),
                angle(boxVectors, 0, 1, a * b));
    }

    private static double length(List<Double> vectors, int i) {
        return Math.sqrt(dot(vectors, i, i));
    }

    private static double angle(List<Double> vectors, int i, int j, double product) {
        return Math.toDegrees(Math.acos(dot(vectors, i, j) / product));
    }

    private static double dot(List<Double> vectors, int i, int j) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
            sum += vectors.get(3 * i + k) * vectors.get(3 * j + k);
        }
        return sum;
    }

    /** The cosine of a right angle is not quite zero. */
    private static double clean(double value) {
        return Math.abs(value) < NOTHING ? 0 : value;
    }
}
