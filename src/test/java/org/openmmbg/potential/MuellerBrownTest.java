package org.openmmbg.potential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class MuellerBrownTest extends ReducedPotentialContract {

    private static final double[] GRID_LOW = {-3.5, -2};

    @Override
    protected ReducedPotential potential() {
        return new MuellerBrown(0.7);
    }

    @Override
    protected double[] configuration(int index) {
        double[] x = new double[2];
        new RandomStream(1, Purpose.TEST, index).fillGaussian(x, 0, 2);
        return x;
    }

    /** Minima and saddle points of the unscaled potential, as Müller and Brown and many since have printed them. */
    @ParameterizedTest
    @CsvSource({
        "-0.558, 1.442, -146.700",
        "0.623, 0.028, -108.167",
        "-0.050, 0.467, -80.768",
        "-0.822, 0.624, -40.665",
        "0.212, 0.293, -72.249"
    })
    void stationaryPointsAreThePublishedOnes(double x, double y, double energy) {
        double[] energies = new double[1];
        double[] gradient = new double[2];
        new MuellerBrown(2).evaluate(1, new double[] {x, y}, energies, gradient);
        assertThat(energies[0]).isCloseTo(0.1 * energy / 2, within(2e-5 * 10));
        // The coordinates are printed to 0.0005; curvatures are up to 150.
        assertThat(Math.hypot(gradient[0], gradient[1])).isLessThan(0.1);
    }

    /** The published system's value at kT = 1 (Noé et al. 2019), by quadrature. */
    @Test
    void freeEnergyDifferenceIsThePublishedOne() {
        MuellerBrown potential = new MuellerBrown(1);
        assertThat(potential.states().differenceName()).isEqualTo("F(v>-0.6)-F(v<-0.6)");
        assertThat(potential.answer().orElseThrow().freeEnergyDifference()).isCloseTo(3.6516, within(6e-5));
    }

    /** Sums over a grid of x and y, which knows nothing of lines along v. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 3})
    void differenceAndProfileAgreeWithSumsOverAGrid(double temperature) {
        MuellerBrown potential = new MuellerBrown(temperature);
        double spacing = 0.005;
        int side = 1000;
        double[] line = new double[2 * side];
        double[] energies = new double[side];
        double below = 0;
        double above = 0;
        double near = 0;
        double value = 0.4;
        double halfWidth = 0.035;
        for (int i = 0; i < side; i++) {
            for (int j = 0; j < side; j++) {
                line[2 * j] = GRID_LOW[0] + spacing * i;
                line[2 * j + 1] = GRID_LOW[1] + spacing * j;
            }
            potential.evaluate(side, line, energies, null);
            for (int j = 0; j < side; j++) {
                double v = potential.coordinate(line, 2 * j);
                double weight = Math.exp(-energies[j]);
                // A point on an edge is half on each side.
                double share = edge(v + 0.6);
                above += share * weight;
                below += (1 - share) * weight;
                near += edge(v - value + halfWidth) * edge(value + halfWidth - v) * weight;
            }
        }
        KnownAnswer answer = potential.answer().orElseThrow();
        assertThat(answer.freeEnergyDifference()).isCloseTo(Math.log(below / above), within(2e-3));
        double mean = 0;
        int points = 200;
        for (int i = 0; i < points; i++) {
            mean += Math.exp(-answer.profile(value + halfWidth * (2 * i + 1.0 - points) / points)) / points;
        }
        assertThat(mean).isCloseTo(near / (below + above) / (2 * halfWidth), within(2e-3 * mean));
    }

    private static double edge(double beyond) {
        return Math.abs(beyond) < 1e-9 ? 0.5 : beyond > 0 ? 1 : 0;
    }

    @Test
    void temperatureIsPositive() {
        assertThatThrownBy(() -> new MuellerBrown(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
