package org.openmmbg.potential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class DoubleWellTest extends ReducedPotentialContract {

    @Override
    protected ReducedPotential potential() {
        return new DoubleWell(0.7);
    }

    @Override
    protected double[] configuration(int index) {
        double[] x = new double[2];
        new RandomStream(1, Purpose.TEST, index).fillGaussian(x, 0, 2);
        return x;
    }

    /** F(x>0) − F(x<0) in kT, by quadrature (the published system's values). */
    @ParameterizedTest
    @CsvSource({"0.5, 6.849", "1, 3.3799", "2, 1.6303"})
    void freeEnergyDifferenceIsThePublishedOne(double temperature, double published) {
        double difference = Math.log(integral(temperature, -4, 0) / integral(temperature, 0, 4));
        assertThat(difference).isCloseTo(published, within(6e-4));
    }

    private static double integral(double temperature, double low, double high) {
        DoubleWell well = new DoubleWell(temperature);
        double[] energy = new double[1];
        return new IterativeLegendreGaussIntegrator(16, 1e-10, 1e-12)
                .integrate(
                        100_000,
                        x -> {
                            well.evaluate(1, new double[] {x, 0}, energy, null);
                            return Math.exp(-energy[0]);
                        },
                        low,
                        high);
    }

    @Test
    void temperatureIsPositive() {
        assertThatThrownBy(() -> new DoubleWell(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
