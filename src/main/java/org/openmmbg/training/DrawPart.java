package org.openmmbg.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Gradients;
import org.openmmbg.potential.EnergyRegularization;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** The part of a training step at the generator's own draws, under the energy. */
final class DrawPart {
    private static final double ENERGY_MAX = 1e20;

    /** Streams of one temperature, more than any batch has shards. */
    private static final int MOST_SHARDS = 1 << 11;

    private final BoltzmannGenerator generator;
    private final ReducedPotential potential;
    private final PathCotangent cotangent;
    private final long seed;
    private final int firstStream;
    private final SampleBatch samples = new SampleBatch(true);
    private final LossCoefficients coefficients = new LossCoefficients();
    private final List<Shard> shards = new ArrayList<>();
    private SamplePart part = SamplePart.NONE;
    private EnergyRegularization regularization = new EnergyRegularization(ENERGY_MAX, ENERGY_MAX);
    private double[] positions = new double[0];
    private double[] energies = new double[0];
    private double[] gradients = new double[0];
    private @Nullable RuntimeException failure;

    /**
     * @param number number of the temperature, from 0: each has draws of its own
     */
    DrawPart(BoltzmannGenerator generator, ReducedPotential potential, PathCotangent cotangent, long seed, int number) {
        this.firstStream = Math.multiplyExact(number, MOST_SHARDS);
        this.generator = generator;
        this.potential = potential;
        this.cotangent = cotangent;
        this.seed = seed;
    }

    /**
     * Gets ready for a step.
     *
     * @param energyHigh E_high of the regularisation, kT
     * @return the number of its shards
     */
    int begin(SamplePart next, double energyHigh) {
        part = next;
        if (regularization.high() != energyHigh) {
            regularization = new EnergyRegularization(energyHigh, ENERGY_MAX);
        }
        samples.reset(part.size());
        int count = Shards.count(part.size());
        while (shards.size() < count) {
            shards.add(new Shard());
        }
        if (energies.length < part.size()) {
            int cartesian = generator.coordinates().cartesianDimension();
            positions = new double[part.size() * cartesian];
            gradients = new double[part.size() * cartesian];
            energies = new double[part.size()];
        }
        return count;
    }

    /** Draws a shard's configurations. */
    void draw(int shard, long step) {
        shards.get(shard).draw(shard, step);
    }

