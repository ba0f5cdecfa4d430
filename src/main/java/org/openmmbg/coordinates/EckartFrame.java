package org.openmmbg.coordinates;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Positions of some atoms up to rigid motion, as 3M − 6 numbers w of which the positions are a linear function, c = m + Bw.
 *
 * <p>All atoms weigh the same. Positions c stand in the frame of the reference r (with mean 0) when Σ c = 0 and Σ r × c = 0
 * (Eckart, Phys. Rev. 47, 552, 1935): a linear space of 3M − 6 dimensions, which m and the columns of B lie in. The
 * rotation that lays a configuration on the reference with the least sum of squares brings it there; the other rotations
 * that bring it there, three for most configurations, are saddle points and maxima of that sum. So each configuration has
 * one w in the domain where S below is positive definite, which is the condition for the least sum.
 *
 * <p>Volume: with x = R c + T, ∫ f(x) dx = 8π² V ∫ f(c(w)) |J(w)| dw for every f that does not change under rigid motions.
 * |J| is the volume that 3M directions span: three translations of length √M; three rotations e × c; and the columns of B.
 * The latter are at right angles to the translations and to the rotations e × r of the reference, so of the rotations of c
 * only the part along those counts, and |J| = M^(3/2) · det S / √det I · √det BᵀB, with S = Σ (r·c) 1 − c rᵀ and I the same
 * for c = r. S is symmetric in the frame, and linear in w.
 */
final class EckartFrame {

    private static final int SPACE = 3;
    private static final int RIGID = 6;

    /** The places of the elements of a symmetric matrix of order 3 that are kept. */
    private static final int[] ROWS = {0, 1, 2, 0, 0, 1};

    private static final int[] COLUMNS = {0, 1, 2, 1, 2, 2};

    private final int[] atoms;
    private final Superposition superposition;
    private final int dimension;
    // m, [3M].
    private final double[] mean;
    // By column of B: unit vectors, [3M − 6, 3M], and their lengths.
    private final double[] directions;
    private final double[] scales;
    // Elements of S at w = 0, and their derivatives, [3M − 6, 6].
    private final double[] overlap;
    private final double[] overlapSlopes;
    private final double logVolume;

