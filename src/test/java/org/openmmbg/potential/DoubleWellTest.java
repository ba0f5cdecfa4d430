package org.openmmbg.potential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** F(x>0) − F(x<0) in kT at its own temperature: the values of the published system (Noé et al. 2019). */
    @ParameterizedTest
    @CsvSource({"0.5, 6.849", "1, 3.3799", "2, 1.6303"})
    void freeEnergyDifferenceIsThePublishedOne(double temperature, double published) {
        DoubleWell well = new DoubleWell(temperature);
        assertThat(well.states().differenceName()).isEqualTo("F(x>0)-F(x<0)");
        assertThat(well.answer().orElseThrow().freeEnergyDifference()).isCloseTo(published, within(6e-4));
    }

    /** x and y are independent: the profile is the energy along x less its logarithm of a one-dimensional integral. */
    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.5, 1, 2, 50})
    void profileIsTheEnergyAlongX(double temperature) {
        KnownAnswer answer = new DoubleWell(temperature).answer().orElseThrow();
        double lowest = energy(-1.7738, temperature);
        double integral = new IterativeLegendreGaussIntegrator(16, 1e-12, 1e-14)
                .integrate(1_000_000, x -> Math.exp(lowest - energy(x, temperature)), -9, 9);
        for (double x = -2.5; x < 2.6; x += 0.5) {
            double expected = energy(x, temperature) - lowest + Math.log(integral);
            assertThat(answer.profile(x)).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
    }

    private static double energy(double x, double temperature) {
        double[] energy = new double[1];
        new DoubleWell(temperature).evaluate(1, new double[] {x, 0}, energy, null);
        return energy[0];
    }

    @Test
    void temperatureIsPositive() {
        assertThatThrownBy(() -> new DoubleWell(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
