package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.openmmbg.coordinates.IdenticalParticles;
import org.openmmbg.potential.TwoStateSystem;
import org.openmmbg.sampling.MetropolisWalk;
import org.openmmbg.systems.AnalyticSystem;

/**
 * Seeds of a system without molecules: Metropolis walks from a configuration of each state, or of one, each ended where it would leave
 * its state, so that how often a state is seen tells nothing of how probable it is.
 */
final class SeedWalks {
    /** Steps between looks at the stop signal, in units of the interval between frames. */
    private static final int FRAMES_AT_ONCE = 100;

    private final AnalyticSystem system;
    private final TwoStateSystem potential;
    private final List<double[]> starts;
    private final RunConfig.Walks settings;
    private final long seed;

    /**
     * @param starts a configuration each walk starts from
     */
    SeedWalks(AnalyticSystem system, List<double[]> starts, RunConfig.Walks settings, long seed) {
        this.system = system;
        this.starts = starts;
        this.potential = system.potential();
        this.settings = settings;
        this.seed = seed;
    }

    /**
     * Does all walks.
     *
     * @throws StoppedException if the signal ended it; walks start anew when resumed
     */
    SeedSet run(Progress progress, StopSignal stop, RunState state) {
        List<double[]> frames = new ArrayList<>();
        int ended = 0;
        state.seedEvaluations = 0;
        state.mdSteps = 0;
        progress.start("seeds", "steps", 0, (long) starts.size() * settings.steps());
        for (int walk = 0; walk < starts.size(); walk++) {
            double[] start = starts.get(walk);
            MetropolisWalk walker = new MetropolisWalk(potential, settings.deviation(), start, seed, walk);
            boolean whole = run(walker, leaves(start), frames, progress, (long) walk * settings.steps(), stop);
            ended += whole ? 0 : 1;
            state.seedEvaluations += walker.evaluations();
            state.mdSteps += walker.steps();
        }
        progress.finish();
        progress.message(String.format(
                Locale.ROOT,
                "seeds: %,d configurations of %d walks of at most %,d steps; %d ended where they crossed %s = %s",
                frames.size(),
                starts.size(),
                settings.steps(),
                ended,
                potential.states().coordinate(),
                Kelvin.number(potential.states().boundary())));
        return joined(frames);
    }

    /** Walks on; returns whether the walk was not ended by a crossing. */
    private boolean run(
            MetropolisWalk walker,
            Predicate<double[]> leaves,
            List<double[]> frames,
            Progress progress,
            long before,
            StopSignal stop) {
        for (int frame = 0; frame < settings.steps() / settings.interval(); frame++) {
            if (!walker.run(settings.interval(), leaves)) {
                return false;
            }
            frames.add(walker.position().clone());
            if (frame % FRAMES_AT_ONCE == 0) {
                progress.update(before + walker.steps(), frames.size() + " configurations");
                if (stop.requested().isPresent()) {
                    throw new StoppedException(stop.requested().get(), "seeds, step " + (before + walker.steps()));
                }
            }
        }
        return true;
    }

    private Predicate<double[]> leaves(double[] start) {
        double boundary = potential.states().boundary();
        boolean above = potential.coordinate(start, 0) > boundary;
        return position -> potential.coordinate(position, 0) > boundary != above;
    }

    private SeedSet joined(List<double[]> frames) {
        int n = potential.dimension();
        double[] positions = new double[Math.multiplyExact(frames.size(), n)];
        IdenticalParticles particles = system.identicalParticles();
        for (int i = 0; i < frames.size(); i++) {
            System.arraycopy(frames.get(i), 0, positions, i * n, n);
            if (particles != null) {
                particles.relabel(positions, i * n);
            }
        }
        if (frames.size() < 2) {
            throw new UsageException(
                    "the walks kept " + frames.size() + " configurations; raise walks.steps or lower walks.interval");
        }
        return new SeedSet(frames.size(), positions, null);
    }
}
