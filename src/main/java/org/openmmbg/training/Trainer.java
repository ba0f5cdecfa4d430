package org.openmmbg.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.coordinates.CoordinateMap;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Tape;
import org.openmmbg.potential.EnergyRegularization;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Trains a generator by example and by energy, a step at a time.
 *
 * <p>The energy part uses path gradients (Roeder et al. 2017, arXiv 1703.09194; Vaitl et al. 2022, arXiv 2207.08219): for
 * a draw q = T(z) the cotangent s_q − s_p, the scores of generator and target, goes back through T alone. It has the
 * expectation of the gradient of the reverse KL, and vanishes draw by draw when the generator is right. But it moves draws
 * only along their own paths: of the relative mass of basins with nothing drawn between them it sees nothing. The
 * score-function form of the same gradient with a baseline (VarGrad, Richter et al. 2020, arXiv 2010.10436) does, and is
 * added with a weight of its own. At examples the same cotangent is used, with z = T⁻¹(q): it too vanishes example by
 * example when the generator is right, however often the examples show each basin.
 *
 * <p>A step is a function of the saved state, the seed and its number: batches are cut into shards of a fixed size, each
 * with a stream and gradients of its own, and gradients are summed in the order of the shards.
 */
public final class Trainer {
    private static final int SHARD_ROWS = 128;
    private static final int SHARDS_PER_STEP = 1 << 16;
    private static final double ENERGY_MAX = 1e20;

    /** Largest distance of a draw's log-weight from the median, kT, that counts for the mass of basins. */
    private static final double SURPRISE_LIMIT = 5;

    private final BoltzmannGenerator generator;
    private final ReducedPotential potential;
    private final ExampleSet examples;
    private final WorkerPool workers;
    private final long seed;
    private final double forceLimit;
    private final double[] scales;
    private final Adam adam;
    private final GradientGuard guard = new GradientGuard();
    private final GradientSum sum;
    private final List<ExampleShard> exampleShards = new ArrayList<>();
    private final List<LatentShard> latentShards = new ArrayList<>();
    private double[] positions = new double[0];
    private double[] energies = new double[0];
    private double[] gradients = new double[0];
    private double[] logWeights = new double[0];
    private double[] surprises = new double[0];
    private long step;

    /**
     * Makes a trainer at step 0.
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
        this.generator = generator;
        this.potential = potential;
        this.examples = examples;
        this.scales = scales.clone();
        this.forceLimit = forceLimit;
        this.workers = workers;
        this.seed = seed;
        this.adam = new Adam(generator.flow().parameters(), averageDecay);
        this.sum = new GradientSum(generator.flow().parameters());
    }

    /** Returns the number of steps done, over all stages. */
    public long step() {
        return step;
    }

    /** Returns the number of steps that the gradient guard skipped. */
    public long skippedSteps() {
        return guard.skipped();
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
    }

    /**
     * Does the next step.
     *
     * @param stage the stage it belongs to
     * @param stepOfStage its number in the stage, from 0
     */
    public StepMetrics step(TrainingStage stage, int stepOfStage) {
        prepare(stage);
        if (stepOfStage == 0) {
            guard.reset();
        }
        int exampleCount = shards(stage.exampleBatch());
        int latentCount = shards(stage.latentBatch());

        workers.run(exampleCount + latentCount, task -> {
            if (task < exampleCount) {
                exampleShards.get(task).run(task, rows(task, stage.exampleBatch()), stage);
            } else {
                int shard = task - exampleCount;
                latentShards.get(shard).draw(shard, rows(shard, stage.latentBatch()));
            }
        });
        if (latentCount > 0) {
            potential.evaluate(stage.latentBatch(), positions, energies, gradients);
            weigh(stage.latentBatch(), latentCount);
            EnergyRegularization regularization = new EnergyRegularization(stage.energyHigh(), ENERGY_MAX);
            double energyWeight = stage.energyWeight() / stage.latentBatch();
            double massWeight = stage.massWeight() / stage.latentBatch();
            workers.run(
                    latentCount,
                    shard -> latentShards.get(shard).pull(shard, regularization, energyWeight, massWeight));
        }

        List<Gradients> shards = new ArrayList<>();
        exampleShards.subList(0, exampleCount).forEach(shard -> shards.add(shard.own));
        latentShards.subList(0, latentCount).forEach(shard -> shards.add(shard.own));
        double norm = sum.take(shards, workers);
        double scale = guard.admit(norm);
        double learningRate = stage.learningRate(stepOfStage);
        if (scale > 0) {
            adam.step(sum.total(), scale, learningRate, workers);
        }
        StepMetrics metrics = metrics(stage, exampleCount, latentCount, norm, learningRate, scale > 0);
        step++;
        return metrics;
    }

