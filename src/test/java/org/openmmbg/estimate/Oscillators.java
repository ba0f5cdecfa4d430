package org.openmmbg.estimate;

import java.util.Arrays;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** Harmonic oscillators u(x) = K (x − c)²/2 + offset, whose free energies are offset + log(K)/2 + constant. */
final class Oscillators {

    private final double[] centres;
    private final double[] constants;
    private final double[] offsets;

    Oscillators(double[] centres, double[] constants, double[] offsets) {
        this.centres = centres;
        this.constants = constants;
        this.offsets = offsets;
    }

    double freeEnergy(int k) {
        return offsets[k] + 0.5 * Math.log(constants[k]);
    }

    double[] draw(int[] counts, long seed, long block) {
        double[] x = new double[Arrays.stream(counts).sum()];
        new RandomStream(seed, Purpose.TEST, block).fillGaussian(x, 0, x.length);
        int n = 0;
        for (int k = 0; k < counts.length; k++) {
            for (int i = 0; i < counts[k]; i++, n++) {
                x[n] = centres[k] + x[n] / Math.sqrt(constants[k]);
            }
        }
        return x;
    }

    double[][] energies(double[] x) {
        double[][] result = new double[centres.length][x.length];
        for (int k = 0; k < centres.length; k++) {
            for (int n = 0; n < x.length; n++) {
                double distance = x[n] - centres[k];
                result[k][n] = 0.5 * constants[k] * distance * distance + offsets[k];
            }
        }
        return result;
    }
}
