package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.systems.EquivalentHydrogens;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.OpenMmPotential;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.training.Checkpoint;

/**
 * Short MD that finds the basins of a molecule without being told of any: hot walkers from the reference structure, whose
 * configurations are quenched, equilibrated and run at the target temperature. How often a basin is seen says where the
 * hot walkers went, not how probable it is.
 */
final class SeedSimulation {
    /** The numbers of cold walkers start here, so that their noise is not that of the hot ones. */
    private static final long FIRST_COLD_WALKER = 1_000_000;

    private static final int COLD_CHUNK = 500;

    private final MolecularSystem system;
    private final OpenMmPotential potential;
    private final RunConfig.Seeds settings;
    private final long seed;
    private final double[] masses;
    private final EquivalentHydrogens hydrogens;
    private final int width;

    private @Nullable Walkers hot;
    private @Nullable Walkers cold;
    private double[] snapshots = new double[0];
    private double[] frames = new double[0];
    private int snapshotCount;
    private int frameCount;
    private long refused;

    SeedSimulation(MolecularSystem system, OpenMmPotential potential, RunConfig.Seeds settings, long seed) {
        this.system = system;
        this.potential = potential;
        this.settings = settings;
        this.seed = seed;
        this.masses = system.system().masses().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        this.hydrogens = system.equivalentHydrogens();
        this.width = 3 * masses.length;
    }

    /** Takes the state back that {@link #save} wrote. */
    void load(Checkpoint checkpoint) {
        hot = WalkerStore.load(checkpoint, "hot");
        snapshots = checkpoint.array("snapshots");
        snapshotCount = snapshots.length / width;
        if (checkpoint.has("cold.step")) {
            cold = WalkerStore.load(checkpoint, "cold");
        }
        frames = checkpoint.array("frames");
        frameCount = frames.length / width;
        refused = checkpoint.integer("seeds.refused");
    }

    private void save(Path file, Walkers hotWalkers, RunState state) throws IOException {
        Checkpoint.Builder checkpoint = new Checkpoint.Builder();
        checkpoint.put("stage", RunStage.SEEDS.id());
        WalkerStore.save(checkpoint, "hot", hotWalkers);
        checkpoint.add("snapshots", Arrays.copyOf(snapshots, snapshotCount * width), snapshotCount, width);
        if (cold != null) {
            WalkerStore.save(checkpoint, "cold", cold);
        }
        checkpoint.add("frames", Arrays.copyOf(frames, frameCount * width), frameCount, width);
        checkpoint.put("seeds.refused", Long.toString(refused));
        state.save(checkpoint);
        checkpoint.write(file);
    }

    /**
     * Runs what is left.
     *
     * @return frames that obey the target rule
     * @throws StoppedException if the signal ended it, its state saved
     */
    Frames run(Path checkpoint, Progress progress, StopSignal stop, RunState state) throws IOException {
        Walkers hotWalkers = runHot(checkpoint, progress, stop, state);
        Walkers coldWalkers = runCold(hotWalkers, checkpoint, progress, stop, state);
        state.seedEvaluations = hotWalkers.evaluations() + coldWalkers.evaluations();
        state.mdSteps = hotWalkers.walkerSteps() + coldWalkers.walkerSteps();
        state.deadWalkers = (long) hotWalkers.deadCount() + coldWalkers.deadCount();
        if (frameCount < 2) {
            throw new UsageException("the seeds' MD kept " + frameCount
                    + " frames; raise seeds.hot_steps or seeds.production_steps, or give examples with --seeds");
        }
        progress.message(String.format(
                Locale.ROOT,
                "seeds: %,d frames of %d walkers (%.1f ps each at %.0f K, from %d walkers at %.0f K for %.1f ps); %,d"
                        + " frames outside the target ensemble left out",
                frameCount,
                coldWalkers.count(),
                settings.stepPs() * settings.productionSteps(),
                system.temperature(),
                hotWalkers.count(),
                settings.hotTemperature(),
                hotWalkers.step() * settings.hotStepPs(),
                refused));
        return new Frames(masses.length, frameCount, Arrays.copyOf(frames, frameCount * width), null);
    }

