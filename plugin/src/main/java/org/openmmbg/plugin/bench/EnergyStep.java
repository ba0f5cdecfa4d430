package org.openmmbg.plugin.bench;

import java.util.Arrays;
import java.util.List;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.training.ExampleSet;
import org.openmmbg.training.Loss;
import org.openmmbg.training.SamplePart;
import org.openmmbg.training.Trainer;
import org.openmmbg.training.TrainingStage;
import org.openmmbg.training.WorkerPool;

/**
 * The training step that users wait for, of the default generator of a molecule: draw, score, energies, the way back and the
 * optimiser. Its limit is the time of its matrix products, four passes through all weights, and of its energies, each
 * measured alone on the same threads, one after the other.
 */
final class EnergyStep implements AutoCloseable {
    private static final int BATCH = 512;
    private static final int SHARD_ROWS = 128;

    private final int threads;
    private final BatchEvaluator evaluator;
    private final Speed products;
    private final Speed energies;
    private final Speed step;

    EnergyStep(OpenMmLibrary library, MolecularSystem system, int threads, WorkerPool workers, double seconds) {
        this.threads = threads;
        BoltzmannGenerator generator = BenchFlows.generator(system);
        int n = generator.flow().dimension();
        evaluator = BatchEvaluator.create(library, system.system(), PlatformSpec.REFERENCE, threads);
        ReducedPotential potential = new OpenMmPotential(evaluator, system.temperature());

        GemmSequence sequence = new GemmSequence(generator.flow(), BATCH, SHARD_ROWS, workers);
        products = new Speed(seconds, BATCH, sequence::energyStep);

        double[] positions = Configurations.around(system.referencePositions(), BATCH);
        double[] u = new double[BATCH];
        double[] gradients = new double[positions.length];
        energies = new Speed(seconds, BATCH, () -> potential.evaluate(BATCH, positions, u, gradients));

        double[] scales = new double[n];
        Arrays.fill(scales, 1);
        Trainer trainer = new Trainer(
                generator, potential, new ExampleSet(n, 1, new double[n], null, null), scales, 1, 0.999, workers, 0);
        TrainingStage stage = new TrainingStage(
                "energy",
                1,
                at -> 1e-6,
                SamplePart.NONE,
                SamplePart.of(BATCH, new Loss.ReverseKlPath(1), new Loss.LogVariance(1, 5)),
                1000);
        step = new Speed(seconds, BATCH, () -> trainer.step(stage, 1));
    }

    void measure(int round) {
        products.measure(round);
        energies.measure(round);
        step.measure(round);
    }

    List<BenchResult> results() {
        double limit = 1 / (1 / products.median() + 1 / energies.median());
        return List.of(
                BenchResult.of("default dipeptide energy step", threads, step.median(), limit),
                BenchResult.of("of these its matrix products alone", threads, products.median(), products.median()),
                BenchResult.of("of these its energies alone", threads, energies.median(), energies.median()));
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
