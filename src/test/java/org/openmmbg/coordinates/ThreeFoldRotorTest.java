package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * The partition function of a four-atom molecule with a three-fold torsion, by importance sampling in internal
 * coordinates, against quadrature.
 */
class ThreeFoldRotorTest {

    private static final long SEED = 7;
    private static final int DRAWS = 200_000;

    @Test
    void logZOnOneTurnIsThatOfQuadrature() {
        double expected = ThreeFoldRotor.quadrature();
        double logZ = importanceSampling(Math.PI, false);
        System.out.printf("seed %d: log Z %.5f, quadrature %.5f%n", SEED, logZ, expected);
        assertThat(logZ).isCloseTo(expected, within(0.01));
    }

    @Test
    void twoTurnsCountEveryConfigurationTwice() {
        assertThat(importanceSampling(2 * Math.PI, false))
                .isCloseTo(ThreeFoldRotor.quadrature() + Math.log(2), within(0.01));
    }

    @Test
    void domainMakesTwoTurnsRight() {
        assertThat(importanceSampling(2 * Math.PI, true)).isCloseTo(ThreeFoldRotor.quadrature(), within(0.01));
    }

    /** Draws bonds and angles from Gaussians a little too wide, the torsion uniformly on ± halfWidth. */
    private static double importanceSampling(double halfWidth, boolean useDomain) {
        InternalCoordinates coordinates = new InternalCoordinates(Molecules.CHAIN);
        InternalDomain domain = new InternalDomain(coordinates, List.of(TorsionRange.periodic()));
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 0);
        double bondWidth = 1.1 / Math.sqrt(ThreeFoldRotor.BOND_STIFFNESS);
        double angleWidth = 1.1 / Math.sqrt(ThreeFoldRotor.ANGLE_STIFFNESS);
        double[] q = new double[6];
        double[] x = new double[12];
        double[] logDet = new double[1];
        double sum = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            double logProposal = -Math.log(2 * halfWidth);
            for (int i = 0; i < 5; i++) {
                double width = i < 3 ? bondWidth : angleWidth;
                double z = stream.nextGaussian();
                q[i] = (i < 3 ? ThreeFoldRotor.BOND : ThreeFoldRotor.ANGLE) + width * z;
                logProposal -= 0.5 * z * z + Math.log(width * Math.sqrt(2 * Math.PI));
            }
            q[5] = halfWidth * (2 * stream.nextDouble() - 1);
            if (useDomain && !domain.contains(q, 0)) {
                continue;
            }
            logDet[0] = 0;
            coordinates.toCartesian(0, 1, q, x, logDet);
            sum += Math.exp(-ThreeFoldRotor.energy(x) + logDet[0] - logProposal);
        }
        return Math.log(sum / DRAWS);
    }
}