    private void prepare(TrainingStage stage) {
        while (exampleShards.size() < shards(stage.exampleBatch())) {
            exampleShards.add(new ExampleShard());
        }
        while (latentShards.size() < shards(stage.latentBatch())) {
            latentShards.add(new LatentShard());
        }
        if (energies.length < stage.latentBatch()) {
            int cartesian = generator.coordinates().cartesianDimension();
            positions = new double[stage.latentBatch() * cartesian];
            gradients = new double[stage.latentBatch() * cartesian];
            energies = new double[stage.latentBatch()];
            logWeights = new double[stage.latentBatch()];
            surprises = new double[stage.latentBatch()];
        }
    }

    /**
     * Computes the draws' log-weights, and from them the factors of the score-function gradient: log q − log p less its
     * mean, both within {@link #SURPRISE_LIMIT} of the median.
     */
    private void weigh(int batch, int latentCount) {
        int good = 0;
        double[] sorted = new double[batch];
        for (int i = 0; i < latentCount; i++) {
            LatentShard shard = latentShards.get(i);
            for (int row = 0; row < shard.draws.rows(); row++) {
                int index = i * SHARD_ROWS + row;
                double logWeight = -energies[index]
                        + shard.draws.logJacobian()[row]
                        - shard.draws.logDensity()[row];
                boolean usable = shard.draws.inside()[row] && Double.isFinite(logWeight);
                logWeights[index] = usable ? logWeight : Double.NEGATIVE_INFINITY;
                if (usable) {
                    sorted[good++] = logWeight;
                }
            }
        }
        Arrays.sort(sorted, 0, good);
        double median = good == 0 ? 0 : sorted[good / 2];
        double mean = 0;
        for (int i = 0; i < batch; i++) {
            double surprise = Math.max(-SURPRISE_LIMIT, Math.min(SURPRISE_LIMIT, median - logWeights[i]));
            surprises[i] = logWeights[i] == Double.NEGATIVE_INFINITY ? 0 : surprise;
            mean += surprises[i] / Math.max(1, good);
        }
        for (int i = 0; i < batch; i++) {
            surprises[i] = logWeights[i] == Double.NEGATIVE_INFINITY ? 0 : surprises[i] - mean;
        }
    }

    private static int shards(int batch) {
        return (batch + SHARD_ROWS - 1) / SHARD_ROWS;
    }

    private static int rows(int shard, int batch) {
        return Math.min(SHARD_ROWS, batch - shard * SHARD_ROWS);
    }