    /** Evaluates the energies of all draws; {@link #requireEnergies} tells whether that went well. */
    void evaluate() {
        failure = null;
        if (part.size() > 0) {
            try {
                potential.evaluate(part.size(), positions, energies, gradients);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    /** Throws what the potential threw, if it did: as the caller of a training step knows it. */
    void requireEnergies() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Computes the coefficients of all draws' losses, when their energies are known. */
    void weigh() {
        for (int i = 0; i < Shards.count(part.size()); i++) {
            BoltzmannGenerator.Draws draws = shards.get(i).draws;
            for (int row = 0; row < draws.rows(); row++) {
                int index = i * Shards.ROWS + row;
                double logWeight = -energies[index] + draws.logJacobian()[row] - draws.logDensity()[row];
                boolean usable = draws.inside()[row] && Double.isFinite(logWeight);
                samples.logRatios()[index] = usable ? logWeight : Double.NEGATIVE_INFINITY;
            }
        }
        coefficients.set(part, samples);
    }

    /** Carries a shard's losses back. */
    void pull(int shard) {
        shards.get(shard).pull(shard);
    }

    /** Adds the shards' gradients to a list. */
    void collect(List<Gradients> list) {
        for (int i = 0; i < Shards.count(part.size()); i++) {
            list.add(shards.get(i).back.gradients());
        }
    }

    /**
     * What became of the draws of a step.
     *
     * @param energy mean regularised energy U, kT
     * @param entropy H_X = −⟨log q⟩ over positions
     */
    record Outcome(double loss, double energy, double entropy, double ess, int outside, int failed, int unusable) {
        /** Returns this outcome with another's counts added. */
        Outcome withCountsOf(Outcome other) {
            return new Outcome(
                    loss,
                    energy,
                    entropy,
                    ess,
                    outside + other.outside,
                    failed + other.failed,
                    unusable + other.unusable);
        }
    }

    /** Returns the entropy H_Z of the latent distribution. */
    double latentEntropy() {
        return generator.flow().base().entropy();
    }

    /** Returns what became of the draws. */
    Outcome outcome() {
        double loss = 0;
        double energy = 0;
        int good = 0;
        int outside = 0;
        int failed = 0;
        int unusable = 0;
        for (int i = 0; i < Shards.count(part.size()); i++) {
            Shard shard = shards.get(i);
            loss += shard.loss;
            energy += shard.energy;
            good += shard.good;
            outside += shard.outside;
            failed += shard.failed;
            unusable += shard.unusable;
        }
        double meanLoss = good > 0 ? loss / good : Double.NaN;
        double meanEnergy = good > 0 ? energy / good : Double.NaN;
        return new Outcome(meanLoss, meanEnergy, meanEnergy - meanLoss, samples.ess(), outside, failed, unusable);
    }

    private final class Shard {
        final RandomStream random = new RandomStream(seed, Purpose.TRAINING_LATENT, 0);
        final BoltzmannGenerator.Draws draws = generator.newDraws(Shards.ROWS);
        final FlowShard back = new FlowShard(generator.flow(), draws.tape(), draws.latent(), Shards.ROWS);
        final int n = generator.flow().dimension();
        final int cartesian = generator.coordinates().cartesianDimension();
        final double[] targetBar = new double[Shards.ROWS * n];
        final double[] xBar = new double[Shards.ROWS * cartesian];
        final double[] jacobianBar = new double[Shards.ROWS];
        double loss;
        double energy;
        int good;
        int outside;
        int failed;
        int unusable;

        Shard() {
            Arrays.fill(jacobianBar, -1);
        }

        void draw(int shard, long step) {
            int rows = Shards.rows(shard, part.size());
            random.reset(Purpose.TRAINING_LATENT, step * Shards.STREAMS_PER_STEP + firstStream + shard);
            draws.draw(rows, random);
            System.arraycopy(draws.positions(), 0, positions, shard * Shards.ROWS * cartesian, rows * cartesian);
            if (part.any(true)) {
                back.computeScore(rows);
            }
        }

        void pull(int shard) {
            int rows = draws.rows();
            int first = shard * Shards.ROWS;
            back.gradients().clear();
            boolean path = part.any(true);
            if (path) {
                pullTarget(rows, first);
            } else if (part.any(false)) {
                back.pullScore(rows, coefficients.score(), first);
            }
            loss = 0;
            energy = 0;
            good = 0;
            outside = 0;
            failed = 0;
            unusable = 0;
            for (int row = 0; row < rows; row++) {
                book(row, first + row, path);
            }
            if (path) {
                back.pullPathAndScore(rows, coefficients.score(), first, part.any(false));
            }
        }

        /** Computes minus the score of the target over q, ∇(u(x(q)) − log|J(q)|). */
        private void pullTarget(int rows, int first) {
            for (int row = 0; row < rows; row++) {
                double derivative = regularization.derivative(energies[first + row]);
                for (int j = 0; j < cartesian; j++) {
                    xBar[row * cartesian + j] =
                            derivative == 0 ? 0 : derivative * gradients[(first + row) * cartesian + j];
                }
            }
            generator
                    .coordinates()
                    .toCartesianVjp(0, rows, draws.internal(), draws.positions(), xBar, jacobianBar, targetBar);
        }

        /** Books a draw, and turns its score into the cotangent where path gradients are wanted. */
        private void book(int row, int index, boolean path) {
            int from = row * n;
            double reduced = energies[index];
            boolean inside = draws.inside()[row];
            if (Double.isNaN(reduced)) {
                failed++;
            }
            if (!inside) {
                outside++;
                Arrays.fill(targetBar, from, from + n, 0);
                generator.domain().penalty(draws.internal(), from, targetBar);
            } else if (Double.isNaN(reduced)) {
                Arrays.fill(back.score(), from, from + n, 0);
                return;
            }
            double[] score = coefficients.score();
            if (path
                    && !cotangent.make(
                            back.score(), targetBar, row, coefficients.path()[index], score[index])) {
                score[index] = 0;
                unusable++;
            } else if (inside) {
                double regular = regularization.value(reduced);
                energy += regular;
                loss += regular - draws.logJacobian()[row] + draws.logDensity()[row];
                good++;
            }
        }
    }
}
