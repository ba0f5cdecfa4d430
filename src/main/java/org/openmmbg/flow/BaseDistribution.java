package org.openmmbg.flow;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.openmmbg.random.RandomStream;

/** The latent distribution: each column independent, with a {@link Marginal} of its own. */
public final class BaseDistribution {
    private final Marginal[] marginals;

    /**
     * Makes the distribution.
     *
     * @param marginals one for each column
     */
    public BaseDistribution(List<? extends Marginal> marginals) {
        this.marginals = marginals.toArray(Marginal[]::new);
    }

    /**
     * Makes the distribution that is uniform on the circle where a column is periodic, and standard normal elsewhere.
     *
     * @param periodic whether a column is periodic, one flag a column. Not modified.
     */
    public BaseDistribution(boolean[] periodic) {
        this(IntStream.range(0, periodic.length)
                .mapToObj(column -> periodic[column] ? Marginal.CIRCLE : Marginal.NORMAL)
                .toList());
    }

    /**
     * Returns the distribution of the same latent energy at another temperature; normal columns get its variance.
     *
     * @param ratio of the temperatures, positive and finite
     */
    public BaseDistribution atTemperature(double ratio) {
        return new BaseDistribution(Arrays.stream(marginals)
                .map(marginal -> marginal.atTemperature(ratio))
                .toList());
    }

    /** Returns the number of columns. */
    public int dimension() {
        return marginals.length;
    }

    /** Returns the entropy, −⟨log density⟩. */
    public double entropy() {
        return Arrays.stream(marginals).mapToDouble(Marginal::entropy).sum();
    }

    /**
     * Draws rows.
     *
     * @param rows number of rows
     * @param z [rows, dimension]. Modified.
     * @param random the stream that is read; a row always takes the same number of values from it
     */
    public void sample(int rows, double[] z, RandomStream random) {
        int index = 0;
        for (int row = 0; row < rows; row++) {
            for (Marginal marginal : marginals) {
                z[index++] = marginal.sample(random);
            }
        }
    }

    /**
     * Adds log densities.
     *
     * @param rows number of rows
     * @param z [rows, dimension]. Not modified.
     * @param logDensity the log density is added, −∞ outside the support, [rows]. Modified.
     */
    public void addLogDensity(int rows, double[] z, double[] logDensity) {
        int index = 0;
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (Marginal marginal : marginals) {
                sum += marginal.logDensity(z[index++]);
            }
            logDensity[row] += sum;
        }
    }

    /**
     * Computes scores, ∂ log density/∂z, within the support.
     *
     * @param rows number of rows
     * @param z [rows, dimension]. Not modified.
     * @param score [rows, dimension]. Modified.
     */
    public void score(int rows, double[] z, double[] score) {
        int index = 0;
        for (int row = 0; row < rows; row++) {
            for (Marginal marginal : marginals) {
                score[index] = marginal.score(z[index]);
                index++;
            }
        }
    }
}
