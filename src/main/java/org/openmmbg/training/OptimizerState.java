package org.openmmbg.training;

import java.util.List;
import org.openmmbg.flow.Parameter;

/**
 * Parameters, moments and moving averages of an optimiser as they were at one time.
 *
 * @param parameters of each parameter, in their order, [parameter][elements]
 * @param first their first moments, likewise
 * @param second their second moments, likewise
 * @param average their moving averages, likewise
 * @param steps steps done
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
record OptimizerState(double[][] parameters, double[][] first, double[][] second, double[][] average, long steps) {

    /**
     * Adds it to a checkpoint.
     *
     * @param prefix tells states apart that are saved together
     * @param names the parameters, for their names and shapes
     */
    void save(Checkpoint.Builder checkpoint, String prefix, List<Parameter> names) {
        for (Parameter parameter : names) {
            int rows = parameter.value().rows();
            int columns = parameter.value().columns();
            int i = parameter.index();
            checkpoint.add(prefix + "parameter." + parameter.name(), parameters[i], rows, columns);
            checkpoint.add(prefix + "adam.first." + parameter.name(), first[i], rows, columns);
            checkpoint.add(prefix + "adam.second." + parameter.name(), second[i], rows, columns);
            checkpoint.add(prefix + "average." + parameter.name(), average[i], rows, columns);
        }
        checkpoint.put(prefix + "adam.steps", Long.toString(steps));
    }

    /**
     * Takes a state out of a checkpoint.
     *
     * @throws CheckpointException if it is of another network
     */
    static OptimizerState load(Checkpoint checkpoint, String prefix, List<Parameter> names) {
        int count = names.size();
        OptimizerState state = new OptimizerState(
                new double[count][],
                new double[count][],
                new double[count][],
                new double[count][],
                checkpoint.integer(prefix + "adam.steps"));
        for (Parameter parameter : names) {
            int i = parameter.index();
            int size = parameter.value().size();
            state.parameters[i] = array(checkpoint, prefix + "parameter." + parameter.name(), size);
            state.first[i] = array(checkpoint, prefix + "adam.first." + parameter.name(), size);
            state.second[i] = array(checkpoint, prefix + "adam.second." + parameter.name(), size);
            state.average[i] = array(checkpoint, prefix + "average." + parameter.name(), size);
        }
        return state;
    }

    private static double[] array(Checkpoint checkpoint, String name, int size) {
        double[] values = new double[size];
        checkpoint.copy(name, values);
        return values;
    }
}
