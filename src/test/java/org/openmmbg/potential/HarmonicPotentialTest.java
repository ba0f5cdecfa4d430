package org.openmmbg.potential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class HarmonicPotentialTest extends ReducedPotentialContract {

    @Override
    protected ReducedPotential potential() {
        return new HarmonicPotential(1, 2, 30);
    }

    @Override
    protected double[] configuration(int index) {
        double[] x = new double[3];
        new RandomStream(1, Purpose.TEST, index).fillGaussian(x, 0, 3);
        return x;
    }

    @Test
    void energyIsHalfStiffnessTimesSquare() {
        double[] energy = new double[1];
        potential().evaluate(1, new double[] {1, -2, 3}, energy, null);
        assertThat(energy[0]).isEqualTo(0.5 + 4 + 135);
    }

    @Test
    void stiffnessIsPositive() {
        assertThatThrownBy(() -> new HarmonicPotential(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
