package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.Loss;
import org.openmmbg.training.SamplePart;
import org.openmmbg.training.Schedule;
import org.openmmbg.training.StepMetrics;
import org.openmmbg.training.Trainer;
import org.openmmbg.training.TrainingStage;
import org.openmmbg.training.TrainingWatch;

/** Takes a trainer through its stages, with metrics, progress and checkpoints. */
final class TrainingRun {
    /** Largest distance of a draw's log weight from the median, kT, that counts for the mass of basins. */
    private static final double SURPRISE_LIMIT = 5;

    private static final String EXPLORATION = "exploration";
    private static final String ENERGY = "energy";

    private final RunConfig config;
    private final Target target;
    private final Trainer trainer;
    private final RunFolder folder;
    private final RunState state;
    private final @Nullable Exploration exploration;
    private final TrainingWatch watch;

    /**
     * @param exploration walkers to learn from, or null
     */
    TrainingRun(
            RunConfig config,
            Target target,
            Trainer trainer,
            RunFolder folder,
            RunState state,
            @Nullable Exploration exploration) {
        this.config = config;
        this.target = target;
        this.trainer = trainer;
        this.folder = folder;
        this.state = state;
        this.exploration = exploration;
        RunConfig.Training settings = config.training();
        this.watch = new TrainingWatch(
                trainer, new TrainingWatch.Settings(settings.watchWindow(), settings.retreats(), settings.patience()));
    }

    /** Takes the state of a stopped training back. */
    void load(Checkpoint checkpoint) {
        trainer.load(checkpoint);
        if (TrainingWatch.isIn(checkpoint)) {
            watch.load(checkpoint);
        }
        if (exploration != null) {
            exploration.load(checkpoint);
        }
    }

    /** Returns the stages: maximum likelihood, exploration if there is one, then energies, with the seeds' forces beside. */
    private List<TrainingStage> stages() {
        RunConfig.Training settings = config.training();
        TrainingStage likelihood = new TrainingStage(
                "likelihood",
                settings.mlSteps(),
                schedule(settings, settings.mlSteps(), settings.mlLearningRate()),
                SamplePart.of(settings.mlBatch(), new Loss.ForwardKl(1)),
                SamplePart.NONE,
                settings.energyHigh());
        TrainingStage energy = new TrainingStage(
                ENERGY,
                settings.klSteps(),
                decaying(schedule(settings, settings.klSteps(), settings.klLearningRate()), settings.decaySteps()),
                SamplePart.of(
                        settings.seedBatch(),
                        new Loss.ForwardKl(settings.mlWeight()),
                        // Without a limit: a seed far from the rest is one that the generator has lost.
                        new Loss.LogVariance(settings.seedMassWeight(), Double.POSITIVE_INFINITY)),
                SamplePart.of(
                        settings.klBatch(),
                        new Loss.ReverseKlPath(1),
                        new Loss.LogVariance(settings.massWeight(), SURPRISE_LIMIT),
                        new Loss.LogDeviation(settings.w2Weight())),
                settings.energyHigh());
        return exploration == null || config.exploration() == null
                ? List.of(likelihood, energy)
                : List.of(likelihood, exploring(settings, config.exploration()), energy);
    }

    private static TrainingStage exploring(RunConfig.Training settings, RunConfig.Exploration exploring) {
        return new TrainingStage(
                EXPLORATION,
                exploring.steps(),
                schedule(settings, exploring.steps(), exploring.learningRate()),
                SamplePart.of(exploring.batch(), new Loss.ForwardKl(exploring.mlWeight())),
                SamplePart.of(
                        exploring.draws(),
                        new Loss.ReverseKlPath(1),
                        new Loss.LogVariance(settings.massWeight(), SURPRISE_LIMIT)),
                settings.energyHigh());
    }

    /** Divides a schedule's rate by 1 + step / steps; 0 leaves it as it is. */
    private static Schedule decaying(Schedule schedule, int steps) {
        return steps == 0 ? schedule : step -> schedule.learningRate(step) / (1 + (double) step / steps);
    }

    private static Schedule schedule(RunConfig.Training settings, int steps, double learningRate) {
        return Schedule.warmUpAndCosine(
                steps, settings.warmUpSteps(), learningRate, learningRate * settings.finalLearningRate());
    }