    private StepMetrics metrics(
            TrainingStage stage,
            int exampleCount,
            int latentCount,
            double norm,
            double learningRate,
            boolean stepTaken) {
        double exampleLoss = exampleCount > 0 ? 0 : Double.NaN;
        int unusable = 0;
        for (int i = 0; i < exampleCount; i++) {
            exampleLoss += exampleShards.get(i).loss / stage.exampleBatch();
            unusable += exampleShards.get(i).unusable;
        }
        double ess = latentCount > 0
                ? new ImportanceWeights(Arrays.copyOf(logWeights, stage.latentBatch())).essRaw()
                : Double.NaN;
        double energyLoss = 0;
        int outside = 0;
        int failed = 0;
        int good = 0;
        for (int i = 0; i < latentCount; i++) {
            LatentShard shard = latentShards.get(i);
            energyLoss += shard.loss;
            outside += shard.outside;
            failed += shard.failed;
            unusable += shard.unusable;
            good += shard.good;
        }
        return new StepMetrics(
                step,
                stage.name(),
                exampleLoss,
                good > 0 ? energyLoss / good : Double.NaN,
                ess,
                norm,
                learningRate,
                outside,
                failed,
                unusable,
                stepTaken);
    }

    /** Examples under the generator. */
    private final class ExampleShard {
        final Gradients own = new Gradients(generator.flow().parameters());
        final RandomStream random = new RandomStream(seed, Purpose.TRAINING_DATA, 0);
        final Tape tape = generator.flow().newTape(SHARD_ROWS);
        final int n = generator.flow().dimension();
        final double[] q = new double[SHARD_ROWS * n];
        final double[] z = new double[SHARD_ROWS * n];
        final double[] zBar = new double[SHARD_ROWS * n];
        final double[] score = new double[SHARD_ROWS * n];
        final double[] target = new double[SHARD_ROWS * n];
        final double[] logDensity = new double[SHARD_ROWS];
        final double[] bars = new double[SHARD_ROWS];
        double loss;
        int unusable;

        void run(int shard, int rows, TrainingStage stage) {
            own.clear();
            unusable = 0;
            random.reset(Purpose.TRAINING_DATA, step * SHARDS_PER_STEP + shard);
            examples.draw(rows, q, target, random);
            generator.flow().logDensity(tape, rows, q, z, logDensity);
            loss = 0;
            for (int row = 0; row < rows; row++) {
                loss -= logDensity[row];
            }
            if (stage.likelihoodWeight() > 0) {
                pullLikelihood(rows, stage.likelihoodWeight() / stage.exampleBatch());
            }
            if (stage.exampleWeight() > 0) {
                pullForces(rows, stage.exampleWeight() / stage.exampleBatch());
            }
        }

        private void pullLikelihood(int rows, double weight) {
            generator.flow().base().score(rows, z, zBar);
            for (int i = 0; i < rows * n; i++) {
                zBar[i] *= -weight;
            }
            Arrays.fill(bars, 0, rows, -weight);
            generator.flow().inverseVjp(tape, rows, zBar, bars, score, own);
        }

        private void pullForces(int rows, double weight) {
            generator.flow().score(tape, rows, z, score, null);
            for (int row = 0; row < rows; row++) {
                if (!difference(score, target, row, weight)) {
                    unusable++;
                }
            }
            Arrays.fill(bars, 0, rows, 0);
            generator.flow().forwardVjp(tape, rows, score, bars, zBar, own);
        }
    }

    /**
     * Turns one row of the generator's score into the cotangent of a path gradient, s_q − s_p, no longer than the limit.
     *
     * @param score s_q on entry, the cotangent on return; 0 if it is not finite. Modified.
     * @param target −s_p. Not modified.
     * @param weight factor on the result
     * @return whether it was finite
     */
    private boolean difference(double[] score, double[] target, int row, double weight) {
        int n = scales.length;
        int from = row * n;
        double square = 0;
        for (int j = 0; j < n; j++) {
            double value = score[from + j] + target[from + j];
            score[from + j] = value;
            square += value * scales[j] * value * scales[j];
        }
        double length = Math.sqrt(square);
        boolean finite = Double.isFinite(length);
        double factor = weight * (length > forceLimit ? forceLimit / length : 1);
        for (int j = 0; j < n; j++) {
            score[from + j] = finite ? factor * score[from + j] : 0;
        }
        return finite;
    }