    private Walkers runHot(Path checkpoint, Progress progress, StopSignal stop, RunState state) throws IOException {
        LangevinDynamics dynamics = dynamics(settings.hotTemperature(), settings.hotStepPs(), settings.frictionPerPs());
        Walkers walkers = hot;
        if (walkers == null) {
            double[] start = new double[settings.hotWalkers() * width];
            for (int i = 0; i < settings.hotWalkers(); i++) {
                System.arraycopy(system.referencePositions(), 0, start, i * width, width);
            }
            walkers = dynamics.start(settings.hotWalkers(), start, 0);
        }
        int chunks = settings.hotSteps() / settings.hotInterval();
        snapshots =
                Arrays.copyOf(snapshots, Math.multiplyExact(Math.multiplyExact(chunks, settings.hotWalkers()), width));
        long total = (long) chunks * settings.hotInterval();
        progress.start("hot dynamics", "steps", walkers.step(), total);
        while (walkers.step() < total) {
            dynamics.run(walkers, settings.hotInterval(), settings.hotInterval(), w -> {});
            for (int i = 0; i < walkers.count(); i++) {
                if (!walkers.isDead(i) && system.targetRule().accepts(walkers.positions(), i * width)) {
                    System.arraycopy(walkers.positions(), i * width, snapshots, snapshotCount++ * width, width);
                }
            }
            progress.update(walkers.step(), snapshotCount + " snapshots");
            stopPoint(walkers, checkpoint, stop, state, "hot dynamics, step " + walkers.step() + " of " + total);
        }
        progress.finish();
        hot = walkers;
        return walkers;
    }

    private Walkers runCold(Walkers hotWalkers, Path checkpoint, Progress progress, StopSignal stop, RunState state)
            throws IOException {
        if (snapshotCount == 0) {
            throw new UsageException("no snapshot of the hot dynamics obeys the target rule; lower"
                    + " seeds.hot_temperature, or give examples with --seeds");
        }
        LangevinDynamics quench = dynamics(system.temperature(), settings.stepPs(), settings.quenchFrictionPerPs());
        LangevinDynamics dynamics = dynamics(system.temperature(), settings.stepPs(), settings.frictionPerPs());
        Walkers walkers = cold;
        if (walkers == null) {
            walkers = quench.start(snapshotCount, Arrays.copyOf(snapshots, snapshotCount * width), FIRST_COLD_WALKER);
        }
        cold = walkers;
        long quiet = (long) settings.quenchSteps() + settings.equilibrationSteps();
        long total = quiet + settings.productionSteps();
        int most = settings.productionSteps() / settings.frameInterval() + 1;
        frames = Arrays.copyOf(frames, Math.multiplyExact(most * walkers.count(), width));
        progress.start("seeds at " + Math.round(system.temperature()) + " K", "steps", walkers.step(), total);
        while (walkers.step() < total) {
            boolean quenching = walkers.step() < settings.quenchSteps();
            long end = quenching ? settings.quenchSteps() : total;
            (quenching ? quench : dynamics)
                    .run(walkers, Math.min(COLD_CHUNK, end - walkers.step()), settings.frameInterval(), w -> {
                        if (w.step() > quiet) {
                            keep(w);
                        }
                    });
            progress.update(walkers.step(), frameCount + " frames");
            stopPoint(hotWalkers, checkpoint, stop, state, "seeds, step " + walkers.step() + " of " + total);
        }
        progress.finish();
        return walkers;
    }

    private void keep(Walkers walkers) {
        for (int i = 0; i < walkers.count(); i++) {
            if (walkers.isDead(i)) {
                continue;
            }
            if (system.targetRule().accepts(walkers.positions(), i * width)) {
                System.arraycopy(walkers.positions(), i * width, frames, frameCount * width, width);
                hydrogens.canonicalise(frames, frameCount * width);
                frameCount++;
            } else {
                refused++;
            }
        }
    }

    private void stopPoint(Walkers hotWalkers, Path checkpoint, StopSignal stop, RunState state, String where)
            throws IOException {
        save(checkpoint, hotWalkers, state);
        if (stop.requested().isPresent()) {
            throw new StoppedException(stop.requested().get(), where);
        }
    }

    private LangevinDynamics dynamics(double temperature, double stepPs, double frictionPerPs) {
        return new LangevinDynamics(
                potential.atTemperature(temperature), masses, temperature, stepPs, frictionPerPs, seed);
    }
}
