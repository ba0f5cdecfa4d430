package org.openmmbg.plugin.hybrid;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.StateWeights;
import org.openmmbg.hybrid.Crossings;
import org.openmmbg.hybrid.StateTimes;
import org.openmmbg.plugin.analysis.ExpressionMean;
import org.openmmbg.plugin.analysis.State;
import org.openmmbg.plugin.analysis.WeightedSamples;
import org.openmmbg.plugin.pipeline.Json;
import org.openmmbg.plugin.pipeline.Progress;
import org.openmmbg.plugin.pipeline.Results;
import org.openmmbg.plugin.pipeline.RunFolder;
import org.openmmbg.plugin.pipeline.StopSignal;
import org.openmmbg.plugin.pipeline.StoppedException;
import org.openmmbg.plugin.pipeline.TrainedRun;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.plugin.pipeline.WalkerStore;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.pdb.PdbWriter;
import org.openmmbg.systems.trajectory.DcdWriter;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzWriter;
import org.openmmbg.training.Checkpoint;

/**
 * A hybrid chain on a trained run: walkers start at its seeds, move by Metropolised dynamics with the run's time step, and
 * jump to draws of its generator, or swap with walkers of a hotter run. Checkpoints hold all of it, so that a chain that was stopped goes on to the same bits.
 */
public final class HybridRun {
    private static final String STAGE = "hybrid";
    private static final int CHECKPOINTS = 20;
    private static final int RESAMPLES = 1000;

    private final TrainedRun run;
    private final HybridSettings settings;
    private final List<State> states;
    private final RunFolder folder;
    private final Chains chains;
    private final FrameStore frames;
    private final int width;
    private Crossings crossings;
    private StateTimes times;
    private double earlierSeconds;
    private final long startNanos = System.nanoTime();

    /**
     * Makes a chain ready, or takes it up where the folder's checkpoint left it.
     *
     * @param run whose ensemble results are of
     * @param hot the run at a higher temperature that walkers swap with; null to jump to the generator's draws instead
     * @param states two of them; their difference is the result
     * @param folder receives the files
     * @throws UsageException if the checkpoint is of a chain of other settings
     */
    public HybridRun(
            TrainedRun run, @Nullable TrainedRun hot, HybridSettings settings, List<State> states, RunFolder folder)
            throws IOException {
        if (states.size() != 2) {
            throw new UsageException(states.size() + " states: a chain compares two; give --state EXPR twice");
        }
        this.run = run;
        this.settings = settings;
        this.states = states;
        this.folder = folder;
        width = run.potential().dimension();
        this.chains = hot == null ? new JumpChains(run, settings) : new ExchangeChains(run, hot, settings);
        frames = new FrameStore(settings.walkers(), width);
        times = new StateTimes(settings.walkers());
        crossings = new Crossings(settings.walkers(), this::side);
        if (Files.exists(folder.checkpoint())) {
            load(Checkpoint.read(folder.checkpoint()));
        } else {
            chains.start();
        }
    }

    private int side(double[] positions, int offset) {
        if (states.get(0).condition().value(positions, offset) == 1) {
            return -1;
        }
        return states.get(1).condition().value(positions, offset) == 1 ? 1 : Crossings.BETWEEN;
    }

    /**
     * Runs what is left and writes the files.
     *
     * @throws StoppedException if the signal ended it, its state saved
     */
    public HybridResults run(Progress progress, StopSignal stop) throws IOException {
        long all = (long) settings.burnIn() + settings.cycles();
        long interval = Math.max(1, all / CHECKPOINTS);
        progress.start("hybrid", "cycles", chains.cycle(), all);
        while (chains.cycle() < all) {
            chains.advance();
            see();
            progress.update(
                    chains.cycle(),
                    String.format(Locale.ROOT, "%s accepted %.2f", chains.moves(), chains.acceptance()));
            boolean stopping = stop.requested().isPresent();
            if (stopping || chains.cycle() % interval == 0) {
                save();
            }
            if (stopping) {
                throw new StoppedException(stop.requested().get(), "hybrid, cycle " + chains.cycle() + " of " + all);
            }
        }
        progress.finish();
        save();
        double[] positions = frames.byWalker();
        int count = frames.count() * settings.walkers();
        write(positions, count);
        return results(positions, count);
    }

    private void see() {
        if (chains.cycle() <= settings.burnIn()) {
            return;
        }
        double[] positions = chains.positions();
        crossings.see(width, positions);
        for (int walker = 0; walker < settings.walkers(); walker++) {
            int side = side(positions, walker * width);
            times.add(walker, side == -1, side == 1);
        }
        if ((chains.cycle() - settings.burnIn()) % settings.every() == 0) {
            frames.see(positions);
        }
    }

