package org.openmmbg.training;

import java.util.ArrayList;
import java.util.List;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.Gradients;
import org.openmmbg.flow.Tape;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** The part of a training step at examples: each goes to latent space, and its losses go back. */
final class ExamplePart {
    private final Flow flow;
    private ExampleSet examples;
    private final PathCotangent cotangent;
    private final long seed;
    private final SampleBatch samples = new SampleBatch(false);
    private final LossCoefficients coefficients = new LossCoefficients();
    private final List<Shard> shards = new ArrayList<>();
    private SamplePart part = SamplePart.NONE;

    ExamplePart(Flow flow, ExampleSet examples, PathCotangent cotangent, long seed) {
        this.flow = flow;
        this.examples = examples;
        this.cotangent = cotangent;
        this.seed = seed;
    }

    /** Learns from other examples from now on. */
    void learnFrom(ExampleSet others) {
        examples = others;
    }

    /**
     * Gets ready for a step.
     *
     * @return the number of its shards
     * @throws IllegalArgumentException if a loss needs the target's density or gradients, and the examples do not have them
     */
    int begin(SamplePart next) {
        part = next;
        for (Loss loss : part.losses()) {
            if (loss instanceof Loss.ReverseKlPath) {
                throw new IllegalArgumentException("the reverse KL is of the generator's own draws, not of examples");
            }
            if (loss.isPath() && !examples.hasGradients()) {
                throw new IllegalArgumentException(loss + " at examples needs the target's gradients there");
            }
            if (loss.needsTarget() && !examples.hasTarget()) {
                throw new IllegalArgumentException(loss + " at examples needs their log densities under the target");
            }
        }
        samples.reset(part.size());
        int count = Shards.count(part.size());
        while (shards.size() < count) {
            shards.add(new Shard());
        }
        return count;
    }

    /** Draws a shard's examples and computes their log densities. */
    void pass(int shard, long step) {
        shards.get(shard).pass(shard, step);
    }

    /** Computes the coefficients of all samples' losses, when all shards have passed. */
    void weigh() {
        coefficients.set(part, samples);
    }

    /** Carries a shard's losses back. */
    void pull(int shard) {
        shards.get(shard).pull(shard);
    }

    /** Adds the shards' gradients to a list. */
    void collect(List<Gradients> gradients) {
        for (int i = 0; i < Shards.count(part.size()); i++) {
            gradients.add(shards.get(i).back.gradients());
        }
    }

    /** Returns the weighted mean of −log q; NaN without examples. */
    double loss() {
        if (part.size() == 0) {
            return Double.NaN;
        }
        double sum = samples.sum(samples.weights());
        double loss = 0;
        for (int i = 0; i < Shards.count(part.size()); i++) {
            loss += shards.get(i).loss / sum;
        }
        return loss;
    }

    /** Returns the number of examples whose forces were used and not finite. */
    int unusable() {
        int unusable = 0;
        for (int i = 0; i < Shards.count(part.size()); i++) {
            unusable += shards.get(i).unusable;
        }
        return unusable;
    }

    private final class Shard {
        final RandomStream random = new RandomStream(seed, Purpose.TRAINING_DATA, 0);
        final Tape tape = flow.newTape(Shards.ROWS);
        final double[] q = new double[Shards.ROWS * flow.dimension()];
        final double[] z = new double[Shards.ROWS * flow.dimension()];
        final double[] target = new double[Shards.ROWS * flow.dimension()];
        final double[] logDensity = new double[Shards.ROWS];
        final FlowShard back = new FlowShard(flow, tape, z, Shards.ROWS);
        double loss;
        int unusable;

        void pass(int shard, long step) {
            int rows = Shards.rows(shard, part.size());
            int first = shard * Shards.ROWS;
            random.reset(Purpose.TRAINING_DATA, step * Shards.STREAMS_PER_STEP + shard);
            examples.draw(rows, q, target, samples, first, random);
            flow.logDensity(tape, rows, q, z, logDensity);
            loss = 0;
            for (int row = 0; row < rows; row++) {
                loss -= samples.weights()[first + row] * logDensity[row];
                // The set left log p there; −∞ stays.
                samples.logRatios()[first + row] -= logDensity[row];
            }
        }

        void pull(int shard) {
            int rows = Shards.rows(shard, part.size());
            int first = shard * Shards.ROWS;
            back.gradients().clear();
            unusable = 0;
            if (part.any(false)) {
                back.pullScore(rows, coefficients.score(), first);
            }
            if (part.any(true)) {
                back.computeScore(rows);
                for (int row = 0; row < rows; row++) {
                    if (!cotangent.make(back.score(), target, row, coefficients.path()[first + row], 0)) {
                        unusable++;
                    }
                }
                back.pullPath(rows);
            }
        }
    }
}
