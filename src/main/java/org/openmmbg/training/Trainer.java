package org.openmmbg.training;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.potential.ReducedPotential;

/**
 * Trains a generator by example and by energy, a step at a time.
 *
 * <p>What is learnt from the examples and from the generator's own draws is told by the {@link Loss}es of a stage.
 *
 * <p>A step is a function of the saved state, the seed and its number: batches are cut into shards of a fixed size, each
 * with a stream and gradients of its own, and gradients are summed in the order of the shards.
 */
public final class Trainer {
    private static final String RATE_FACTOR = "trainer.rate_factor";

    private final ParameterSet parameters;
    private final ExamplePart examples;
    private final List<DrawPart> draws = new ArrayList<>();
    private final WorkerPool workers;
    private final Adam adam;
    private final GradientGuard guard = new GradientGuard();
    private final GradientSum sum;
    private final List<Gradients> gradients = new ArrayList<>();
    private final List<DrawTask> tasks = new ArrayList<>();
    private long step;
    private double rateFactor = 1;

    /**
     * Makes a trainer at step 0 for one temperature.
     *
     * @param generator what is trained; its parameters are modified
     * @param potential energies of positions; must be the one that reweights
     * @param examples configurations to learn from
     * @param scales standard deviation of each coordinate, in whose units the force limit counts, [dimension]. Not
     *     modified.
     * @param forceLimit largest length of a draw's cotangent s_q − s_p in units of 1/scales
     * @param averageDecay decay of the moving average of the parameters per step
     * @param workers run the shards
     * @param seed draws batches
     */
    public Trainer(
            BoltzmannGenerator generator,
            ReducedPotential potential,
            ExampleSet examples,
            double[] scales,
            double forceLimit,
            double averageDecay,
            WorkerPool workers,
            long seed) {
        this(List.of(new Ensemble(generator, potential)), examples, scales, forceLimit, averageDecay, workers, seed);
    }

    /**
     * Makes a trainer at step 0 for several temperatures at once: a step's draws are split over them, and the losses of each
     * are summed (Noé et al. 2019, arXiv 1812.01729).
     *
     * @param ensembles the temperatures, whose generators share their parameters, which are modified; the first is that of
     *     the examples
     * @param examples configurations to learn from
     * @param scales standard deviation of each coordinate, in whose units the force limit counts, [dimension]. Not
     *     modified.
     * @param forceLimit largest length of a draw's cotangent s_q − s_p in units of 1/scales
     * @param averageDecay decay of the moving average of the parameters per step
     * @param workers run the shards
     * @param seed draws batches
     */
    public Trainer(
            List<Ensemble> ensembles,
            ExampleSet examples,
            double[] scales,
            double forceLimit,
            double averageDecay,
            WorkerPool workers,
            long seed) {
        PathCotangent cotangent = new PathCotangent(scales, forceLimit);
        BoltzmannGenerator generator = ensembles.get(0).generator();
        this.examples = new ExamplePart(generator.flow(), examples, cotangent, seed);
        for (int i = 0; i < ensembles.size(); i++) {
            Ensemble ensemble = ensembles.get(i);
            draws.add(new DrawPart(ensemble.generator(), ensemble.potential(), cotangent, seed, i));
        }
        this.workers = workers;
        this.parameters = generator.flow().parameters();
        this.adam = new Adam(parameters, averageDecay);
        this.sum = new GradientSum(parameters);
    }

    /** Returns the number of steps done, over all stages. */
    public long step() {
        return step;
    }

    /** Returns the number of steps that the gradient guard skipped. */
    public long skippedSteps() {
        return guard.skipped();
    }

    /** Returns the factor on the learning rates of all steps to come; 1 unless {@link TrainingWatch} has cut it. */
    public double rateFactor() {
        return rateFactor;
    }

    /** Multiplies the learning rates of all steps to come. */
    void scaleRate(double factor) {
        rateFactor *= factor;
    }

    /** Returns the parameters that are trained. */
    List<Parameter> parameters() {
        return parameters.all();
    }

    /** Returns a copy of parameters and optimiser. */
    OptimizerState optimizerState() {
        return adam.state();
    }

