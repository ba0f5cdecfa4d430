package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.MuellerBrown;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class ReactionCoordinateBiasTest {
    private static final int ROWS = 200;
    private static final long SEED = 20;

    private static double[] batch(TwoStateSystem system) {
        double[] positions = new double[ROWS * system.dimension()];
        new RandomStream(SEED, Purpose.TEST, 0).fillGaussian(positions, 0, positions.length);
        return positions;
    }

    /** The negative entropy of the histogram, written anew from the paper's words. */
    private static double entropyLoss(TwoStateSystem system, double[] positions) {
        double low = system.states().profileLow();
        double range = system.states().profileHigh() - low;
        double width = range / 11;
        double[] histogram = new double[11];
        for (int row = 0; row < ROWS; row++) {
            double value = system.coordinate(positions, row * system.dimension());
            double[] kernel = new double[11];
            for (int k = 0; k < 11; k++) {
                double distance = (value - low - range * k / 10) / width;
                kernel[k] = Math.exp(-distance * distance / 2);
            }
            double sum = Arrays.stream(kernel).sum();
            for (int k = 0; k < 11; k++) {
                histogram[k] += kernel[k] / sum / ROWS;
            }
        }
        return Arrays.stream(histogram).map(p -> p * Math.log(p)).sum();
    }

    @Test
    void theAddedGradientIsThatOfTheEntropyLoss() {
        double weight = 3;
        for (TwoStateSystem system : new TwoStateSystem[] {new DoubleWell(1), new MuellerBrown(1)}) {
            double[] positions = batch(system);
            double[] plain = new double[positions.length];
            double[] biased = new double[positions.length];
            double[] energies = new double[ROWS];
            system.evaluate(ROWS, positions, energies, plain);
            new ReactionCoordinateBias(system, weight).evaluate(ROWS, positions, energies, biased);
            for (int i = 0; i < 40; i++) {
                double step = 1e-5;
                double[] shifted = positions.clone();
                shifted[i] += step;
                double up = entropyLoss(system, shifted);
                shifted[i] -= 2 * step;
                double expected = weight * (up - entropyLoss(system, shifted)) / (2 * step);
                // The bias keeps logarithms of empty kernels finite, which the plain entropy does not.
                assertThat((biased[i] - plain[i]) / ROWS).isEqualTo(expected, within(1e-4 * weight / ROWS));
            }
        }
    }

    @Test
    void withoutWeightNothingIsAdded() {
        DoubleWell system = new DoubleWell(1);
        double[] positions = batch(system);
        double[] plain = new double[ROWS];
        double[] biased = new double[ROWS];
        system.evaluate(ROWS, positions, plain, null);
        new ReactionCoordinateBias(system, 0).evaluate(ROWS, positions, biased, null);
        assertThat(biased).isEqualTo(plain);
    }
}
