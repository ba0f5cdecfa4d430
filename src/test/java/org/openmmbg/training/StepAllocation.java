package org.openmmbg.training;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.coordinates.ThreeFoldRotor;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.FlowArchitecture;
import org.openmmbg.kernel.Precision;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** A program that trains by example and by energy, and prints how many bytes of Java objects a step makes at the end. */
final class StepAllocation {
    private static final int FRAMES = 300;
    private static final int WARM_UP = 1500;
    private static final int STEPS = 100;

    private StepAllocation() {}

    /** No energy at all: makes no objects. */
    private static final class Flat implements ReducedPotential {
        @Override
        public int dimension() {
            return 12;
        }

        @Override
        public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
            Arrays.fill(energies, 0);
            if (gradients != null) {
                Arrays.fill(gradients, 0);
            }
        }
    }

    public static void main(String[] arguments) {
        double[] examples = ThreeFoldRotor.examples(FRAMES, new RandomStream(1, Purpose.TEST, 0));
        BoltzmannGenerator generator = RotorGenerators.of(
                new FlowArchitecture(2, List.of(8), 1, 5, 2, List.of(8), 2), examples, FRAMES, Precision.FLOAT32, 1);
        TrainingStage stage = new TrainingStage(
                "both",
                WARM_UP + STEPS,
                Schedule.warmUpAndCosine(WARM_UP + STEPS, 10, 1e-4, 1e-5),
                SamplePart.of(40, new Loss.ForwardKl(1), new Loss.ForwardKlPath(1)),
                SamplePart.of(150, new Loss.ReverseKlPath(1), new Loss.LogVariance(1, 5), new Loss.Alpha2(0.1)),
                1e3);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        try (WorkerPool workers = new WorkerPool(1)) {
            Trainer trainer = new Trainer(
                    generator,
                    new Flat(),
                    new ExampleSet(6, FRAMES, examples, new double[examples.length], null),
                    RotorGenerators.SCALES,
                    1e3,
                    0.99,
                    workers,
                    1);
            long before = 0;
            for (int step = 0; step < WARM_UP + STEPS; step++) {
                if (step == WARM_UP) {
                    before = threads.getThreadAllocatedBytes(self);
                }
                trainer.step(stage, step);
            }
            System.out.println((threads.getThreadAllocatedBytes(self) - before) / STEPS);
        }
    }
}
