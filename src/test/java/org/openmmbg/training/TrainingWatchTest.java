package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.coordinates.ThreeFoldRotor;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.FlowArchitecture;
import org.openmmbg.flow.Parameter;
import org.openmmbg.kernel.Precision;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.openmmbg.training.TrainingWatch.Action;

class TrainingWatchTest {
    private static final long SEED = 5;
    private static final int FRAMES = 500;
    private static final double RATE = 3e-3;

    private final double[] examples = ThreeFoldRotor.examples(FRAMES, new RandomStream(SEED, Purpose.TEST, 0));

    /** A trainer under a watch. */
    private final class Training implements AutoCloseable {
        final BoltzmannGenerator generator = RotorGenerators.of(
                new FlowArchitecture(2, List.of(16), 1, 8, 2, List.of(16), 3),
                examples,
                FRAMES,
                Precision.FLOAT32,
                SEED);
        final WorkerPool workers = new WorkerPool(1);
        final Trainer trainer = new Trainer(
                generator,
                new ThreeFoldRotor(),
                new ExampleSet(6, FRAMES, examples, null, null),
                RotorGenerators.SCALES,
                1e6,
                0.9,
                workers,
                SEED);
        final TrainingWatch watch;
        final List<TrainingWatch.Event> events = new ArrayList<>();
        final List<Double> losses = new ArrayList<>();

        Training(TrainingWatch.Settings settings) {
            watch = new TrainingWatch(trainer, settings);
        }

        /** Trains on from a step of the stage while the watch allows. */
        void run(int from, int to, IntToDoubleFunction rate) {
            TrainingStage stage = new TrainingStage(
                    "energy",
                    to,
                    rate::applyAsDouble,
                    SamplePart.NONE,
                    SamplePart.of(128, new Loss.ReverseKlPath(1), new Loss.LogVariance(0.5, 5)),
                    1e3);
            for (int step = from; step < to && !watch.ended(); step++) {
                StepMetrics seen = trainer.step(stage, step);
                losses.add(seen.energyLoss());
                TrainingWatch.Event event = watch.see(seen);
                if (event != null) {
                    events.add(event);
                }
            }
        }

        /** Returns the loss of the generator as it is, of many draws. */
        double lossNow() {
            TrainingStage look = new TrainingStage(
                    "look", 1, step -> 0, SamplePart.NONE, SamplePart.of(4000, new Loss.ReverseKlPath(1)), 1e3);
            return trainer.step(look, 1).energyLoss();
        }

        List<Double> weights() {
            List<Double> weights = new ArrayList<>();
            for (Parameter parameter : generator.flow().parameters().all()) {
                for (int i = 0; i < parameter.value().size(); i++) {
                    weights.add(parameter.value().get(i));
                }
            }
            return weights;
        }

        @Override
        public void close() {
            workers.close();
        }
    }

    /** The rate jumps two thousandfold: found, taken back, and in the end the generator is that of the best window. */
    @Test
    void aRunawayIsTakenBackAtHalfTheRateAndAfterThreeTrainingEndsWithTheBest() {
        try (Training training = new Training(new TrainingWatch.Settings(20, 3, 0))) {
            training.watch.begin();
            training.run(0, 200, step -> RATE);
            double good = training.lossNow();
            training.run(200, 3000, step -> 2000 * RATE);

            System.out.printf("seed %d: loss %.3f when it was good; %s%n", SEED, good, training.events);
            assertThat(training.events.stream().map(TrainingWatch.Event::action))
                    .startsWith(Action.RETREATED)
                    .allMatch(action -> action == Action.RETREATED || action == Action.GAVE_UP);
            assertThat(training.events.get(0).step()).isBetween(200L, 320L);
            assertThat(training.events.get(0).bestStep()).isLessThanOrEqualTo(240);
            for (int i = 0; i < training.watch.retreats(); i++) {
                assertThat(training.events.get(i).rateFactor()).isEqualTo(Math.pow(0.5, i + 1));
            }
            assertThat(training.events)
                    .hasSize(4)
                    .last()
                    .extracting(TrainingWatch.Event::action)
                    .isEqualTo(Action.GAVE_UP);
            assertThat(training.watch.ended()).isTrue();
            assertThat(training.losses.stream()
                            .mapToDouble(Double::doubleValue)
                            .max()
                            .orElse(0))
                    .as("there was a runaway")
                    .isGreaterThan(good + 1);
            assertThat(training.lossNow()).isLessThan(good + 0.1);
        }
    }

