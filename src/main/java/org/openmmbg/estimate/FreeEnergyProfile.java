package org.openmmbg.estimate;

import java.util.Arrays;
import java.util.List;

/**
 * The free energy along one or more observables, −log of the probability of each cell, with its 95 % band. Immutable.
 *
 * <p>All cells are shifted by one constant, which makes the lowest 0. The band is that of the cell against the whole
 * ensemble, so it has a width at the lowest cell too.
 */
public final class FreeEnergyProfile {

    private final Histogram histogram;
    private final Estimate[] cells;

    private FreeEnergyProfile(Histogram histogram, Estimate[] cells) {
        this.histogram = histogram;
        this.cells = cells;
    }

    /**
     * Computes a profile.
     *
     * @param axes one axis an observable, at least one
     * @param values one column an observable, each [N]; ignored where the weight is 0. Not modified.
     * @param weights the draws' weights
     * @param bootstrap for the band; of blocks where draws depend on those before
     */
    public static FreeEnergyProfile of(
            List<Axis> axes, List<double[]> values, ImportanceWeights weights, Bootstrap bootstrap) {
        Histogram histogram = new Histogram(axes, values, weights);
        int count = Histogram.cellCount(axes);
        int[] places = Histogram.cells(axes, values, weights);
        double[] terms = new double[weights.count()];
        for (int i = 0; i < terms.length; i++) {
            terms[i] = weights.relative(i);
            // One more cell for the weight outside all others, so that the resampled whole is known.
            places[i] = places[i] < 0 ? count : places[i];
        }
        double[][] sums = bootstrap.cellSums(terms, places, count + 1);
        double[] probabilities = histogram.probabilities();
        double shift = Math.log(Arrays.stream(probabilities).max().orElse(Double.NaN));
        double[] totals = Arrays.stream(sums)
                .mapToDouble(cells -> Arrays.stream(cells).sum())
                .toArray();
        Estimate[] result = new Estimate[count];
        double[] statistics = new double[sums.length];
        for (int cell = 0; cell < count; cell++) {
            if (!(probabilities[cell] > 0)) {
                // An empty cell says how much it weighs at most only by the draws that are not there.
                double value = probabilities[cell] == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                result[cell] = new Estimate(value, Double.NaN, value);
                continue;
            }
            for (int resample = 0; resample < sums.length; resample++) {
                statistics[resample] = shift - Math.log(sums[resample][cell] / totals[resample]);
            }
            double value = shift - Math.log(probabilities[cell]);
            result[cell] = Bootstrap.interval(value, statistics);
        }
        return new FreeEnergyProfile(histogram, result);
    }

    /** Returns the histogram that the profile is of. */
    public Histogram histogram() {
        return histogram;
    }

    /**
     * Returns the free energy of each cell in kT with its band, row-major [bins of the first axis, …]. An empty cell has
     * the value +∞ and no lower end (NaN); a cell of few draws may have the upper end +∞.
     */
    public List<Estimate> cells() {
        return List.of(cells);
    }
}