    /** The generator's draws under the energy. */
    private final class LatentShard {
        final Gradients own = new Gradients(generator.flow().parameters());
        final RandomStream random = new RandomStream(seed, Purpose.TRAINING_LATENT, 0);
        final BoltzmannGenerator.Draws draws = generator.newDraws(SHARD_ROWS);
        final int n = generator.flow().dimension();
        final int cartesian = generator.coordinates().cartesianDimension();
        final double[] score = new double[SHARD_ROWS * n];
        final double[] targetBar = new double[SHARD_ROWS * n];
        final double[] zBar = new double[SHARD_ROWS * n];
        final double[] xBar = new double[SHARD_ROWS * cartesian];
        final double[] jacobianBar = new double[SHARD_ROWS];
        final double[] massBar = new double[SHARD_ROWS];
        final double[] zeros = new double[SHARD_ROWS];
        double loss;
        int good;
        int outside;
        int failed;
        int unusable;

        LatentShard() {
            Arrays.fill(jacobianBar, -1);
        }

        void draw(int shard, int rows) {
            random.reset(Purpose.TRAINING_LATENT, step * SHARDS_PER_STEP + shard);
            draws.draw(rows, random);
            System.arraycopy(draws.positions(), 0, positions, shard * SHARD_ROWS * cartesian, rows * cartesian);
            generator.flow().score(draws.tape(), rows, draws.latent(), score, null);
        }

        void pull(int shard, EnergyRegularization regularization, double weight, double massWeight) {
            own.clear();
            int rows = draws.rows();
            int first = shard * SHARD_ROWS;
            if (massWeight > 0) {
                pullMass(rows, first, massWeight);
            }
            CoordinateMap coordinates = generator.coordinates();
            for (int row = 0; row < rows; row++) {
                double derivative = regularization.derivative(energies[first + row]);
                for (int j = 0; j < cartesian; j++) {
                    xBar[row * cartesian + j] =
                            derivative == 0 ? 0 : derivative * gradients[(first + row) * cartesian + j];
                }
            }
            // Minus the score of the target over q, ∇(u(x(q)) − log|J(q)|).
            coordinates.toCartesianVjp(0, rows, draws.internal(), draws.positions(), xBar, jacobianBar, targetBar);
            loss = 0;
            good = 0;
            outside = 0;
            failed = 0;
            unusable = 0;
            for (int row = 0; row < rows; row++) {
                pullRow(row, energies[first + row], regularization, weight);
            }
            generator.flow().forwardVjp(draws.tape(), rows, score, zeros, zBar, own);
        }

        /** Adds Σ surprise·∂ log q/∂θ at fixed configurations. */
        private void pullMass(int rows, int first, double weight) {
            generator.flow().base().score(rows, draws.latent(), zBar);
            for (int row = 0; row < rows; row++) {
                massBar[row] = weight * surprises[first + row];
                for (int j = 0; j < n; j++) {
                    zBar[row * n + j] *= massBar[row];
                }
            }
            generator.flow().inverseVjp(draws.tape(), rows, zBar, massBar, targetBar, own);
        }

        /** Turns one row of the score into the cotangent, and books the draw. */
        private void pullRow(int row, double energy, EnergyRegularization regularization, double weight) {
            int from = row * n;
            boolean inside = draws.inside()[row];
            if (Double.isNaN(energy)) {
                failed++;
            }
            if (!inside) {
                outside++;
                Arrays.fill(targetBar, from, from + n, 0);
                generator.domain().penalty(draws.internal(), from, targetBar);
            } else if (Double.isNaN(energy)) {
                Arrays.fill(score, from, from + n, 0);
                return;
            }
            if (!difference(score, targetBar, row, weight)) {
                unusable++;
            } else if (inside) {
                loss += regularization.value(energy) - draws.logJacobian()[row] + draws.logDensity()[row];
                good++;
            }
        }
    }
}
