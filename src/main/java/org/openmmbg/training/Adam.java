package org.openmmbg.training;

import java.util.List;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.kernel.Matrix;

/**
 * Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1), with the exponential moving average of the parameters that
 * sampling uses.
 */
public final class Adam {
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final List<Parameter> parameters;
    private final double averageDecay;
    private final List<double[]> first;
    private final List<double[]> second;
    private final List<double[]> average;
    private long steps;

    /**
     * Starts with moments of zero and the average at the parameters' values.
     *
     * @param parameters the parameters it will change
     * @param averageDecay decay of the moving average per step, in [0, 1)
     */
    public Adam(ParameterSet parameters, double averageDecay) {
        this.parameters = parameters.all();
        this.averageDecay = averageDecay;
        this.first = zeros();
        this.second = zeros();
        this.average = zeros();
        for (Parameter parameter : this.parameters) {
            parameter.value().copyTo(average.get(parameter.index()));
        }
    }

    private List<double[]> zeros() {
        return parameters.stream().map(p -> new double[p.value().size()]).toList();
    }

    /**
     * Takes one step.
     *
     * @param gradients gradient of the loss. Not modified.
     * @param scale factor on the gradient, such as that of clipping
     * @param learningRate step size
     * @param workers run the update, a parameter a task
     */
    public void step(Gradients gradients, double scale, double learningRate, WorkerPool workers) {
        steps++;
        double correction1 = 1 - Math.pow(BETA1, (double) steps);
        double correction2 = 1 - Math.pow(BETA2, (double) steps);
        // A young average forgets faster, so that it does not remember the start.
        double decay = Math.min(averageDecay, (1.0 + steps) / (10.0 + steps));
        workers.run(parameters.size(), index -> {
            Matrix value = parameters.get(index).value();
            Matrix gradient = gradients.of(parameters.get(index));
            double[] m = first.get(index);
            double[] v = second.get(index);
            double[] mean = average.get(index);
            for (int i = 0; i < m.length; i++) {
                double g = scale * gradient.get(i);
                m[i] = BETA1 * m[i] + (1 - BETA1) * g;
                v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
                double step = learningRate * (m[i] / correction1) / (Math.sqrt(v[i] / correction2) + EPSILON);
                value.set(i, value.get(i) - step);
                mean[i] = decay * mean[i] + (1 - decay) * value.get(i);
            }
        });
    }

    /** Exchanges the parameters with their moving averages: call it before sampling, and again after. */
    public void swapAverage() {
        for (Parameter parameter : parameters) {
            double[] mean = average.get(parameter.index());
            double[] now = new double[mean.length];
            parameter.value().copyTo(now);
            parameter.value().copyFrom(mean);
            System.arraycopy(now, 0, mean, 0, now.length);
        }
    }

    /** Adds parameters, moments, averages and the step count to a checkpoint. */
    public void save(Checkpoint.Builder checkpoint) {
        for (Parameter parameter : parameters) {
            double[] value = new double[parameter.value().size()];
            parameter.value().copyTo(value);
            int rows = parameter.value().rows();
            int columns = parameter.value().columns();
            int i = parameter.index();
            checkpoint.add("parameter." + parameter.name(), value, rows, columns);
            checkpoint.add("adam.first." + parameter.name(), first.get(i), rows, columns);
            checkpoint.add("adam.second." + parameter.name(), second.get(i), rows, columns);
            checkpoint.add("average." + parameter.name(), average.get(i), rows, columns);
        }
        checkpoint.put("adam.steps", Long.toString(steps));
    }

    /**
     * Takes all that {@link #save} added back.
     *
     * @throws CheckpointException if the checkpoint is of another network
     */
    public void load(Checkpoint checkpoint) {
        for (Parameter parameter : parameters) {
            int i = parameter.index();
            double[] value = new double[parameter.value().size()];
            checkpoint.copy("parameter." + parameter.name(), value);
            parameter.value().copyFrom(value);
            checkpoint.copy("adam.first." + parameter.name(), first.get(i));
            checkpoint.copy("adam.second." + parameter.name(), second.get(i));
            checkpoint.copy("average." + parameter.name(), average.get(i));
        }
        steps = checkpoint.integer("adam.steps");
    }
}
