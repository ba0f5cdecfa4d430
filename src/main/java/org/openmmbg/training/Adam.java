package org.openmmbg.training;

import java.util.List;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.kernel.AdamStep;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1), with weight decay that does not pass through the moments where
 * it is asked for (AdamW: Loshchilov and Hutter 2019, arXiv 1711.05101), and with the exponential moving average of the
 * parameters that sampling uses. All are kept in the parameters' precision.
 */
public final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final List<Parameter> parameters;
    private final double averageDecay;
    private final double weightDecay;
    private final List<Matrix> first;
    private final List<Matrix> second;
    private final List<Matrix> average;
    private long steps;

    /**
     * Starts without weight decay.
     *
     * @param parameters the parameters it will change
     * @param averageDecay decay of the moving average per step, in [0, 1)
     */
    public Adam(ParameterSet parameters, double averageDecay) {
        this(parameters, averageDecay, 0);
    }

    /**
     * Starts with moments of zero and the average at the parameters' values.
     *
     * @param parameters the parameters it will change
     * @param averageDecay decay of the moving average per step, in [0, 1)
     * @param weightDecay each step takes learning rate · this part of every parameter off, at least 0
     */
    public Adam(ParameterSet parameters, double averageDecay, double weightDecay) {
        this.parameters = parameters.all();
        this.averageDecay = averageDecay;
        this.weightDecay = weightDecay;
        this.first = zeros();
        this.second = zeros();
        this.average = zeros();
        for (Parameter parameter : this.parameters) {
            average.get(parameter.index()).copyFrom(parameter.value());
        }
    }

    private List<Matrix> zeros() {
        return parameters.stream()
                .map(Parameter::value)
                .map(value -> new Matrix(value.precision(), value.rows(), value.columns()))
                .toList();
    }

    /**
     * Takes one step.
     *
     * @param gradients gradient of the loss. Not modified.
     * @param scale factor on the gradient, such as that of clipping
     * @param learningRate step size, for parameters of rate 1
     * @param workers run the update, a parameter a task
     */
    public void step(Gradients gradients, double scale, double learningRate, WorkerPool workers) {
        steps++;
        double perStep = learningRate / (1 - StrictMath.pow(BETA1, (double) steps));
        double inverseCorrection2 = 1 / (1 - StrictMath.pow(BETA2, (double) steps));
        // A young average forgets faster, so that it does not remember the start.
        double decay = Math.min(averageDecay, (1.0 + steps) / (10.0 + steps));
        workers.run(parameters.size(), index -> {
            Parameter parameter = parameters.get(index);
            AdamStep step = new AdamStep(
                    scale,
                    BETA1,
                    BETA2,
                    parameter.rate() * perStep,
                    inverseCorrection2,
                    EPSILON,
                    1 - parameter.rate() * learningRate * weightDecay,
                    decay);
            DenseMath.adam(
                    step,
                    parameter.value(),
                    gradients.of(parameter),
                    first.get(index),
                    second.get(index),
                    average.get(index));
        });
    }

    /** Begins anew with the parameters as they are: the moments of another loss say nothing of this one's. */
    void forget() {
        steps = 0;
        for (Parameter parameter : parameters) {
            first.get(parameter.index()).clear();
            second.get(parameter.index()).clear();
        }
    }

    /** Exchanges the parameters with their moving averages: call it before sampling, and again after. */
    public void swapAverage() {
        for (Parameter parameter : parameters) {
            Matrix mean = average.get(parameter.index());
            double[] now = values(parameter.value());
            parameter.value().copyFrom(mean);
            mean.copyFrom(now);
        }
    }

    /** Returns a copy of parameters, moments, averages and the step count. */
    OptimizerState state() {
        return new OptimizerState(
                parameters.stream().map(Parameter::value).map(Adam::values).toArray(double[][]::new),
                first.stream().map(Adam::values).toArray(double[][]::new),
                second.stream().map(Adam::values).toArray(double[][]::new),
                average.stream().map(Adam::values).toArray(double[][]::new),
                steps);
    }

    /** Goes back, or on, to a state. */
    void restore(OptimizerState state) {
        for (Parameter parameter : parameters) {
            int i = parameter.index();
            parameter.value().copyFrom(state.parameters()[i]);
            first.get(i).copyFrom(state.first()[i]);
            second.get(i).copyFrom(state.second()[i]);
            average.get(i).copyFrom(state.average()[i]);
        }
        steps = state.steps();
    }

    /** Adds parameters, moments, averages and the step count to a checkpoint. */
    public void save(Checkpoint.Builder checkpoint) {
        state().save(checkpoint, "", parameters);
    }

    /**
     * Takes all that {@link #save} added back.
     *
     * @throws CheckpointException if the checkpoint is of another network
     */
    public void load(Checkpoint checkpoint) {
        restore(OptimizerState.load(checkpoint, "", parameters));
    }

    private static double[] values(Matrix matrix) {
        double[] values = new double[matrix.size()];
        matrix.copyTo(values);
        return values;
    }
}
