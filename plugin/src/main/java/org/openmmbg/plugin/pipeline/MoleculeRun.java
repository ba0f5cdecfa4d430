package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.PlatformChoice;
import org.openmmbg.openmm.PlatformSpec;
import org.openmmbg.openmm.PlatformTiming;
import org.openmmbg.openmm.system.CutoffMethod;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.GbsaObcForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.systems.EquivalentHydrogens;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.systems.trajectory.FrameReader;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;
import org.openmmbg.systems.trajectory.NpzWriter;
import org.openmmbg.training.Checkpoint;
import org.openmmbg.training.Trainer;
import org.openmmbg.training.WorkerPool;

/**
 * The main job on a molecule: seeds, training, sampling, results, each going on where a checkpoint left it. Sampling, which
 * is short, starts anew.
 */
public final class MoleculeRun implements RunStages {

    @Override
    public Job prepare(RunConfig config) {
        MolecularSystem system = ChosenSystem.load(config.system());
        requireSampleable(system);
        RunResults.expressions(config, system);
        if ((long) config.sampling().draws() * 3 * system.topology().atomCount() > Integer.MAX_VALUE) {
            throw new UsageException("sampling.draws = " + config.sampling().draws() + " are too many for "
                    + system.topology().atomCount() + " atoms in one run; at most "
                    + Integer.MAX_VALUE / (3 * system.topology().atomCount()));
        }
        List<Frames> given = new ArrayList<>();
        for (Path file : config.system().seedFiles()) {
            given.add(FrameReader.read(file, system.topology().atomCount()));
        }
        Frames shipped = given.isEmpty() ? system.shippedSeeds() : null;
        if (shipped != null) {
            given.add(shipped);
        }
        Frames seeds =
                given.isEmpty() ? null : accepted(system, given, config.system().seedFiles());
        OpenMmLibrary library = OpenMmLibrary.load();
        PlatformChoice choice = choice(config.compute().platform(), library, system);
        library.require(choice.platform());
        RunConfig settled = config.withPlatform(choice.platform());
        return new Job(settled, (folder, progress, stop) -> {
            if (!choice.timings().isEmpty()) {
                progress.message(described(choice));
            }
            if (seeds != null) {
                int all = given.stream().mapToInt(Frames::count).sum();
                progress.message(String.format(
                        Locale.ROOT,
                        "seeds: %,d of %,d given kept; %,d are outside the target ensemble or of weight 0",
                        seeds.count(),
                        all,
                        all - seeds.count()));
            }
            return new Execution(settled, system, library, folder, progress, stop).run(seeds);
        });
    }

    /** Returns the platform asked for, or the one that timing chooses. */
    private static PlatformChoice choice(String asked, OpenMmLibrary library, MolecularSystem system) {
        return asked.equals(PlatformChoice.AUTO)
                ? PlatformChoice.byTiming(library, system.system(), system.referencePositions())
                : new PlatformChoice(PlatformSpec.parse(asked), List.of());
    }

    private static String described(PlatformChoice choice) {
        return choice.timings().stream()
                .filter(PlatformTiming::isUsable)
                .map(timing ->
                        String.format(Locale.ROOT, "%s %,.0f", timing.platform().name(), timing.evaluationsPerSecond()))
                .collect(Collectors.joining(", ", "platform: " + choice.platform() + " (evaluations a second: ", ")"));
    }

    /** Refuses what dynamics and internal coordinates here would get wrong without a word. */
    private static void requireSampleable(MolecularSystem system) {
        if (!system.system().constraints().isEmpty()) {
            throw new UsageException("the System of " + system.name() + " has "
                    + system.system().constraints().size()
                    + " constraints; a generator needs every bond free: make the System with constraints=None");
        }
        if (system.system().masses().stream().anyMatch(mass -> !(mass > 0))) {
            throw new UsageException("the System of " + system.name()
                    + " has particles without mass; the seeds' dynamics" + " needs a mass for each");
        }
        for (Force force : system.system().forces()) {
            if (isPeriodic(force)) {
                throw new UsageException("the System of " + system.name() + " is periodic (" + force.openMmName()
                        + "); a generator samples one molecule without a box: use NoCutoff or CutoffNonPeriodic");
            }
        }
    }

