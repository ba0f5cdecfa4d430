package org.openmmbg.coordinates;

import java.util.List;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.RandomStream;

/**
 * A four-atom chain with harmonic bonds and angles and a free three-fold torsion, whose partition function quadrature
 * knows. The energy is computed from positions by vector algebra of its own, the gradient by central differences.
 */
public final class ThreeFoldRotor implements ReducedPotential {
    static final double BOND = 0.15;
    static final double BOND_STIFFNESS = 1e5;
    static final double ANGLE = 1.9;
    static final double ANGLE_STIFFNESS = 150;
    private static final double BARRIER = 2.5;
    private static final double STEP = 1e-6;

    /** The chain's Z-matrix. */
    public static final ZMatrix Z_MATRIX = Molecules.CHAIN;

    /** Draws internal coordinates around the minimum: bonds and angles normal, a little too wide, torsion uniform. */
    public static double[] examples(int count, RandomStream stream) {
        double[] q = new double[6 * count];
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < 5; i++) {
                q[6 * row + i] = (i < 3 ? BOND : ANGLE)
                        + 1.1 / Math.sqrt(i < 3 ? BOND_STIFFNESS : ANGLE_STIFFNESS) * stream.nextGaussian();
            }
            q[6 * row + 5] = Math.PI * (2 * stream.nextDouble() - 1);
        }
        return q;
    }

    @Override
    public int dimension() {
        return 12;
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        double[] x = new double[12];
        for (int row = 0; row < batch; row++) {
            System.arraycopy(positions, 12 * row, x, 0, 12);
            energies[row] = energy(x);
            for (int i = 0; i < 12 && gradients != null; i++) {
                double kept = x[i];
                x[i] = kept + STEP;
                double up = energy(x);
                x[i] = kept - STEP;
                gradients[12 * row + i] = (up - energy(x)) / (2 * STEP);
                x[i] = kept;
            }
        }
    }

    public static double energy(double[] x) {
        double[] a = difference(x, 1, 0);
        double[] b = difference(x, 2, 1);
        double[] c = difference(x, 3, 2);
        double energy = 0;
        for (double[] bond : List.of(a, b, c)) {
            double stretch = Math.sqrt(dot(bond, bond)) - BOND;
            energy += 0.5 * BOND_STIFFNESS * stretch * stretch;
        }
        double bend1 = angle(a, b) - ANGLE;
        double bend2 = angle(b, c) - ANGLE;
        energy += 0.5 * ANGLE_STIFFNESS * (bend1 * bend1 + bend2 * bend2);
        double[] m = cross(a, b);
        double[] n = cross(b, c);
        double cos = dot(m, n) / Math.sqrt(dot(m, m) * dot(n, n));
        return energy + BARRIER * (1 + 4 * cos * cos * cos - 3 * cos);
    }

    private static double angle(double[] towards, double[] away) {
        return Math.acos(-dot(towards, away) / Math.sqrt(dot(towards, towards) * dot(away, away)));
    }

    private static double[] difference(double[] x, int i, int j) {
        return new double[] {x[3 * i] - x[3 * j], x[3 * i + 1] - x[3 * j + 1], x[3 * i + 2] - x[3 * j + 2]};
    }

    private static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    /** Returns log(Z / 8π² V): the energy is a sum of terms of one internal coordinate each, so it is a product. */
    public static double quadrature() {
        double bond = integral(
                r -> r * r * Math.exp(-0.5 * BOND_STIFFNESS * (r - BOND) * (r - BOND)), BOND - 0.06, BOND + 0.06);
        double angle =
                integral(t -> Math.sin(t) * Math.exp(-0.5 * ANGLE_STIFFNESS * (t - ANGLE) * (t - ANGLE)), 0.5, Math.PI);
        double torsion = integral(p -> Math.exp(-BARRIER * (1 + Math.cos(3 * p))), -Math.PI, Math.PI);
        return 3 * Math.log(bond) + 2 * Math.log(angle) + Math.log(torsion);
    }

    private static double integral(UnivariateFunction f, double low, double high) {
        return new IterativeLegendreGaussIntegrator(16, 1e-10, 1e-14).integrate(100_000, f, low, high);
    }
}
