package org.openmmbg.potential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What every {@link ReducedPotential} keeps; a test of one inherits this class. */
public abstract class ReducedPotentialContract {

    private static final int BATCH = 13;

    /** Returns the potential to test; the same object may be returned every time. */
    protected abstract ReducedPotential potential();

    /** Returns a configuration of moderate energy, another one for each index from 0. */
    protected abstract double[] configuration(int index);

    /** Returns the step of the finite differences. */
    protected double step() {
        return 1e-5;
    }

    /** Returns the largest error of a gradient against finite differences, relative to the row's largest component. */
    protected double gradientTolerance() {
        return 1e-7;
    }

    /** Returns the largest relative difference between a row in a batch and the row alone; 0 asks for the same bits. */
    protected double rowTolerance() {
        return 0;
    }

    @Test
    void gradientsEqualFiniteDifferences() {
        ReducedPotential potential = potential();
        int dimension = potential.dimension();
        for (int index = 0; index < 3; index++) {
            double[] x = configuration(index);
            double[] gradient = new double[dimension];
            potential.evaluate(1, x, new double[1], gradient);
            double[] moved = new double[2 * dimension * dimension];
            for (int i = 0; i < dimension; i++) {
                System.arraycopy(x, 0, moved, 2 * i * dimension, dimension);
                System.arraycopy(x, 0, moved, (2 * i + 1) * dimension, dimension);
                moved[2 * i * dimension + i] += step();
                moved[(2 * i + 1) * dimension + i] -= step();
            }
            double[] energies = new double[2 * dimension];
            potential.evaluate(2 * dimension, moved, energies, null);
            double scale =
                    Math.max(1, Arrays.stream(gradient).map(Math::abs).max().orElse(0));
            for (int i = 0; i < dimension; i++) {
                double width = moved[2 * i * dimension + i] - moved[(2 * i + 1) * dimension + i];
                assertThat(gradient[i])
                        .as("gradient of coordinate %d of configuration %d", i, index)
                        .isCloseTo(
                                (energies[2 * i] - energies[2 * i + 1]) / width, within(gradientTolerance() * scale));
            }
        }
    }

    @Test
    void rowsOfABatchEqualSingleRows() {
        ReducedPotential potential = potential();
        int dimension = potential.dimension();
        double[] energies = new double[BATCH];
        double[] gradients = new double[BATCH * dimension];
        potential.evaluate(BATCH, batch(dimension), energies, gradients);
        for (int row = 0; row < BATCH; row++) {
            double[] energy = new double[1];
            double[] gradient = new double[dimension];
            potential.evaluate(1, configuration(row), energy, gradient);
            assertThat(energies[row]).isFinite();
            assertClose(energies[row], energy[0]);
            for (int i = 0; i < dimension; i++) {
                assertClose(gradients[row * dimension + i], gradient[i]);
            }
        }
    }

    @Test
    void positionsAreNotModifiedAndRowsBeyondTheBatchAreNotTouched() {
        ReducedPotential potential = potential();
        int dimension = potential.dimension();
        double[] x = batch(dimension);
        double[] before = x.clone();
        double[] energies = new double[BATCH];
        double[] gradients = new double[BATCH * dimension];
        Arrays.fill(energies, 1234.5);
        Arrays.fill(gradients, 1234.5);
        potential.evaluate(BATCH - 2, x, energies, gradients);
        assertThat(x).isEqualTo(before);
        assertThat(Arrays.copyOfRange(energies, BATCH - 2, BATCH)).containsOnly(1234.5);
        assertThat(Arrays.copyOfRange(gradients, (BATCH - 2) * dimension, BATCH * dimension))
                .containsOnly(1234.5);
    }

    @Test
    void gradientsMayBeNull() {
        ReducedPotential potential = potential();
        int dimension = potential.dimension();
        double[] with = new double[BATCH];
        double[] without = new double[BATCH];
        potential.evaluate(BATCH, batch(dimension), with, new double[BATCH * dimension]);
        potential.evaluate(BATCH, batch(dimension), without, null);
        for (int row = 0; row < BATCH; row++) {
            assertClose(without[row], with[row]);
        }
    }

    @Test
    void nanGivesNanInItsRowOnly() {
        ReducedPotential potential = potential();
        int dimension = potential.dimension();
        double[] expected = new double[BATCH];
        potential.evaluate(BATCH, batch(dimension), expected, null);
        double[] x = batch(dimension);
        x[5 * dimension + dimension / 2] = Double.NaN;
        double[] energies = new double[BATCH];
        double[] gradients = new double[BATCH * dimension];
        potential.evaluate(BATCH, x, energies, gradients);
        for (int row = 0; row < BATCH; row++) {
            if (row == 5) {
                assertThat(energies[row]).isNaN();
            } else {
                assertClose(energies[row], expected[row]);
            }
        }
        potential.evaluate(BATCH, batch(dimension), energies, gradients);
        assertClose(energies[5], expected[5]);
    }

    @Test
    void emptyBatchDoesNothing() {
        double[] energies = {1234.5};
        double[] gradients = new double[potential().dimension()];
        Arrays.fill(gradients, 1234.5);
        potential().evaluate(0, new double[0], energies, gradients);
        assertThat(energies).containsOnly(1234.5);
        assertThat(gradients).containsOnly(1234.5);
    }

    @Test
    void shortArraysAreRefused() {
        ReducedPotential potential = potential();
        int dimension = potential.dimension();
        double[] enough = new double[2 * dimension];
        double[] tooShort = new double[2 * dimension - 1];
        assertThatThrownBy(() -> potential.evaluate(2, tooShort, new double[2], enough))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> potential.evaluate(2, enough, new double[1], enough))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> potential.evaluate(2, enough, new double[2], tooShort))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private double[] batch(int dimension) {
        double[] x = new double[BATCH * dimension];
        for (int row = 0; row < BATCH; row++) {
            System.arraycopy(configuration(row), 0, x, row * dimension, dimension);
        }
        return x;
    }

    private void assertClose(double actual, double expected) {
        double allowed = rowTolerance() * Math.max(1, Math.abs(expected));
        assertThat(Math.abs(actual - expected)).isLessThanOrEqualTo(allowed);
    }
}