    private static boolean isPeriodic(Force force) {
        if (force instanceof NonbondedForce nonbonded) {
            return nonbonded.method() != NonbondedForce.Method.NO_CUTOFF
                    && nonbonded.method() != NonbondedForce.Method.CUTOFF_NON_PERIODIC;
        }
        return force instanceof GbsaObcForce gbsa && gbsa.method() == CutoffMethod.CUTOFF_PERIODIC;
    }

    /** Joins given seeds, equivalent hydrogens in the reference's order, those outside the target ensemble left out. */
    private static Frames accepted(MolecularSystem system, List<Frames> given, List<Path> files) {
        int width = 3 * system.topology().atomCount();
        int most = given.stream().mapToInt(Frames::count).sum();
        double[] positions = new double[Math.multiplyExact(most, width)];
        double[] weights = new double[most];
        boolean weighted = given.stream().anyMatch(frames -> frames.weights() != null);
        EquivalentHydrogens hydrogens = system.equivalentHydrogens();
        int count = 0;
        for (Frames frames : given) {
            double[] own = frames.weights();
            for (int i = 0; i < frames.count(); i++) {
                System.arraycopy(frames.positions(), i * width, positions, count * width, width);
                hydrogens.canonicalise(positions, count * width);
                weights[count] = own == null ? 1 : own[i];
                if (system.targetRule().accepts(positions, count * width) && weights[count] > 0) {
                    count++;
                }
            }
        }
        if (count < 2) {
            throw new InputFileException(
                    files.isEmpty() ? Path.of(system.name()) : files.get(0),
                    "of " + most + " seeds given, " + count + " belong to the target ensemble (L at every CA, trans"
                            + " peptide bonds); at least 2 are needed");
        }
        return new Frames(
                system.topology().atomCount(),
                count,
                Arrays.copyOf(positions, count * width),
                weighted ? Arrays.copyOf(weights, count) : null);
    }

    /** One job at work. */
    private static final class Execution {
        /** In seeds.npz: ∂(u − log|J|)/∂q over internal coordinates, kT, [seeds, 3N − 6]. */
        private static final String GRADIENT = "internal_gradient";

        /** In seeds.npz: u, kT, [seeds]. */
        private static final String ENERGY = "u";

        private final RunConfig config;
        private final MolecularSystem system;
        private final OpenMmLibrary library;
        private final RunFolder folder;
        private final Progress progress;
        private final StopSignal stop;
        private final RunState state;

        Execution(
                RunConfig config,
                MolecularSystem system,
                OpenMmLibrary library,
                RunFolder folder,
                Progress progress,
                StopSignal stop) {
            this.config = config;
            this.system = system;
            this.library = library;
            this.folder = folder;
            this.progress = progress;
            this.stop = stop;
            this.state = new RunState("System " + RunResults.hash(system.system()) + ", OpenMM " + library.version()
                    + ", openmm-bg " + Version.current());
        }

