package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.random.Purpose;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.SampledSystem;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.Ensemble;
import org.openmmbg.training.Trainer;
import org.openmmbg.training.WorkerPool;

/**
 * The main job: seeds, training, sampling, results, each going on where a checkpoint left it. Sampling, which is short,
 * starts anew.
 */
public final class GeneratorRun implements RunStages {
    /** The verdict is held against one independent draw for so many draws. */
    private static final int DRAWS_FOR_ONE_INDEPENDENT = 10;

    /**
     * A target whose input has been read and found good.
     *
     * @param config as asked, with all settled that was left to be chosen
     * @param notes lines to show before the work
     * @param open makes the target ready for work
     */
    record Plan(RunConfig config, List<String> notes, Supplier<Target> open) {}

    @Override
    public Job prepare(RunConfig config) {
        Plan plan = plan(config);
        return new Job(plan.config(), (folder, progress, stop) -> {
            plan.notes().forEach(progress::message);
            try (Target target = plan.open().get()) {
                return new Execution(plan.config(), target, folder, progress, stop).run();
            }
        });
    }

    private static Plan plan(RunConfig config) {
        SampledSystem system = ChosenSystem.find(config.system());
        if (system instanceof AnalyticSystem analytic) {
            return AnalyticTarget.plan(config, analytic);
        }
        return MoleculeTarget.plan(config, (MolecularSystem) system);
    }

    /**
     * Refuses more draws than an array holds.
     *
     * @throws UsageException if they are too many
     */
    static void requireDrawable(RunConfig config, int width) {
        if ((long) config.sampling().draws() * width > Integer.MAX_VALUE) {
            throw new UsageException("sampling.draws = " + config.sampling().draws() + " are too many for " + width
                    + " coordinates in one run; at most " + Integer.MAX_VALUE / width);
        }
    }

    /** One job at work. */
    private static final class Execution {
        private final RunConfig config;
        private final Target target;
        private final RunFolder folder;
        private final Progress progress;
        private final StopSignal stop;
        private final RunState state;

        Execution(RunConfig config, Target target, RunFolder folder, Progress progress, StopSignal stop) {
            this.config = config;
            this.target = target;
            this.folder = folder;
            this.progress = progress;
            this.stop = stop;
            this.state = new RunState(target.identity());
        }

        Results run() throws IOException {
            Checkpoint checkpoint = Files.exists(folder.checkpoint()) ? Checkpoint.read(folder.checkpoint()) : null;
            if (checkpoint != null) {
                state.load(checkpoint);
            }
            long seed = config.compute().seed();
            try (WorkerPool workers = new WorkerPool(config.compute().threads())) {
                SeedSet seeds = seeds(checkpoint);
                GeneratorFactory factory = target.factory(seeds);
                double[] energies = energies(factory, seeds, checkpoint);
                BoltzmannGenerator generator = factory.build(config.network(), seed);
                Trainer trainer = new Trainer(
                        ensembles(generator),
                        factory.examples(energies),
                        factory.scales(),
                        config.training().forceLimit(),
                        config.training().emaDecay(),
                        workers,
                        seed);
                Exploration exploration = target.exploration(generator);
                TrainingRun training = new TrainingRun(config, target, trainer, folder, state, exploration);
                long metricsLines = 0;
                if (checkpoint != null && checkpoint.text("stage").equals(RunStage.TRAINING.id())) {
                    training.load(checkpoint);
                    metricsLines = checkpoint.integer("metrics.lines");
                }
                training.run(metricsLines, progress, stop);
                trainer.swapAverage();
                List<RunResults.Drawn> drawn = sample(generator, workers);
                target.writeSamples(folder, generator, drawn.get(0).samples());
                for (RunResults.Drawn other : drawn.subList(1, drawn.size())) {
                    target.writeSamples(folder, other.temperature(), other.samples());
                }
                double[] seedLogWeights = factory.logWeights(generator, energies);
                SeedSet.writeLogWeights(folder.seedWeights(), seedLogWeights);
                return new RunResults(config, target, state)
                        .of(drawn, seeds, energies, seedLogWeights, trainer.skippedSteps());
            }
        }

        /** Returns the main temperature and then the others. */
        private List<Double> temperatures() {
            List<Double> temperatures = new ArrayList<>(List.of(target.temperature()));
            config.training().temperatures().stream()
                    .filter(other -> other != target.temperature())
                    .forEach(temperatures::add);
            return temperatures;
        }

        private List<Ensemble> ensembles(BoltzmannGenerator generator) {
            return temperatures().stream()
                    .map(temperature -> new Ensemble(
                            generator.atTemperatureRatio(temperature / target.temperature()),
                            target.trainingPotential(temperature)))
                    .toList();
        }

        /** Draws at the main temperature first, then at the others. */
        private List<RunResults.Drawn> sample(BoltzmannGenerator generator, WorkerPool workers) {
            int draws = config.sampling().draws();
            int independent = (draws + DRAWS_FOR_ONE_INDEPENDENT - 1) / DRAWS_FOR_ONE_INDEPENDENT;
            List<Double> temperatures = temperatures();
            List<RunResults.Drawn> drawn = new ArrayList<>();
            for (int i = 0; i < temperatures.size(); i++) {
                double temperature = temperatures.get(i);
                BoltzmannGenerator there = generator.atTemperatureRatio(temperature / target.temperature());
                Sampling sampling = new Sampling(there, target.potential(temperature), target, config, i);
                drawn.add(new RunResults.Drawn(
                        temperature,
                        sampling.run("sampling", Purpose.SAMPLING, draws, workers, progress, stop),
                        sampling.run("verdict", Purpose.VERDICT, independent, workers, progress, stop),
                        target.equilibrium(there, i, temperature, state)));
                state.samplingEvaluations += draws + independent;
            }
            return drawn;
        }

        /** Returns the seeds of an earlier process of this run, or new ones. */
        private SeedSet seeds(@Nullable Checkpoint checkpoint) throws IOException {
            if (checkpoint != null && !checkpoint.text("stage").equals(RunStage.SEEDS.id())) {
                return SeedSet.read(folder.seeds());
            }
            return target.makeSeeds(checkpoint, folder, progress, stop, state);
        }

        /** Returns u at the seeds, that of an earlier process or new; the seeds are done. */
        private double[] energies(GeneratorFactory factory, SeedSet seeds, @Nullable Checkpoint checkpoint)
                throws IOException {
            if (checkpoint != null && !checkpoint.text("stage").equals(RunStage.SEEDS.id())) {
                return SeedSet.readEnergies(folder.seeds());
            }
            double[] energies = factory.energies(target.potential(target.temperature()));
            state.seedEvaluations += seeds.count();
            for (double energy : energies) {
                state.seedFailures += Double.isNaN(energy) ? 1 : 0;
            }
            seeds.write(folder.seeds(), energies);
            Checkpoint.Builder done = new Checkpoint.Builder();
            done.put("stage", RunStage.SEEDED.id());
            state.save(done);
            done.write(folder.checkpoint());
            return energies;
        }
    }
}
