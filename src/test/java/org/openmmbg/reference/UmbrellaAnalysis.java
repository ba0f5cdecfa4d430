package org.openmmbg.reference;

import java.util.Arrays;
import java.util.List;
import org.openmmbg.estimate.Axis;
import org.openmmbg.estimate.Histogram;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.Mbar;
import org.openmmbg.potential.StatePair;

/** What umbrella sampling says of the free energy along its coordinate without the biases, by MBAR. */
final class UmbrellaAnalysis {

    private final double[] values;
    private final ImportanceWeights weights;

    /**
     * Weighs the frames.
     *
     * @param frames the coordinate in each window, [window][frames]. Not modified.
     */
    UmbrellaAnalysis(UmbrellaCoordinate coordinate, UmbrellaWindows windows, double[][] frames) {
        values = Arrays.stream(frames).flatMapToDouble(Arrays::stream).toArray();
        double[][] energies = new double[windows.count()][values.length];
        double[] unbiased = new double[values.length];
        for (int n = 0; n < values.length; n++) {
            // The flattening is in every window and not in the target.
            unbiased[n] = -coordinate.flattening(values[n]);
            for (int k = 0; k < windows.count(); k++) {
                energies[k][n] = windows.bias(k, values[n]);
            }
        }
        int[] counts = Arrays.stream(frames).mapToInt(own -> own.length).toArray();
        weights = Mbar.of(energies, counts).weights(unbiased);
    }

    /** Returns the difference of the two states, kT. */
    double difference(StatePair states) {
        double below = 0;
        double above = 0;
        for (int n = 0; n < values.length; n++) {
            if (values[n] < states.boundary()) {
                below += weights.relative(n);
            } else {
                above += weights.relative(n);
            }
        }
        return states.difference(-Math.log(below), -Math.log(above));
    }

    /** Returns −log of the mean density in each bin, kT. */
    double[] profile(Axis axis) {
        double[] probabilities = new Histogram(List.of(axis), List.of(values), weights).probabilities();
        return Arrays.stream(probabilities)
                .map(p -> -Math.log(p / axis.width()))
                .toArray();
    }
}
