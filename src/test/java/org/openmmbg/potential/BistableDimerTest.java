package org.openmmbg.potential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class BistableDimerTest extends ReducedPotentialContract {

    private static final double[] PACKED = BistableDimer.start(2);

    @Override
    protected ReducedPotential potential() {
        return new BistableDimer(0.5);
    }

    /** A packing shaken and widened, so that some particles are in the walls. */
    @Override
    protected double[] configuration(int index) {
        double[] noise = new double[PACKED.length];
        new RandomStream(1, Purpose.TEST, index).fillGaussian(noise, 0, noise.length);
        double[] x = new double[PACKED.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1.1 * PACKED[i] + 0.05 * noise[i];
        }
        return x;
    }

    @Override
    protected double gradientTolerance() {
        return 1e-6;
    }

    /** The formula, term by term and with no loop shared, at a temperature of 2. */
    @Test
    void energyIsTheFormula() {
        for (int index = 0; index < 5; index++) {
            double[] x = configuration(index);
            double expected = 0;
            for (int i = 0; i < 38; i++) {
                for (int j = 0; j < 38; j++) {
                    boolean dimer = i < 2 && j < 2;
                    if (i != j && !dimer) {
                        double distance = Math.hypot(x[2 * i] - x[2 * j], x[2 * i + 1] - x[2 * j + 1]);
                        expected += 0.5 * Math.pow(1.1 / distance, 12);
                    }
                }
            }
            for (double value : x) {
                expected += Math.abs(value) > 3 ? 200 * Math.pow(Math.abs(value) - 3, 2) : 0;
            }
            double stretch = 2 * (Math.hypot(x[0] - x[2], x[1] - x[3]) - 1.5);
            expected += 2 * stretch - 25 * Math.pow(stretch, 2) + 10 * Math.pow(stretch, 4);
            expected += 20 * Math.pow(x[0] + x[2], 2) + 20 * x[1] * x[1] + 20 * x[3] * x[3];
            double[] energy = new double[1];
            new BistableDimer(2).evaluate(1, x, energy, null);
            assertThat(energy[0]).isCloseTo(expected / 2, within(1e-10 * Math.abs(expected)));
        }
    }

    @Test
    void bathParticlesAreIdenticalAndTheDimersAreNot() {
        double[] x = configuration(0);
        assertThat(energy(swap(x, 7, 30))).isCloseTo(energy(x), within(1e-10));
        assertThat(Math.abs(energy(swap(x, 1, 7)) - energy(x))).isGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.94, 1.5, 2.06, 2.5})
    void startHasTheLengthAskedForAndNoParticleInAnother(double length) {
        double[] x = BistableDimer.start(length);
        assertThat(new BistableDimer(1).coordinate(x, 0)).isCloseTo(length, within(1e-12));
        assertThat(energy(x) - new BistableDimer(0.5).bondEnergy(length)).isLessThan(2 * 38 * 3);
        double[] gradient = new double[x.length];
        new BistableDimer(1).evaluate(1, x, new double[1], gradient);
        assertThat(Arrays.stream(gradient).skip(4).map(Math::abs).max().orElseThrow())
                .as("force on the bath")
                .isLessThan(1);
    }

    @Test
    void statesAreTheDimersLengths() {
        BistableDimer dimer = new BistableDimer(1);
        assertThat(dimer.states().differenceName()).isEqualTo("F(closed)-F(open)");
        assertThat(dimer.states().difference(2, 5)).isEqualTo(-3);
        assertThat(dimer.answer()).isEmpty();
        assertThat(dimer.bondEnergy(BistableDimer.MIDDLE)).isZero();
    }

    @Test
    void impossibleStartsAreRefused() {
        assertThatThrownBy(() -> BistableDimer.start(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BistableDimer(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double energy(double[] x) {
        double[] energy = new double[1];
        new BistableDimer(0.5).evaluate(1, x, energy, null);
        return energy[0];
    }

    private static double[] swap(double[] x, int first, int second) {
        double[] swapped = x.clone();
        for (int axis = 0; axis < 2; axis++) {
            swapped[2 * first + axis] = x[2 * second + axis];
            swapped[2 * second + axis] = x[2 * first + axis];
        }
        return swapped;
    }
}
