package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.coordinates.ThreeFoldRotor;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.FlowArchitecture;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.reference.TestData;

/** Checkpoints of earlier versions of this program stay readable. */
class OldCheckpointTest {
    private static final int N = 6;
    private static final int FRAMES = 50;
    private static final int STEPS = 12;
    private static final String POINTS = "test.points";
    private static final String LOG_DENSITY = "test.log_density";

    private final BoltzmannGenerator generator;
    private final Trainer trainer;

    OldCheckpointTest() {
        WorkerPool workers = new WorkerPool(1);
        long seed = 2;
        double[] examples = ThreeFoldRotor.examples(FRAMES, new RandomStream(1, Purpose.TEST, 0));
        generator = RotorGenerators.of(
                new FlowArchitecture(2, List.of(3), 1, 3, 1, List.of(3), 1), examples, FRAMES, Precision.FLOAT32, seed);
        trainer = new Trainer(
                generator,
                new ThreeFoldRotor(),
                new ExampleSet(N, FRAMES, examples, new double[examples.length], null),
                RotorGenerators.SCALES,
                1e3,
                0.9,
                workers,
                seed);
    }

    private void step(int step) {
        TrainingStage stage = new TrainingStage(
                "likelihood", STEPS, at -> 1e-2, SamplePart.of(30, new Loss.ForwardKl(1)), SamplePart.NONE, 1e3);
        trainer.step(stage, step);
    }

    private double[] logDensity(double[] points) {
        int rows = points.length / N;
        double[] logDensity = new double[rows];
        generator.flow().logDensity(generator.flow().newTape(rows), rows, points, new double[rows * N], logDensity);
        return logDensity;
    }

    /** Writes the file that later versions must read: {@code OldCheckpointTest FILE}. */
    public static void main(String[] arguments) throws IOException {
        OldCheckpointTest writer = new OldCheckpointTest();
        for (int step = 0; step < STEPS; step++) {
            writer.step(step);
        }
        Checkpoint.Builder checkpoint = new Checkpoint.Builder();
        writer.trainer.save(checkpoint);
        double[] points = ThreeFoldRotor.examples(4, new RandomStream(1, Purpose.TEST, 1));
        checkpoint.add(POINTS, points, 4, N);
        checkpoint.add(LOG_DENSITY, writer.logDensity(points), 4);
        checkpoint.write(Path.of(arguments[0]));
    }

    /** Network, optimiser and counters come back: the densities are those of the time of writing, and training goes on. */
    @Test
    void aCheckpointOfFormat2OpensAndTrainsOn() throws IOException {
        Checkpoint checkpoint = Checkpoint.read(TestData.file("checkpoint", "rotor-format2.safetensors"));
        double[] points = checkpoint.array(POINTS);
        double[] expected = checkpoint.array(LOG_DENSITY);
        double[] untrained = logDensity(points);
        assertThat(Math.abs(untrained[0] - expected[0]))
                .as("the test has teeth")
                .isGreaterThan(1e-3);

        trainer.load(checkpoint);

        assertThat(trainer.step()).isEqualTo(STEPS);
        double[] found = logDensity(points);
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(1e-5));
        }
        step(1);
        assertThat(Arrays.equals(logDensity(points), found)).isFalse();
    }
}
