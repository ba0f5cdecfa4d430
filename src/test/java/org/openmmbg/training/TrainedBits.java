package org.openmmbg.training;

import java.util.List;
import java.util.zip.CRC32;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.Coupling;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.NetworkShape;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.kernel.Activation;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** A program that trains a small flow of every kind of layer for 100 steps, and prints a checksum of all its weights. */
final class TrainedBits {
    private static final int STEPS = 100;
    private static final int BATCH = 37;
    private static final int SHARD_ROWS = 16;

    private TrainedBits() {}

    public static void main(String[] arguments) {
        ParameterSet parameters = new ParameterSet(Precision.FLOAT32);
        RandomStream random = new RandomStream(3, Purpose.TEST, 0);
        NetworkShape tanh = new NetworkShape.Dense(List.of(8), Activation.TANH);
        NetworkShape residual = new NetworkShape.Residual(8, 1, Activation.ALGEBRAIC_SILU);
        Flow flow = new Flow(
                new BaseDistribution(new boolean[] {true, false, false}),
                parameters,
                List.of(
                        Coupling.circularSpline(
                                new Coupling.Split(3, List.of(0), List.of(1), List.of(), 1),
                                4,
                                0.5,
                                residual,
                                parameters,
                                "spline",
                                random),
                        Coupling.affineOfTwo(
                                new Coupling.Split(3, List.of(1), List.of(2), List.of(0), 2),
                                tanh,
                                parameters,
                                "two",
                                random),
                        Coupling.affine(
                                new Coupling.Split(3, List.of(2), List.of(1), List.of(0), 1),
                                tanh,
                                parameters,
                                "one",
                                random)));
        double[] x = new double[3 * BATCH];
        flow.base().sample(BATCH, x, random);
        for (int i = 0; i < x.length; i++) {
            x[i] *= 0.7;
        }
        try (WorkerPool workers = new WorkerPool(Integer.parseInt(arguments[0]))) {
            LikelihoodTrainer trainer =
                    new LikelihoodTrainer(flow, new Adam(parameters, 0.9, 0.01), SHARD_ROWS, workers);
            double first = trainer.step(BATCH, x, 1e-2);
            double last = first;
            for (int step = 1; step < STEPS; step++) {
                last = trainer.step(BATCH, x, 1e-2);
            }
            CRC32 checksum = new CRC32();
            for (Parameter parameter : parameters.all()) {
                for (int i = 0; i < parameter.value().size(); i++) {
                    long bits = Double.doubleToRawLongBits(parameter.value().get(i));
                    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                        checksum.update((int) (bits >>> shift));
                    }
                }
            }
            System.out.println("learnt " + (last < first - 0.1) + " weights " + checksum.getValue());
        }
    }
}
