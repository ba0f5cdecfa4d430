package org.openmmbg.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openmmbg.dynamics.Series;
import org.openmmbg.estimate.Axis;
import org.openmmbg.potential.BistableDimer;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.KnownAnswer;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.potential.ReducedPotentialContract;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** The programs that make reference values, on systems whose answer is known; and their potential keeps the contract. */
class UmbrellaSamplingTest extends ReducedPotentialContract {

    private static final long SEED = 11;
    private static final UmbrellaWindows WINDOWS = new UmbrellaWindows(-2.4, 0.4, 13, 12);

    /** x of the double well, its barrier mostly taken away. */
    private static final UmbrellaCoordinate X = new UmbrellaCoordinate() {
        @Override
        public double value(double[] positions, int offset) {
            return positions[offset];
        }

        @Override
        public void addGradient(double[] positions, int offset, double slope, double[] gradients) {
            gradients[offset] += slope;
        }

        @Override
        public double flattening(double value) {
            return 5.5 * value * value - 0.9 * value * value * value * value;
        }

        @Override
        public double flatteningSlope(double value) {
            return 11 * value - 3.6 * value * value * value;
        }
    };

    @Override
    protected ReducedPotential potential() {
        return new UmbrellaPotential(
                new BistableDimer(0.7), new DimerLength(new BistableDimer(0.7)), new UmbrellaWindows(1, 0.1, 1, 30));
    }

    @Override
    protected double[] configuration(int index) {
        double[] start = BistableDimer.start(2);
        double[] noise = new double[start.length];
        new RandomStream(1, Purpose.TEST, index).fillGaussian(noise, 0, noise.length);
        for (int i = 0; i < start.length; i++) {
            start[i] += 0.03 * noise[i];
        }
        return start;
    }

    @Override
    protected double gradientTolerance() {
        return 1e-6;
    }

    @Test
    void freeEnergiesOfTheDoubleWellAreTheExactOnes() {
        DoubleWell well = new DoubleWell(1);
        KnownAnswer answer = well.answer().orElseThrow();
        int repeats = 8;
        Axis axis = new Axis(-2.4, 2.4, 24, false);
        double[] differences = new double[repeats];
        double[][] profiles = new double[axis.bins()][repeats];
        for (int r = 0; r < repeats; r++) {
            double[] start = new double[2 * WINDOWS.count()];
            for (int k = 0; k < WINDOWS.count(); k++) {
                start[2 * k] = WINDOWS.centre(k);
            }
            UmbrellaSampling sampling =
                    new UmbrellaSampling(new UmbrellaPotential(well, X, WINDOWS), start, 0.15, 4, 1, SEED + r);
            sampling.run(50, 2);
            UmbrellaAnalysis analysis = new UmbrellaAnalysis(X, WINDOWS, sampling.run(800, 2));
            assertThat(sampling.moveAcceptance()).isBetween(0.7, 0.999);
            assertThat(sampling.swapAcceptance()).isBetween(0.1, 0.9);
            assertThat(sampling.evaluations()).isEqualTo(WINDOWS.count() * (1 + 4L * 2 * 850));
            differences[r] = analysis.difference(well.states());
            double[] profile = analysis.profile(axis);
            for (int bin = 0; bin < axis.bins(); bin++) {
                profiles[bin][r] = profile[bin];
            }
        }
        Series.check(SEED, "double well by umbrella sampling", differences, answer.freeEnergyDifference());
        assertThat(Series.standardError(differences)).isLessThan(0.06);
        for (int bin = 0; bin < axis.bins(); bin++) {
            Series.check(SEED, "bin at " + axis.centre(bin), profiles[bin], binned(answer, axis, bin));
        }
    }

    private static double binned(KnownAnswer answer, Axis axis, int bin) {
        double mean = 0;
        for (int i = 0; i < 20; i++) {
            mean += Math.exp(-answer.profile(axis.centre(bin) + axis.width() * ((i + 0.5) / 20 - 0.5))) / 20;
        }
        return -Math.log(mean);
    }
}
