package org.openmmbg.coordinates;

/**
 * Lays configurations on a reference: the rigid motion after which the sum of squared distances of some atoms from their
 * places in the reference is least (Horn, J. Opt. Soc. Am. A 4, 629, 1987: the rotation is the quaternion that belongs to
 * the largest eigenvalue of a symmetric matrix of order 4). Immutable; may be used by several threads at a time.
 */
public final class Superposition {

    private static final int SWEEPS = 50;

    private final int[] atoms;
    // Places of the atoms less their mean, [atoms, 3].
    private final double[] sites;
    private final double[] centre;

    /**
     * Takes a reference.
     *
     * @param reference positions of a whole molecule, [3N]. Not modified.
     * @param atoms the atoms that are laid on each other, all with the same weight; at least three. Not modified.
     */
    public Superposition(double[] reference, int[] atoms) {
        if (atoms.length < 3) {
            throw new IllegalArgumentException("a superposition of " + atoms.length + " atoms: expected at least 3");
        }
        this.atoms = atoms.clone();
        centre = mean(reference, 0);
        sites = new double[3 * atoms.length];
        for (int a = 0; a < atoms.length; a++) {
            for (int axis = 0; axis < 3; axis++) {
                sites[3 * a + axis] = reference[3 * atoms[a] + axis] - centre[axis];
            }
        }
    }

    /** Returns the places of the atoms less their mean, [atoms, 3]. */
    double[] sites() {
        return sites.clone();
    }

    private double[] mean(double[] x, int offset) {
        double[] sum = new double[3];
        for (int atom : atoms) {
            for (int axis = 0; axis < 3; axis++) {
                sum[axis] += x[offset + 3 * atom + axis];
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            sum[axis] /= atoms.length;
        }
        return sum;
    }

    /**
     * Moves a configuration onto the reference.
     *
     * @param x positions; those of one molecule stand from the offset on. Modified.
     * @param atomCount number of atoms that are moved
     */
    public void apply(double[] x, int offset, int atomCount) {
        double[] rotation = new double[9];
        double[] from = fit(x, offset, rotation);
        for (int at = offset; at < offset + 3 * atomCount; at += 3) {
            double dx = x[at] - from[0];
            double dy = x[at + 1] - from[1];
            double dz = x[at + 2] - from[2];
            for (int axis = 0; axis < 3; axis++) {
                int row = 3 * axis;
                x[at + axis] = centre[axis] + rotation[row] * dx + rotation[row + 1] * dy + rotation[row + 2] * dz;
            }
        }
    }

    /**
     * Finds the rotation of a configuration onto the reference.
     *
     * @param rotation the matrix, row-major. Modified.
     * @return the mean of the fitted atoms
     */
    double[] fit(double[] x, int offset, double[] rotation) {
        double[] from = mean(x, offset);
        double[] s = new double[9];
        for (int a = 0; a < atoms.length; a++) {
            for (int i = 0; i < 3; i++) {
                double own = x[offset + 3 * atoms[a] + i] - from[i];
                for (int j = 0; j < 3; j++) {
                    s[3 * i + j] += own * sites[3 * a + j];
                }
            }
        }
        double[] q = largestEigenvector(new double[] {
            s[0] + s[4] + s[8],
            s[5] - s[7],
            s[6] - s[2],
            s[1] - s[3],
            s[5] - s[7],
            s[0] - s[4] - s[8],
            s[1] + s[3],
            s[6] + s[2],
            s[6] - s[2],
            s[1] + s[3],
            s[4] - s[0] - s[8],
            s[5] + s[7],
            s[1] - s[3],
            s[6] + s[2],
            s[5] + s[7],
            s[8] - s[0] - s[4]
        });
        rotation[0] = q[0] * q[0] + q[1] * q[1] - q[2] * q[2] - q[3] * q[3];
        rotation[1] = 2 * (q[1] * q[2] - q[0] * q[3]);
        rotation[2] = 2 * (q[1] * q[3] + q[0] * q[2]);
        rotation[3] = 2 * (q[1] * q[2] + q[0] * q[3]);
        rotation[4] = q[0] * q[0] - q[1] * q[1] + q[2] * q[2] - q[3] * q[3];
        rotation[5] = 2 * (q[2] * q[3] - q[0] * q[1]);
        rotation[6] = 2 * (q[1] * q[3] - q[0] * q[2]);
        rotation[7] = 2 * (q[2] * q[3] + q[0] * q[1]);
        rotation[8] = q[0] * q[0] - q[1] * q[1] - q[2] * q[2] + q[3] * q[3];
        return from;
    }

    /**
     * Cyclic Jacobi: rotations in the plane of two axes until nothing is left beside the diagonal.
     *
     * @param m symmetric, [4, 4]. Modified.
     */
    private static double[] largestEigenvector(double[] m) {
        double[] v = new double[16];
        for (int i = 0; i < 4; i++) {
            v[5 * i] = 1;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double beside = 0;
            for (int p = 0; p < 4; p++) {
                for (int q = p + 1; q < 4; q++) {
                    if (m[4 * p + q] != 0) {
                        beside += Math.abs(m[4 * p + q]);
                        rotate(m, v, p, q);
                    }
                }
            }
            if (beside == 0) {
                break;
            }
        }
        int best = 0;
        for (int i = 1; i < 4; i++) {
            if (m[5 * i] > m[5 * best]) {
                best = i;
            }
        }
        double norm = Math.sqrt(v[best] * v[best]
                + v[4 + best] * v[4 + best]
                + v[8 + best] * v[8 + best]
                + v[12 + best] * v[12 + best]);
        return new double[] {v[best] / norm, v[4 + best] / norm, v[8 + best] / norm, v[12 + best] / norm};
    }

    private static void rotate(double[] m, double[] v, int p, int q) {
        double theta = (m[5 * q] - m[5 * p]) / (2 * m[4 * p + q]);
        double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
        double c = 1 / Math.hypot(t, 1);
        double s = t * c;
        for (int k = 0; k < 4; k++) {
            double mp = m[4 * k + p];
            double mq = m[4 * k + q];
            m[4 * k + p] = c * mp - s * mq;
            m[4 * k + q] = s * mp + c * mq;
            double vp = v[4 * k + p];
            double vq = v[4 * k + q];
            v[4 * k + p] = c * vp - s * vq;
            v[4 * k + q] = s * vp + c * vq;
        }
        for (int k = 0; k < 4; k++) {
            double mp = m[4 * p + k];
            double mq = m[4 * q + k];
            m[4 * p + k] = c * mp - s * mq;
            m[4 * q + k] = s * mp + c * mq;
        }
        m[4 * p + q] = 0;
        m[4 * q + p] = 0;
    }
}
