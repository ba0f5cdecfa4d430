package org.openmmbg.estimate;

import java.util.Arrays;
import java.util.List;

/** A weighted histogram of one or more observables, and its free-energy surface. Immutable. */
public final class Histogram {

    private final List<Axis> axes;
    private final double[] probabilities;
    private final double outside;

    /**
     * Fills a histogram.
     *
     * @param axes one axis an observable, at least one
     * @param values one column an observable, each [N]; ignored where the weight is 0. Not modified.
     * @param weights the draws' weights
     */
    public Histogram(List<Axis> axes, List<double[]> values, ImportanceWeights weights) {
        this.axes = List.copyOf(axes);
        int[] places = cells(axes, values, weights);
        int cells = cellCount(axes);
        double[] sums = new double[cells];
        double lost = 0;
        double total = 0;
        for (int i = 0; i < weights.count(); i++) {
            double weight = weights.relative(i);
            if (weight == 0) {
                continue;
            }
            total += weight;
            if (places[i] < 0) {
                lost += weight;
            } else {
                sums[places[i]] += weight;
            }
        }
        for (int cell = 0; cell < cells; cell++) {
            sums[cell] /= total;
        }
        probabilities = sums;
        outside = lost / total;
    }

    /** Returns the number of cells. */
    static int cellCount(List<Axis> axes) {
        return axes.stream().mapToInt(Axis::bins).reduce(1, Math::multiplyExact);
    }

    /** Returns the cell of each draw, −1 where it lies on none or has no weight. */
    static int[] cells(List<Axis> axes, List<double[]> values, ImportanceWeights weights) {
        if (axes.isEmpty() || values.size() != axes.size()) {
            throw new IllegalArgumentException(values.size() + " observables for " + axes.size()
                    + " axes: expected as many of both, and at least one");
        }
        for (double[] column : values) {
            weights.checkLength("values", column.length);
        }
        int[] cells = new int[weights.count()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = weights.relative(i) > 0 ? cell(axes, values, i) : -1;
        }
        return cells;
    }

    private static int cell(List<Axis> axes, List<double[]> values, int draw) {
        int cell = 0;
        for (int k = 0; k < axes.size(); k++) {
            int bin = axes.get(k).bin(values.get(k)[draw]);
            if (bin < 0) {
                return -1;
            }
            cell = cell * axes.get(k).bins() + bin;
        }
        return cell;
    }

    /** Returns the axes. */
    public List<Axis> axes() {
        return axes;
    }

    /** Returns the share of the weight in each cell, row-major [bins of the first axis, …]; NaN if all weights are 0. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    /** Returns the share of the weight that lies on no cell. */
    public double outside() {
        return outside;
    }

    /**
     * Returns −log of the probability of each cell in kT, row-major as {@link #probabilities}, shifted so that the lowest
     * is 0; +∞ where the cell is empty.
     */
    public double[] freeEnergies() {
        double largest = Arrays.stream(probabilities).max().orElse(Double.NaN);
        return Arrays.stream(probabilities).map(p -> Math.log(largest / p)).toArray();
    }
}