    private double wallSeconds() {
        return earlierSeconds + (System.nanoTime() - startNanos) * 1e-9;
    }

    private String identity() {
        try {
            return chains.method() + " " + Json.compact().writeValueAsString(settings) + " "
                    + states.stream().map(s -> s.condition().text()).toList() + " " + run.provenance(settings.seed());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void save() throws IOException {
        Checkpoint.Builder checkpoint = new Checkpoint.Builder();
        checkpoint.put("stage", STAGE);
        checkpoint.put("identity", identity());
        checkpoint.put("cost.wall_s", Double.toString(wallSeconds()));
        chains.save(checkpoint);
        WalkerStore.counts(checkpoint, "hybrid.last_states", crossings.last());
        WalkerStore.counts(checkpoint, "hybrid.crossings", crossings.crossings());
        checkpoint.add("hybrid.state_times", times.codes(), times.frames());
        frames.save(checkpoint);
        checkpoint.write(folder.checkpoint());
    }

    private void load(Checkpoint checkpoint) {
        if (!checkpoint.text("stage").equals(STAGE)
                || !checkpoint.text("identity").equals(identity())) {
            throw new UsageException(folder.folder() + ": its chain was begun with other settings, states, System or"
                    + " OpenMM; go on with the same, or start anew");
        }
        earlierSeconds = Double.parseDouble(checkpoint.text("cost.wall_s"));
        frames.load(checkpoint);
        times = StateTimes.ofCodes(settings.walkers(), checkpoint.array("hybrid.state_times"));
        crossings = new Crossings(
                WalkerStore.counts(checkpoint, "hybrid.last_states"),
                WalkerStore.counts(checkpoint, "hybrid.crossings"),
                this::side);
        chains.load(checkpoint);
    }

    private void write(double[] positions, int count) throws IOException {
        Topology topology = run.system().topology();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("positions", new NpyArray(NpyArray.Type.FLOAT32, List.of(count, width), positions));
        NpzWriter.write(folder.samples(), arrays);
        DcdWriter.write(folder.trajectory(), new Frames(topology.atomCount(), count, positions, null));
        PdbWriter.write(folder.topology(), topology, List.of(run.system().referencePositions()));
    }

    private HybridResults results(double[] positions, int count) {
        Bootstrap bootstrap = new Bootstrap(settings.seed(), RESAMPLES);
        Estimate difference = times.difference(settings.seed(), RESAMPLES);
        double inefficiency = times.inefficiency();
        double effective = times.frames() / inefficiency;
        double seconds = wallSeconds();
        String reason = String.format(
                Locale.ROOT,
                "%.0f independent frames of %,d, %d round trips",
                effective,
                times.frames(),
                crossings.roundTrips());
        boolean enough = effective >= StateWeights.LEAST_EFFECTIVE_SAMPLES;
        boolean eachState = Arrays.stream(times.framesInStates()).min().orElse(0) / inefficiency
                >= StateWeights.LEAST_EFFECTIVE_SAMPLES_IN_STATE;
        boolean converged = enough && eachState && crossings.roundTrips() > 0;
        if (!converged) {
            reason += String.format(
                    Locale.ROOT,
                    "; at least %.0f, %.0f in each state, and a round trip are needed",
                    StateWeights.LEAST_EFFECTIVE_SAMPLES,
                    StateWeights.LEAST_EFFECTIVE_SAMPLES_IN_STATE);
        }
        return new HybridResults(
                List.of(new Results.FreeEnergy(
                        "F(" + states.get(0).name() + ")-F(" + states.get(1).name() + ")",
                        difference.value(),
                        new Results.Interval(difference.low(), difference.high()),
                        run.system().temperature())),
                observables(positions, count, bootstrap),
                chains.method(),
                chains.acceptance(),
                chains.dynamicsAcceptance(),
                chains.refusedSegments(),
                chains.failedProposals(),
                crossings.roundTrips(),
                times.frames(),
                inefficiency,
                effective,
                effective / seconds,
                settings,
                new Results.Cost(chains.evaluations(), chains.mdSteps(), seconds),
                run.provenance(settings.seed()),
                converged,
                (converged ? "converged: " : "not converged: ") + reason);
    }

    private List<Results.Observable> observables(double[] positions, int count, Bootstrap bootstrap) {
        WeightedSamples samples = WeightedSamples.ofFrames(
                run.system().topology(), count, positions, run.system().temperature());
        List<String> texts = new ArrayList<>(
                run.system().observables().stream().map(TorsionObservable::name).toList());
        texts.addAll(run.config().observables());
        return texts.stream()
                .map(text -> ExpressionMean.of(Expression.parse(text, samples.vocabulary()), samples, bootstrap)
                        .observable())
                .toList();
    }
}