        Results run(@Nullable Frames given) throws IOException {
            Checkpoint checkpoint = Files.exists(folder.checkpoint()) ? Checkpoint.read(folder.checkpoint()) : null;
            if (checkpoint != null) {
                state.load(checkpoint);
            }
            long seed = config.compute().seed();
            int threads = config.compute().threads();
            try (BatchEvaluator evaluator = BatchEvaluator.create(
                            library, system.system(), config.compute().platform(), threads);
                    WorkerPool workers = new WorkerPool(threads)) {
                OpenMmPotential potential = new OpenMmPotential(evaluator, system.temperature());
                Frames seeds = seeds(given, potential, checkpoint);
                GeneratorFactory factory = GeneratorFactory.of(system, seeds);
                double[] gradients = gradients(factory, seeds, potential, checkpoint);
                BoltzmannGenerator generator = factory.build(config.network(), seed);
                Trainer trainer = new Trainer(
                        generator,
                        potential,
                        factory.examples(gradients),
                        factory.scales(),
                        config.training().forceLimit(),
                        config.training().emaDecay(),
                        workers,
                        seed);
                long metricsLines = 0;
                if (checkpoint != null && checkpoint.text("stage").equals(RunStage.TRAINING.id())) {
                    trainer.load(checkpoint);
                    metricsLines = checkpoint.integer("metrics.lines");
                }
                new TrainingRun(config.training(), trainer, folder, state).run(metricsLines, progress, stop);
                trainer.swapAverage();
                Samples samples = new Sampling(generator, potential, system.targetRule(), config.sampling(), seed)
                        .run(workers, progress, stop);
                state.samplingEvaluations = samples.count();
                new SampleFiles(system).write(folder, samples);
                return new RunResults(config, system, library, state).of(samples, trainer.skippedSteps(), energies());
            }
        }

        /** Returns the seeds given, those of an earlier process of this run, or those of MD. */
        private Frames seeds(@Nullable Frames given, OpenMmPotential potential, @Nullable Checkpoint checkpoint)
                throws IOException {
            if (checkpoint != null && !checkpoint.text("stage").equals(RunStage.SEEDS.id())) {
                return FrameReader.read(folder.seeds(), system.topology().atomCount());
            }
            if (given != null) {
                return given;
            }
            SeedSimulation simulation = new SeedSimulation(
                    system, potential, config.seeds(), config.compute().seed());
            if (checkpoint != null) {
                simulation.load(checkpoint);
            }
            return simulation.run(folder.checkpoint(), progress, stop, state);
        }

        /** Returns the target's gradients at the seeds, those of an earlier process or new ones; the seeds are done. */
        private double[] gradients(
                GeneratorFactory factory, Frames seeds, OpenMmPotential potential, @Nullable Checkpoint checkpoint)
                throws IOException {
            if (checkpoint != null && !checkpoint.text("stage").equals(RunStage.SEEDS.id())) {
                return Objects.requireNonNull(
                                NpzReader.read(folder.seeds(), Set.of(GRADIENT)).get(GRADIENT))
                        .values();
            }
            double[] energies = new double[seeds.count()];
            double[] gradients = factory.targetGradients(potential, energies);
            state.seedEvaluations += seeds.count();
            for (double energy : energies) {
                state.seedFailures += Double.isNaN(energy) ? 1 : 0;
            }
            write(seeds, energies, gradients);
            Checkpoint.Builder done = new Checkpoint.Builder();
            done.put("stage", RunStage.SEEDED.id());
            state.save(done);
            done.write(folder.checkpoint());
            return gradients;
        }

        /** Returns the energies of the seeds, which stand in the run folder. */
        private double[] energies() {
            return Objects.requireNonNull(
                            NpzReader.read(folder.seeds(), Set.of(ENERGY)).get(ENERGY))
                    .values();
        }

        private void write(Frames seeds, double[] energies, double[] gradients) throws IOException {
            Map<String, NpyArray> arrays = new LinkedHashMap<>();
            arrays.put("positions", NpyArray.of(seeds.positions(), seeds.count(), 3 * seeds.atoms()));
            arrays.put(ENERGY, NpyArray.of(energies, seeds.count()));
            arrays.put(GRADIENT, NpyArray.of(gradients, seeds.count(), gradients.length / seeds.count()));
            double[] weights = seeds.weights();
            if (weights != null) {
                arrays.put("weights", NpyArray.of(weights, seeds.count()));
            }
            NpzWriter.write(folder.seeds(), arrays);
        }
    }
}