    /**
     * Makes the frame, with the principal components of examples as directions and their standard deviations as lengths.
     *
     * @param atoms the atoms, at least three. Not modified.
     * @param reference positions of all atoms, [3N]; those of the frame must not lie in a line. Not modified.
     * @param examples positions, [count, 3N]. Not modified.
     * @param floor added to each variance, nm², positive: few examples have directions without any
     */
    EckartFrame(int[] atoms, double[] reference, double[] examples, int count, double floor) {
        this.atoms = atoms.clone();
        superposition = new Superposition(reference, atoms);
        int n = SPACE * atoms.length;
        dimension = n - RIGID;
        double[] sites = superposition.sites();
        mean = new double[n];
        double[][] placed = new double[count][n];
        for (int example = 0; example < count; example++) {
            place(examples, example * reference.length, placed[example]);
            for (int i = 0; i < n; i++) {
                mean[i] += placed[example][i] / count;
            }
        }
        double[][] covariance = new double[n][n];
        for (double[] c : placed) {
            for (int i = 0; i < n; i++) {
                double deviation = (c[i] - mean[i]) / count;
                for (int j = 0; j <= i; j++) {
                    covariance[i][j] += deviation * (c[j] - mean[j]);
                }
            }
        }
        double logDetInertia = addProjector(covariance, sites, floor);
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false));
        directions = new double[dimension * n];
        scales = new double[dimension];
        double sum = 0;
        // Eigenvalues descend; the last six are those of the rigid motions, 0.
        RealMatrix vectors = eigen.getV();
        for (int k = 0; k < dimension; k++) {
            scales[k] = Math.sqrt(eigen.getEigenvalue(k));
            sum += Math.log(scales[k]);
            System.arraycopy(vectors.getColumn(k), 0, directions, k * n, n);
        }
        overlap = overlap(sites, mean, 0, 1);
        overlapSlopes = new double[RIGID * dimension];
        for (int k = 0; k < dimension; k++) {
            System.arraycopy(overlap(sites, directions, k * n, scales[k]), 0, overlapSlopes, RIGID * k, RIGID);
        }
        logVolume = 1.5 * Math.log(atoms.length) - 0.5 * logDetInertia + sum;
    }

    /**
     * Fills the upper half, and adds the floor times the projector on what is at right angles to the rigid motions.
     *
     * @return log det I
     */
    private static double addProjector(double[][] covariance, double[] sites, double floor) {
        int n = sites.length;
        double[][] rigid = new double[RIGID][n];
        for (int at = 0; at < n; at += SPACE) {
            for (int axis = 0; axis < SPACE; axis++) {
                int next = (axis + 1) % SPACE;
                int last = (axis + 2) % SPACE;
                rigid[axis][at + axis] = 1;
                rigid[SPACE + axis][at + next] = -sites[at + last];
                rigid[SPACE + axis][at + last] = sites[at + next];
            }
        }
        double logDet = 0;
        for (int k = 0; k < RIGID; k++) {
            for (int j = 0; j < k; j++) {
                double along = dot(rigid[k], rigid[j]);
                for (int i = 0; i < n; i++) {
                    rigid[k][i] -= along * rigid[j][i];
                }
            }
            double square = dot(rigid[k], rigid[k]);
            if (k >= SPACE) {
                logDet += Math.log(square);
            }
            for (int i = 0; i < n; i++) {
                rigid[k][i] /= Math.sqrt(square);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double projector = i == j ? 1 : 0;
                for (double[] motion : rigid) {
                    projector -= motion[i] * motion[j];
                }
                covariance[i][j] += floor * projector;
                covariance[j][i] = covariance[i][j];
            }
        }
        return logDet;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Returns the elements of S for positions, times a factor. */
    private static double[] overlap(double[] sites, double[] c, int offset, double factor) {
        double[] s = new double[RIGID];
        for (int at = 0; at < sites.length; at += SPACE) {
            for (int axis = 0; axis < SPACE; axis++) {
                double product = factor * sites[at + axis] * c[offset + at + axis];
                for (int diagonal = 0; diagonal < SPACE; diagonal++) {
                    s[diagonal] += product;
                }
            }
            for (int e = 0; e < RIGID; e++) {
                s[e] -= factor * c[offset + at + ROWS[e]] * sites[at + COLUMNS[e]];
            }
        }
        return s;
    }

    /** Returns the number of coordinates, 3M − 6. */
    int dimension() {
        return dimension;
    }

    /**
     * Returns |J| without the factor that depends on w, log det S. It may be −∞ or, outside the domain, that of |det S|.
     *
     * @param inverse gets the elements of S⁻¹. Modified. May be null.
     */
    private double logDet(double[] w, int at, double @Nullable [] inverse) {
        double[] s = overlapAt(w, at);
        double c00 = s[1] * s[2] - s[5] * s[5];
        double c01 = s[4] * s[5] - s[3] * s[2];
        double c02 = s[3] * s[5] - s[1] * s[4];
        double det = s[0] * c00 + s[3] * c01 + s[4] * c02;
        if (inverse != null) {
            inverse[0] = c00 / det;
            inverse[1] = (s[0] * s[2] - s[4] * s[4]) / det;
            inverse[2] = (s[0] * s[1] - s[3] * s[3]) / det;
            inverse[3] = c01 / det;
            inverse[4] = c02 / det;
            inverse[5] = (s[3] * s[4] - s[0] * s[5]) / det;
        }
        return Math.log(Math.abs(det));
    }

    private double[] overlapAt(double[] w, int at) {
        double[] s = overlap.clone();
        for (int k = 0; k < dimension; k++) {
            for (int e = 0; e < RIGID; e++) {
                s[e] += w[at + k] * overlapSlopes[RIGID * k + e];
            }
        }
        return s;
    }

    /** Returns whether S is positive definite. */
    boolean contains(double[] w, int at) {
        double[] s = overlapAt(w, at);
        double minor = s[0] * s[1] - s[3] * s[3];
        double det = s[2] * minor + 2 * s[3] * s[4] * s[5] - s[0] * s[5] * s[5] - s[1] * s[4] * s[4];
        return s[0] > 0 && minor > 0 && det > 0;
    }

    /**
     * Places the atoms.
     *
     * @param x positions of all atoms, those of a molecule from xAt on. Modified: those of the frame.
     * @param wantLogDet whether log|J| is returned
     */
    double toCartesian(double[] w, int at, double[] x, int xAt, boolean wantLogDet) {
        int n = mean.length;
        double[] c = mean.clone();
        for (int k = 0; k < dimension; k++) {
            double length = w[at + k] * scales[k];
            int row = k * n;
            for (int i = 0; i < n; i++) {
                c[i] += length * directions[row + i];
            }
        }
        for (int a = 0; a < atoms.length; a++) {
            System.arraycopy(c, SPACE * a, x, xAt + SPACE * atoms[a], SPACE);
        }
        return wantLogDet ? logVolume + logDet(w, at, null) : 0;
    }

    /** Takes the atoms' cotangents and that of log|J| back to w. */
    void toCartesianVjp(double[] w, int at, double[] xBar, int xAt, double logDetBar, double[] wBar) {
        int n = mean.length;
        double[] cBar = new double[n];
        for (int a = 0; a < atoms.length; a++) {
            System.arraycopy(xBar, xAt + SPACE * atoms[a], cBar, SPACE * a, SPACE);
        }
        double[] inverse = new double[RIGID];
        logDet(w, at, inverse);
        for (int k = 0; k < dimension; k++) {
            double along = 0;
            int row = k * n;
            for (int i = 0; i < n; i++) {
                along += cBar[i] * directions[row + i];
            }
            double growth = 0;
            for (int e = 0; e < RIGID; e++) {
                // Elements beside the diagonal stand for two.
                growth += (e < SPACE ? 1 : 2) * inverse[e] * overlapSlopes[RIGID * k + e];
            }
            wBar[at + k] = scales[k] * along + logDetBar * growth;
        }
    }

    /** Measures w of positions in any frame, and returns log|J|. */
    double toInternal(double[] x, int xAt, double[] w, int at, boolean wantLogDet) {
        int n = mean.length;
        double[] c = new double[n];
        place(x, xAt, c);
        for (int k = 0; k < dimension; k++) {
            double along = 0;
            int row = k * n;
            for (int i = 0; i < n; i++) {
                along += (c[i] - mean[i]) * directions[row + i];
            }
            w[at + k] = along / scales[k];
        }
        return wantLogDet ? logVolume + logDet(w, at, null) : 0;
    }

    /** Brings positions into the frame. */
    private void place(double[] x, int xAt, double[] c) {
        double[] rotation = new double[SPACE * SPACE];
        double[] from = superposition.fit(x, xAt, rotation);
        Arrays.fill(c, 0);
        for (int a = 0; a < atoms.length; a++) {
            for (int i = 0; i < SPACE; i++) {
                for (int j = 0; j < SPACE; j++) {
                    c[SPACE * a + i] += rotation[SPACE * i + j] * (x[xAt + SPACE * atoms[a] + j] - from[j]);
                }
            }
        }
    }
}
