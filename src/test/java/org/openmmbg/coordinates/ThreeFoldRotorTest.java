package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * The partition function of a four-atom molecule with a three-fold torsion, by importance sampling in internal
 * coordinates, against quadrature. The energy is computed from the Cartesian positions by vector algebra of its own.
 */
class ThreeFoldRotorTest {

    private static final long SEED = 7;
    private static final int DRAWS = 200_000;
    private static final double BOND = 0.15;
    private static final double BOND_STIFFNESS = 1e5;
    private static final double ANGLE = 1.9;
    private static final double ANGLE_STIFFNESS = 150;
    private static final double BARRIER = 2.5;

    @Test
    void logZOnOneTurnIsThatOfQuadrature() {
        double expected = quadrature();
        double logZ = importanceSampling(Math.PI, false);
        System.out.printf("seed %d: log Z %.5f, quadrature %.5f%n", SEED, logZ, expected);
        assertThat(logZ).isCloseTo(expected, within(0.01));
    }

    @Test
    void twoTurnsCountEveryConfigurationTwice() {
        assertThat(importanceSampling(2 * Math.PI, false)).isCloseTo(quadrature() + Math.log(2), within(0.01));
    }

    @Test
    void domainMakesTwoTurnsRight() {
        assertThat(importanceSampling(2 * Math.PI, true)).isCloseTo(quadrature(), within(0.01));
    }

    /** Draws bonds and angles from Gaussians a little too wide, the torsion uniformly on ± halfWidth. */
    private static double importanceSampling(double halfWidth, boolean useDomain) {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.CHAIN);
        InternalDomain domain = new InternalDomain(coordinates, List.of(TorsionRange.periodic()));
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 0);
        double bondWidth = 1.1 / Math.sqrt(BOND_STIFFNESS);
        double angleWidth = 1.1 / Math.sqrt(ANGLE_STIFFNESS);
        double[] q = new double[6];
        double[] x = new double[12];
        double[] logDet = new double[1];
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double logProposal = -Math.log(2 * halfWidth);
            for (int i = 0; i < 5; i++) {
                double width = i < 3 ? bondWidth : angleWidth;
                double z = stream.nextGaussian();
                q[i] = (i < 3 ? BOND : ANGLE) + width * z;
                logProposal -= 0.5 * z * z + Math.log(width * Math.sqrt(2 * Math.PI));
            }
            q[5] = halfWidth * (2 * stream.nextDouble() - 1);
            if (useDomain && !domain.contains(q, 0)) {
                continue;
            }
            logDet[0] = 0;
            coordinates.toCartesian(0, 1, q, x, logDet);
            sum += Math.exp(-energy(x) + logDet[0] - logProposal);
        }
        return Math.log(sum / DRAWS);
    }

    private static double energy(double[] x) {
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

    /** The energy is a sum of terms of one internal coordinate each, so Z / (8π² V) is a product. */
    private static double quadrature() {
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