    /** Training that is sound is not touched, however noisy its steps. */
    @Test
    void soundTrainingIsLeftAlone() {
        try (Training training = new Training(new TrainingWatch.Settings(20, 3, 0))) {
            training.watch.begin();
            training.run(0, 400, step -> RATE);
            assertThat(training.events).isEmpty();
            assertThat(training.trainer.rateFactor()).isEqualTo(1);
            assertThat(training.watch.ess()).isGreaterThan(0.5);
        }
    }

    @Test
    void aStageEndsWhenItsLossNoLongerFalls() {
        try (Training training = new Training(new TrainingWatch.Settings(20, 3, 200))) {
            training.watch.begin();
            // Nothing can be learnt at no rate.
            training.run(0, 2000, step -> step < 100 ? RATE : 0);
            assertThat(training.events).hasSize(1);
            assertThat(training.events.get(0).action()).isEqualTo(Action.STALLED);
            assertThat(training.trainer.step()).isBetween(200L, 700L);
        }
    }

    @Test
    void theEndTakesTheBestWindowWhereTheLastIsWorse() {
        try (Training training = new Training(new TrainingWatch.Settings(20, 3, 0))) {
            training.watch.begin();
            training.run(0, 200, step -> RATE);
            double good = training.lossNow();
            training.run(200, 220, step -> 100 * RATE);
            assertThat(training.events).isEmpty();
            assertThat(training.lossNow()).as("there was harm").isGreaterThan(good + 0.2);

            TrainingWatch.Event end = training.watch.finish();

            assertThat(end).extracting(TrainingWatch.Event::action).isEqualTo(Action.TOOK_BEST);
            assertThat(training.lossNow()).isLessThan(good + 0.1);
            assertThat(training.watch.finish()).isNull();
        }
    }

    /** Before, within and after a retreat. */
    @Test
    void aSavedWatchGoesOnToTheSameBits(@TempDir Path folder) throws IOException {
        TrainingWatch.Settings settings = new TrainingWatch.Settings(20, 3, 0);
        IntToDoubleFunction rate = step -> step < 100 ? RATE : 100 * RATE;
        try (Training whole = new Training(settings)) {
            whole.watch.begin();
            whole.run(0, 260, rate);
            assertThat(whole.events).isNotEmpty();
            for (int cut : new int[] {50, 110, 131, 205}) {
                Path file = folder.resolve("checkpoint" + cut);
                try (Training first = new Training(settings);
                        Training second = new Training(settings)) {
                    first.watch.begin();
                    first.run(0, cut, rate);
                    Checkpoint.Builder builder = new Checkpoint.Builder();
                    first.trainer.save(builder);
                    first.watch.save(builder);
                    builder.write(file);
                    Checkpoint checkpoint = Checkpoint.read(file);
                    assertThat(TrainingWatch.isIn(checkpoint)).isTrue();
                    second.trainer.load(checkpoint);
                    second.watch.load(checkpoint);
                    second.run(cut, 260, rate);
                    assertThat(second.weights()).as("cut at %d", cut).isEqualTo(whole.weights());
                    List<TrainingWatch.Event> both = new ArrayList<>(first.events);
                    both.addAll(second.events);
                    assertThat(both).isEqualTo(whole.events);
                }
            }
        }
    }
}
