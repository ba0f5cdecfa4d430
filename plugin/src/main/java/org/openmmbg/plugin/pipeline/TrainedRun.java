package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.systems.EquivalentHydrogens;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.Trainer;
import org.openmmbg.training.WorkerPool;

/** The generator of a trained run with the energies that it was trained on, ready to be used. */
public final class TrainedRun implements AutoCloseable {
    private final RunConfig config;
    private final MolecularSystem system;
    private final OpenMmLibrary library;
    private final EquivalentHydrogens hydrogens;
    private final BatchEvaluator evaluator;
    private final ReducedPotential potential;
    private final BoltzmannGenerator generator;
    private final SeedSet seeds;

    private TrainedRun(
            RunConfig config,
            MolecularSystem system,
            OpenMmLibrary library,
            BatchEvaluator evaluator,
            ReducedPotential potential,
            BoltzmannGenerator generator,
            SeedSet seeds) {
        this.config = config;
        this.system = system;
        this.library = library;
        this.hydrogens = system.equivalentHydrogens();
        this.evaluator = evaluator;
        this.potential = potential;
        this.generator = generator;
        this.seeds = seeds;
    }

    /**
     * Opens a run whose training has begun; its averaged weights are taken.
     *
     * @param threads that evaluate energies
     * @throws InputFileException if a file of it cannot be used
     * @throws UsageException if it was made with another System or OpenMM
     */
    public static TrainedRun open(FinishedRun run, int threads) throws IOException {
        RunConfig config = run.config();
        if (!(ChosenSystem.find(config.system()) instanceof MolecularSystem system)) {
            throw new UsageException(
                    run.folder() + ": a run of a potential without atoms; hybrid chains are for molecules");
        }
        if (!Files.isRegularFile(run.checkpoint())) {
            throw new InputFileException(run.checkpoint(), "no such file; the run has not been trained yet");
        }
        Checkpoint checkpoint = Checkpoint.read(run.checkpoint());
        if (!checkpoint.text("stage").equals(RunStage.TRAINING.id())) {
            throw new InputFileException(
                    run.checkpoint(), "holds no trained generator; finish the run first, with run --resume");
        }
        OpenMmLibrary library = OpenMmLibrary.load();
        String was = checkpoint.text(RunState.IDENTITY);
        String now = MoleculeTarget.identity(system, library);
        if (!was.equals(now)) {
            throw new UsageException(run.folder() + ": trained with " + was + "; now there is " + now
                    + ": go on with what it was trained with, or train anew");
        }
        SeedSet seeds = SeedSet.read(run.seeds());
        GeneratorFactory factory = GeneratorFactory.of(system, seeds);
        BoltzmannGenerator generator =
                factory.build(config.network(), config.compute().seed());
        BatchEvaluator evaluator =
                BatchEvaluator.create(library, system.system(), config.compute().platform(), threads);
        ReducedPotential potential = new OpenMmPotential(evaluator, system.temperature());
        try (WorkerPool workers = new WorkerPool(1)) {
            Trainer trainer = new Trainer(
                    generator,
                    potential,
                    factory.examples(new double[seeds.count()]),
                    factory.scales(),
                    config.training().forceLimit(),
                    config.training().emaDecay(),
                    workers,
                    config.compute().seed());
            trainer.load(checkpoint);
            trainer.swapAverage();
        }
        return new TrainedRun(config, system, library, evaluator, potential, generator, seeds);
    }

    /** Returns the configuration of the run. */
    public RunConfig config() {
        return config;
    }

    /** Returns the molecule. */
    public MolecularSystem system() {
        return system;
    }

    /** Returns the energies, kT at the temperature of the run. */
    public ReducedPotential potential() {
        return potential;
    }

    /** Returns the generator. */
    public BoltzmannGenerator generator() {
        return generator;
    }

    /** Returns the number of seeds. */
    public int seedCount() {
        return seeds.count();
    }

    /** Returns the seeds, nm, [seeds, 3N]; live. */
    public double[] seeds() {
        return seeds.positions();
    }

    /** Tells whether a configuration belongs to the target ensemble. */
    public boolean accepts(double[] positions, int offset) {
        return system.targetRule().accepts(positions, offset);
    }

    /** Gives equivalent hydrogens the order of the reference structure. */
    public void canonicalise(double[] positions, int offset) {
        hydrogens.canonicalise(positions, offset);
    }

    /** Returns where numbers made with this come from. */
    public Results.Provenance provenance(long seed) {
        return new Results.Provenance(
                seed,
                library.version(),
                library.path().toString(),
                MoleculeTarget.hash(system.system()),
                "",
                Version.current());
    }

    @Override
    public void close() {
        evaluator.close();
    }
}
