package org.openmmbg.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.Matrix;

/**
 * Activation normalisation (Kingma and Dhariwal 2018, arXiv 1807.03039, sec. 3.1): x = z·eˢ + t with a trained s and t for
 * each of some columns. Other columns pass. It starts as the identity; {@link #fit} starts it from samples.
 */
public final class ActNorm implements Bijector {
    private final int dimension;
    private final int[] columns;
    private final Parameter logScale;
    private final Parameter shift;

    /**
     * Adds the layer's parameters to a set.
     *
     * @param dimension number of columns of a row
     * @param columns those that are scaled and shifted
     * @param parameters receives the parameters
     * @param name prefix of their names
     */
    public ActNorm(int dimension, List<Integer> columns, ParameterSet parameters, String name) {
        this.dimension = dimension;
        this.columns = columns.stream().mapToInt(Integer::intValue).toArray();
        logScale = parameters.add(name + ".log_scale", 1, this.columns.length);
        shift = parameters.add(name + ".shift", 1, this.columns.length);
    }

    /**
     * Sets scale and shift so that these x come from z of mean 0 and variance 1. A column that does not vary keeps its scale.
     *
     * @param rows number of rows, at least 2
     * @param x [rows, dimension]. Not modified.
     */
    public void fit(int rows, double[] x) {
        for (int j = 0; j < columns.length; j++) {
            double mean = 0;
            for (int row = 0; row < rows; row++) {
                mean += x[row * dimension + columns[j]] / rows;
            }
            double variance = 0;
            for (int row = 0; row < rows; row++) {
                double deviation = x[row * dimension + columns[j]] - mean;
                variance += deviation * deviation / rows;
            }
            shift.value().set(j, mean);
            if (variance > 0) {
                logScale.value().set(j, 0.5 * StrictMath.log(variance));
            }
        }
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Tape newTape(int capacity) {
        return new ActNormTape(capacity);
    }

    private final class ActNormTape implements Tape {
        /** The scaled columns of z, [rows, columns]. */
        final double[] latent;

        /** eˢ of each column. */
        final double[] scales = new double[columns.length];

        ActNormTape(int capacity) {
            latent = new double[capacity * columns.length];
        }
    }

    private ActNormTape prepare(Tape tape) {
        ActNormTape memory = (ActNormTape) tape;
        for (int j = 0; j < columns.length; j++) {
            memory.scales[j] = StrictMath.exp(logScale.value().get(j));
        }
        return memory;
    }

    private double logDeterminant() {
        double sum = 0;
        for (int j = 0; j < columns.length; j++) {
            sum += logScale.value().get(j);
        }
        return sum;
    }

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        ActNormTape memory = prepare(tape);
        System.arraycopy(z, 0, x, 0, rows * dimension);
        double logDeterminant = logDeterminant();
        for (int row = 0; row < rows; row++) {
            logDet[row] += logDeterminant;
            for (int j = 0; j < columns.length; j++) {
                int index = row * dimension + columns[j];
                memory.latent[row * columns.length + j] = z[index];
                x[index] = z[index] * memory.scales[j] + shift.value().get(j);
            }
        }
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        ActNormTape memory = (ActNormTape) tape;
        System.arraycopy(xBar, 0, zBar, 0, rows * dimension);
        for (int j = 0; j < columns.length; j++) {
            double scaleBar = 0;
            double shiftBar = 0;
            for (int row = 0; row < rows; row++) {
                int index = row * dimension + columns[j];
                double through = xBar[index] * memory.scales[j];
                zBar[index] = through;
                scaleBar += through * memory.latent[row * columns.length + j] + logDetBar[row];
                shiftBar += xBar[index];
            }
            add(gradients, j, scaleBar, shiftBar);
        }
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        ActNormTape memory = prepare(tape);
        System.arraycopy(x, 0, z, 0, rows * dimension);
        double logDeterminant = logDeterminant();
        for (int row = 0; row < rows; row++) {
            logDet[row] -= logDeterminant;
            for (int j = 0; j < columns.length; j++) {
                int index = row * dimension + columns[j];
                z[index] = (x[index] - shift.value().get(j)) / memory.scales[j];
                memory.latent[row * columns.length + j] = z[index];
            }
        }
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        ActNormTape memory = (ActNormTape) tape;
        System.arraycopy(zBar, 0, xBar, 0, rows * dimension);
        for (int j = 0; j < columns.length; j++) {
            double scaleBar = 0;
            double shiftBar = 0;
            for (int row = 0; row < rows; row++) {
                int index = row * dimension + columns[j];
                double through = zBar[index] / memory.scales[j];
                xBar[index] = through;
                scaleBar -= zBar[index] * memory.latent[row * columns.length + j] + logDetBar[row];
                shiftBar -= through;
            }
            add(gradients, j, scaleBar, shiftBar);
        }
    }

    private void add(@Nullable Gradients gradients, int j, double scaleBar, double shiftBar) {
        if (gradients != null) {
            Matrix scales = gradients.of(logScale);
            Matrix shifts = gradients.of(shift);
            scales.set(j, scales.get(j) + scaleBar);
            shifts.set(j, shifts.get(j) + shiftBar);
        }
    }
}
