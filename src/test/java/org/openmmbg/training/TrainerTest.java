package org.openmmbg.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openmmbg.coordinates.IdentityMap;
import org.openmmbg.coordinates.InternalCoordinates;
import org.openmmbg.coordinates.ThreeFoldRotor;
import org.openmmbg.coordinates.UnboundedDomain;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.flow.BaseDistribution;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Coupling;
import org.openmmbg.flow.Flow;
import org.openmmbg.flow.FlowArchitecture;
import org.openmmbg.flow.NetworkShape;
import org.openmmbg.flow.Parameter;
import org.openmmbg.flow.ParameterSet;
import org.openmmbg.flow.Tape;
import org.openmmbg.flow.Whitening;
import org.openmmbg.kernel.Precision;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class TrainerTest {
    private static final long SEED = 11;
    private static final int FRAMES = 2000;
    private static final TrainingStage LIKELIHOOD = new TrainingStage(
            "likelihood",
            100,
            Schedule.warmUpAndCosine(100, 10, 3e-3, 3e-4),
            SamplePart.of(200, new Loss.ForwardKl(1)),
            SamplePart.NONE,
            1e3);
    private static final TrainingStage ENERGY = new TrainingStage(
            "energy",
            600,
            Schedule.warmUpAndCosine(600, 10, 3e-3, 1e-4),
            SamplePart.of(64, new Loss.ForwardKlPath(0.2)),
            SamplePart.of(300, new Loss.ReverseKlPath(1), new Loss.LogVariance(1, 5)),
            1e3);

    private static TrainingStage one(SamplePart examples, SamplePart draws) {
        return new TrainingStage("one step", 1, step -> 1e-3, examples, draws, 1e9);
    }

    private final InternalCoordinates coordinates = new InternalCoordinates(ThreeFoldRotor.Z_MATRIX);
    private final double[] examples = ThreeFoldRotor.examples(FRAMES, new RandomStream(SEED, Purpose.TEST, 0));

    private BoltzmannGenerator generator(Precision precision) {
        return RotorGenerators.of(
                new FlowArchitecture(2, List.of(16), 1, 12, 2, List.of(16), 3), examples, FRAMES, precision, SEED);
    }

    private Trainer trainer(BoltzmannGenerator generator, ReducedPotential potential, WorkerPool workers) {
        return new Trainer(
                generator,
                potential,
                new ExampleSet(6, FRAMES, examples, targetGradients(potential), null),
                RotorGenerators.SCALES,
                1e3,
                0.99,
                workers,
                SEED);
    }

    /** ∂(u − log|J|)/∂q at the examples. */
    private double[] targetGradients(ReducedPotential potential) {
        double[] x = new double[12 * FRAMES];
        double[] forces = new double[12 * FRAMES];
        double[] jacobianBar = new double[FRAMES];
        Arrays.fill(jacobianBar, -1);
        coordinates.toCartesian(0, FRAMES, examples, x, null);
        potential.evaluate(FRAMES, x, new double[FRAMES], forces);
        double[] gradients = new double[6 * FRAMES];
        coordinates.toCartesianVjp(0, FRAMES, examples, x, forces, jacobianBar, gradients);
        return gradients;
    }

    private static double[] weights(BoltzmannGenerator generator) {
        return generator.flow().parameters().all().stream()
                .map(Parameter::value)
                .flatMapToDouble(value ->
                        java.util.stream.IntStream.range(0, value.size()).mapToDouble(value::get))
                .toArray();
    }

    /** Trained by example and energy, the generator's own samples give the partition function. */
    @Test
    void aTrainedGeneratorGivesThePartitionFunction() {
        BoltzmannGenerator generator = generator(Precision.FLOAT32);
        ReducedPotential potential = new ThreeFoldRotor();
        try (WorkerPool workers = new WorkerPool(2)) {
            Trainer trainer = trainer(generator, potential, workers);
            for (int step = 0; step < LIKELIHOOD.steps(); step++) {
                trainer.step(LIKELIHOOD, step);
            }
            StepMetrics first = trainer.step(ENERGY, 0);
            StepMetrics last = first;
            for (int step = 1; step < ENERGY.steps(); step++) {
                last = trainer.step(ENERGY, step);
            }
            assertThat(last.energyLoss()).isLessThan(first.energyLoss());
            trainer.swapAverage();
        }
        int draws = 20_000;
        BoltzmannGenerator.Draws block = generator.newDraws(draws);
        block.draw(draws, new RandomStream(SEED, Purpose.SAMPLING, 0));
        assertRoundTrip(generator, block);
        double[] energies = new double[draws];
        potential.evaluate(draws, block.positions(), energies, null);
        double[] logWeights = new double[draws];
        for (int i = 0; i < draws; i++) {
            logWeights[i] =
                    block.inside()[i] ? -energies[i] - block.logDensityOfPositions(i) : Double.NEGATIVE_INFINITY;
        }
        ImportanceWeights weights = new ImportanceWeights(logWeights);
        double error = Math.sqrt((1 / weights.essRaw() - 1) / draws);
        double z = (weights.logMean() - ThreeFoldRotor.quadrature()) / error;
        System.out.printf(
                "seed %d: ESS %.3f, log Z %.5f, quadrature %.5f, z %.2f%n",
                SEED, weights.essRaw(), weights.logMean(), ThreeFoldRotor.quadrature(), z);
        assertThat(weights.essRaw()).isGreaterThan(0.9);
        assertThat(weights.logMean()).isCloseTo(ThreeFoldRotor.quadrature(), within(0.01));
        assertThat(Math.abs(z)).isLessThan(3.5);
    }

    /**
     * Of a generator that is a Gaussian, before it learns: U = ½ Σ kσ² τ, H_X that of its normal distribution, H_Z that of
     * the latent one, and the loss U − H_X.
     */
    @Test
    void thePartsOfTheLossAreThoseOfGaussians() {
        double[] variances = {0.25, 4};
        double[] stiffness = {3, 0.5};
        double ratio = 2;
        ParameterSet parameters = new ParameterSet(Precision.FLOAT64);
        Coupling untrained = Coupling.affine(
                new Coupling.Split(2, List.of(0), List.of(1), List.of(), 1),
                NetworkShape.dense(List.of(4)),
                parameters,
                "a",
                new RandomStream(SEED, Purpose.INITIAL_WEIGHTS, 0));
        Flow flow = new Flow(
                new BaseDistribution(new boolean[2]),
                parameters,
                List.of(untrained, new Whitening(2, new int[] {0, 1}, new double[2], new double[] {
                    variances[0], 0, 0, variances[1]
                })));
        BoltzmannGenerator generator = new BoltzmannGenerator(flow, new IdentityMap(2), new UnboundedDomain(2));
        int draws = 40_000;
        TrainingStage stage = one(SamplePart.NONE, SamplePart.of(draws, new Loss.ReverseKlPath(1)));
        StepMetrics seen;
        try (WorkerPool workers = new WorkerPool(2)) {
            seen = new Trainer(
                            List.of(new Ensemble(
                                    generator.atTemperatureRatio(ratio), new HarmonicPotential(stiffness))),
                            new ExampleSet(2, 1, new double[2], new double[2], null),
                            new double[] {1, 1},
                            1e3,
                            0.99,
                            workers,
                            SEED)
                    .step(stage, 0);
        }
        double energy = 0;
        double squares = 0;
        double entropy = 0;
        double latent = 0;
        for (int i = 0; i < 2; i++) {
            double reduced = stiffness[i] * variances[i] * ratio;
            energy += 0.5 * reduced;
            squares += 0.5 * reduced * reduced;
            entropy += 0.5 * Math.log(2 * Math.PI * Math.E * variances[i] * ratio);
            latent += 0.5 * Math.log(2 * Math.PI * Math.E * ratio);
        }
        double zEnergy = (seen.energy() - energy) / Math.sqrt(squares / draws);
        // −log q of a draw is half a chi-squared of two degrees of freedom, of variance 1.
        double zEntropy = (seen.entropy() - entropy) * Math.sqrt(draws);
        System.out.printf("seed %d: U z %.2f, H_X z %.2f%n", SEED, zEnergy, zEntropy);
        assertThat(Math.abs(zEnergy)).isLessThan(4);
        assertThat(Math.abs(zEntropy)).isLessThan(4);
        assertThat(seen.latentEntropy()).isCloseTo(latent, within(1e-12));
        assertThat(seen.energyLoss()).isCloseTo(seen.energy() - seen.entropy(), within(1e-12));
    }

    /** Of a trained network of single precision. */
    private static void assertRoundTrip(BoltzmannGenerator generator, BoltzmannGenerator.Draws draws) {
        double[] z = new double[draws.rows() * 6];
        double[] logDet = new double[draws.rows()];
        generator.flow().inverse(draws.tape(), draws.rows(), draws.internal(), z, logDet);
        double largest = 0;
        for (int i = 0; i < z.length; i++) {
            largest = Math.max(largest, Math.abs(z[i] - draws.latent()[i]));
        }
        System.out.printf("round trip of %d draws: %.1e%n", draws.rows(), largest);
        assertThat(largest).isLessThan(1e-5);
    }

    /** A path gradient vanishes draw by draw when the target is the generator's own density. */
    @Test
    void nothingIsLearntFromOnesOwnDensity() {
        BoltzmannGenerator generator = generator(Precision.FLOAT64);
        try (WorkerPool workers = new WorkerPool(1)) {
            Trainer trainer = trainer(generator, new OwnDensity(generator), workers);
            for (int step = 0; step < 3; step++) {
                trainer.step(LIKELIHOOD, step);
            }
            TrainingStage pure = one(
                    SamplePart.of(130, new Loss.ForwardKlPath(1)),
                    SamplePart.of(130, new Loss.ReverseKlPath(1), new Loss.LogVariance(0.5, 5)));
            // The target is the density as it is now, at the examples too.
            StepMetrics own =
                    trainer(generator, new OwnDensity(generator), workers).step(pure, 0);
            assertThat(own.ess()).isCloseTo(1, within(1e-9));
            assertThat(own.gradientNorm()).isLessThan(1e-4);
            StepMetrics other =
                    trainer(generator, new ThreeFoldRotor(), workers).step(pure, 0);
            assertThat(other.gradientNorm()).as("the test has teeth").isGreaterThan(1e-2);
        }
    }

    @Test
    void theNumberOfThreadsChangesNoBit() {
        double[] expected = null;
        for (int threads = 1; threads <= 3; threads++) {
            BoltzmannGenerator generator = generator(Precision.FLOAT32);
            try (WorkerPool workers = new WorkerPool(threads)) {
                Trainer trainer = trainer(generator, new ThreeFoldRotor(), workers);
                for (int step = 0; step < 10; step++) {
                    trainer.step(ENERGY, step);
                }
            }
            double[] found = weights(generator);
            assertThat(found).containsExactly(expected == null ? found : expected);
            expected = found;
        }
    }

    @Test
    void aSavedTrainerGoesOnToTheSameBits(@TempDir Path folder) throws IOException {
        try (WorkerPool workers = new WorkerPool(2)) {
            BoltzmannGenerator unbroken = generator(Precision.FLOAT32);
            Trainer trainer = trainer(unbroken, new ThreeFoldRotor(), workers);
            Path file = folder.resolve("checkpoint");
            for (int step = 0; step < 12; step++) {
                if (step == 5) {
                    Checkpoint.Builder builder = new Checkpoint.Builder();
                    trainer.save(builder);
                    builder.write(file);
                }
                trainer.step(ENERGY, step);
            }
            BoltzmannGenerator resumed = generator(Precision.FLOAT32);
            Trainer other = trainer(resumed, new ThreeFoldRotor(), workers);
            other.load(Checkpoint.read(file));
            for (int step = 5; step < 12; step++) {
                other.step(ENERGY, step);
            }
            assertThat(weights(resumed)).containsExactly(weights(unbroken));
            trainer.swapAverage();
            other.swapAverage();
            assertThat(weights(resumed)).containsExactly(weights(unbroken));
        }
    }

    /** What the potential throws reaches the caller as it is, though another thread may have met it. */
    @Test
    void aPotentialsExceptionReachesTheCaller() {
        ReducedPotential broken = new ReducedPotential() {
            @Override
            public int dimension() {
                return 12;
            }

            @Override
            public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
                if (batch < FRAMES) {
                    throw new UnsupportedOperationException("no energies today");
                }
            }
        };
        try (WorkerPool workers = new WorkerPool(2)) {
            Trainer trainer = trainer(generator(Precision.FLOAT32), broken, workers);
            assertThatThrownBy(() -> trainer.step(ENERGY, 0))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("no energies today");
        }
    }

    /** Adam does not see the length of a gradient unless it is next to nothing. */
    @Test
    void aGradientBeyondTheLimitIsShortened() {
        double[] moved = new double[2];
        for (int i = 0; i < 2; i++) {
            BoltzmannGenerator generator = generator(Precision.FLOAT64);
            double[] before = weights(generator);
            TrainingStage stage = new TrainingStage(
                    "limited",
                    1,
                    step -> 1e-3,
                    SamplePart.of(64, new Loss.ForwardKl(1)),
                    SamplePart.NONE,
                    1e9,
                    i == 0 ? Double.POSITIVE_INFINITY : 1e-12);
            try (WorkerPool workers = new WorkerPool(1)) {
                trainer(generator, new ThreeFoldRotor(), workers).step(stage, 0);
            }
            double[] after = weights(generator);
            for (int j = 0; j < after.length; j++) {
                moved[i] = Math.max(moved[i], Math.abs(after[j] - before[j]));
            }
        }
        assertThat(moved[0]).isCloseTo(1e-3, within(1e-5));
        assertThat(moved[1]).isPositive().isLessThan(1e-6);
    }

    /** Failed energies leave no trace in the weights but are counted. */
    @Test
    void failedEnergiesAreCountedAndLearntNothingFrom() {
        ReducedPotential failing = new ReducedPotential() {
            @Override
            public int dimension() {
                return 12;
            }

            @Override
            public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
                Arrays.fill(energies, Double.NaN);
                if (gradients != null) {
                    Arrays.fill(gradients, Double.NaN);
                }
            }
        };
        TrainingStage pure =
                one(SamplePart.NONE, SamplePart.of(130, new Loss.ReverseKlPath(1), new Loss.LogVariance(0.5, 5)));
        try (WorkerPool workers = new WorkerPool(1)) {
            StepMetrics metrics =
                    trainer(generator(Precision.FLOAT32), failing, workers).step(pure, 0);
            assertThat(metrics.failed()).isEqualTo(130);
            assertThat(metrics.ess()).isZero();
            assertThat(metrics.gradientNorm()).isZero();
            TrainingStage byExample = one(SamplePart.of(70, new Loss.ForwardKlPath(1)), SamplePart.NONE);
            StepMetrics examples =
                    trainer(generator(Precision.FLOAT32), failing, workers).step(byExample, 0);
            assertThat(examples.unusable()).isEqualTo(70);
            assertThat(examples.gradientNorm()).isZero();
        }
    }

    /** −log q over positions of a generator, its gradient by central differences. */
    private static final class OwnDensity implements ReducedPotential {
        private static final double STEP = 1e-6;

        private final BoltzmannGenerator generator;
        private final Tape tape;

        OwnDensity(BoltzmannGenerator generator) {
            this.generator = generator;
            this.tape = generator.flow().newTape(1);
        }

        @Override
        public int dimension() {
            return 12;
        }

        private double energy(double[] x) {
            double[] q = new double[6];
            double[] logDet = new double[1];
            generator.coordinates().toInternal(0, 1, x, q, logDet);
            generator.domain().wrap(q, 0);
            double[] logDensity = new double[1];
            generator.flow().logDensity(tape, 1, q, new double[6], logDensity);
            return -logDensity[0] - logDet[0];
        }

        @Override
        public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
            for (int row = 0; row < batch; row++) {
                double[] x = Arrays.copyOfRange(positions, 12 * row, 12 * row + 12);
                energies[row] = energy(x);
                for (int i = 0; i < 12 && gradients != null; i++) {
                    double kept = x[i];
                    x[i] = kept + STEP;
                    double up = energy(x);
                    x[i] = kept - STEP;
                    gradients[12 * row + i] = (up - energy(x)) / (2 * STEP);
                    x[i] = kept;
                }
            }
        }
    }
}