    /** Goes back to parameters and optimiser as they were; the number of steps done stays. */
    void restore(OptimizerState state) {
        adam.restore(state);
        guard.reset();
    }

    /** Learns from other examples from the next step on; they are not part of the saved state. */
    public void learnFrom(ExampleSet others) {
        examples.learnFrom(others);
    }

    /** Exchanges the parameters with their moving averages: call it before sampling, and again before training on. */
    public void swapAverage() {
        adam.swapAverage();
    }

    /** Adds the whole state to a checkpoint. */
    public void save(Checkpoint.Builder checkpoint) {
        adam.save(checkpoint);
        guard.save(checkpoint);
        checkpoint.put("trainer.step", Long.toString(step));
        checkpoint.put(RATE_FACTOR, Double.toString(rateFactor));
    }

    /**
     * Takes the whole state back.
     *
     * @throws CheckpointException if the checkpoint is of another network
     */
    public void load(Checkpoint checkpoint) {
        adam.load(checkpoint);
        guard.load(checkpoint);
        step = checkpoint.integer("trainer.step");
        rateFactor = checkpoint.has(RATE_FACTOR) ? Double.parseDouble(checkpoint.text(RATE_FACTOR)) : 1;
    }

    /**
     * Does the next step.
     *
     * @param stage the stage it belongs to
     * @param stepOfStage its number in the stage, from 0
     * @throws IllegalArgumentException if a loss cannot be computed from the samples it is asked of
     * @throws RuntimeException as the potential throws it
     */
    public StepMetrics step(TrainingStage stage, int stepOfStage) {
        if (stepOfStage == 0) {
            guard.reset();
            adam.forget();
        }
        int exampleShards = examples.begin(stage.examples());
        tasks.clear();
        for (int i = 0; i < draws.size(); i++) {
            DrawPart part = draws.get(i);
            int shards = part.begin(share(stage.draws(), i), stage.energyHigh());
            for (int shard = 0; shard < shards; shard++) {
                tasks.add(new DrawTask(part, shard));
            }
        }

        workers.run(tasks.size(), task -> {
            DrawTask drawing = tasks.get(task);
            drawing.part().draw(drawing.shard(), step);
        });
        // One thread waits for the energies, the others work at the examples meanwhile.
        workers.run(1 + exampleShards, task -> {
            if (task == 0) {
                draws.forEach(DrawPart::evaluate);
            } else {
                examples.pass(task - 1, step);
            }
        });
        draws.forEach(DrawPart::requireEnergies);
        examples.weigh();
        draws.forEach(DrawPart::weigh);
        workers.run(exampleShards + tasks.size(), task -> {
            if (task < exampleShards) {
                examples.pull(task);
            } else {
                DrawTask drawing = tasks.get(task - exampleShards);
                drawing.part().pull(drawing.shard());
            }
        });

        gradients.clear();
        examples.collect(gradients);
        draws.forEach(part -> part.collect(gradients));
        double norm = sum.take(gradients, workers);
        double scale = guard.admit(norm) * Math.min(1, stage.gradientLimit() / norm);
        double learningRate = rateFactor * stage.schedule().learningRate(stepOfStage);
        if (scale > 0) {
            adam.step(gradients.get(0), scale, learningRate, workers);
        }
        DrawPart.Outcome outcome = draws.get(0).outcome();
        for (DrawPart part : draws.subList(1, draws.size())) {
            outcome = outcome.withCountsOf(part.outcome());
        }
        StepMetrics metrics = new StepMetrics(
                step,
                stage.name(),
                examples.loss(),
                outcome.loss(),
                outcome.energy(),
                outcome.entropy(),
                draws.get(0).latentEntropy(),
                outcome.ess(),
                norm,
                learningRate,
                outcome.outside(),
                outcome.failed(),
                outcome.unusable() + examples.unusable(),
                scale > 0);
        step++;
        return metrics;
    }

    /** Returns the part of one temperature: draws as even as they go. */
    private SamplePart share(SamplePart all, int ensemble) {
        int count = draws.size();
        return count == 1
                ? all
                : new SamplePart(all.size() / count + (ensemble < all.size() % count ? 1 : 0), all.losses());
    }

    /** A shard of the draws of one temperature. */
    private record DrawTask(DrawPart part, int shard) {}
}