    /**
     * Trains what is left.
     *
     * @param metricsLines lines of metrics that stand in the checkpoint
     * @throws StoppedException if the signal ended it, its state saved
     */
    void run(long metricsLines, Progress progress, StopSignal stop) throws IOException {
        Path checkpoint = folder.checkpoint();
        try (MetricsLog metrics = MetricsLog.open(folder.metrics(), metricsLines)) {
            long first = 0;
            for (TrainingStage stage : stages()) {
                long done = Math.max(0, trainer.step() - first);
                if (done < stage.steps()) {
                    progress.start("training by " + stage.name(), "steps", done, stage.steps());
                }
                boolean exploring = stage.name().equals(EXPLORATION);
                boolean watched = stage.name().equals(ENERGY);
                if (watched && !watch.hasBegun()) {
                    watch.begin();
                }
                target.weighReactionCoordinate(
                        exploring && config.exploration() != null
                                ? config.exploration().rcWeight()
                                : config.training().rcWeight());
                if (exploration != null && !exploring && first > 0 && done < stage.steps()) {
                    learnFromWalkers(exploration, stage);
                }
                for (int step = (int) Math.min(done, stage.steps()); step < stage.steps() && !watch.ended(); step++) {
                    if (exploration != null && exploring) {
                        trainer.learnFrom(exploration.examples(false));
                    }
                    StepMetrics seen = trainer.step(stage, step);
                    state.trainingEvaluations += stage.draws().size();
                    state.trainingFailures += seen.failed();
                    state.unusableGradients += seen.unusable();
                    Map<String, Object> line = line(seen);
                    String note = note(seen);
                    if (exploration != null && exploring) {
                        state.trainingEvaluations += exploration.advance();
                        exploration.addTo(line);
                        note = exploration.note();
                    }
                    if (watched) {
                        tell(watch.see(seen), line, progress);
                    }
                    metrics.append(line);
                    progress.update(step + 1, note);
                    boolean stopping = stop.requested().isPresent();
                    if (stopping || trainer.step() % config.training().checkpointInterval() == 0) {
                        save(checkpoint, metrics.lines());
                    }
                    if (stopping) {
                        throw new StoppedException(
                                stop.requested().get(),
                                "training by " + stage.name() + ", step " + (step + 1) + " of " + stage.steps());
                    }
                }
                if (watched) {
                    tell(watch.finish(), null, progress);
                }
                progress.finish();
                first += stage.steps();
            }
            save(checkpoint, metrics.lines());
        }
    }

    /** Makes known what the watch did, if it did anything. */
    private void tell(TrainingWatch.@Nullable Event event, @Nullable Map<String, Object> line, Progress progress) {
        if (event == null) {
            return;
        }
        String text = WatchText.of(event);
        progress.message(text);
        if (line != null) {
            line.put("watch", event.action().name().toLowerCase(Locale.ROOT));
            line.put("watch_back_to", event.bestStep());
        }
        if (event.action() == TrainingWatch.Action.RETREATED || event.action() == TrainingWatch.Action.GAVE_UP) {
            state.trainingTrouble.add(text);
        }
    }

    /** Takes the walkers for examples, now that they have found what they will. */
    private void learnFromWalkers(Exploration walkers, TrainingStage stage) {
        if (stage.examples().size() > 0) {
            trainer.learnFrom(walkers.examples(true));
        }
    }

    void save(Path file, long metricsLines) throws IOException {
        Checkpoint.Builder checkpoint = new Checkpoint.Builder();
        checkpoint.put("stage", RunStage.TRAINING.id());
        checkpoint.put("metrics.lines", Long.toString(metricsLines));
        trainer.save(checkpoint);
        if (watch.hasBegun()) {
            watch.save(checkpoint);
        }
        if (exploration != null) {
            exploration.save(checkpoint);
        }
        state.save(checkpoint);
        checkpoint.write(file);
    }

    private String note(StepMetrics seen) {
        if (Double.isNaN(seen.ess())) {
            return String.format(Locale.ROOT, "loss %.2f", seen.exampleLoss());
        }
        return watch.hasBegun() && watch.ess() > 0
                ? String.format(
                        Locale.ROOT,
                        "loss %.2f, ESS %.1f %% over the last %d steps%s",
                        seen.energyLoss(),
                        100 * watch.ess(),
                        config.training().watchWindow(),
                        watch.improving() ? ", rising" : "")
                : String.format(Locale.ROOT, "loss %.2f, ESS %.1f %%", seen.energyLoss(), 100 * seen.ess());
    }

    private static Map<String, Object> line(StepMetrics seen) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("step", seen.step());
        values.put("stage", seen.stage());
        values.put("loss_ml", seen.exampleLoss());
        values.put("loss_kl", seen.energyLoss());
        values.put("u", seen.energy());
        values.put("h_x", seen.entropy());
        values.put("h_z", seen.latentEntropy());
        values.put("ess", seen.ess());
        values.put("gradient_norm", seen.gradientNorm());
        values.put("learning_rate", seen.learningRate());
        values.put("outside", seen.outside());
        values.put("failed", seen.failed());
        values.put("unusable", seen.unusable());
        values.put("step_taken", seen.stepTaken());
        return values;
    }
}
