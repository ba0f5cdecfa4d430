package org.openmmbg.plugin.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.plugin.analysis.WeightedSamples;
import org.openmmbg.plugin.pipeline.UsageException;
import picocli.CommandLine.Option;

/** Weighted samples in a file of one's own, in place of a run. */
final class SamplesOptions {
    private static final int FEWEST_RESAMPLES = 40;

    @Option(
            names = "--samples",
            paramLabel = "FILE",
            description =
                    "Samples in place of a run, with --pdb: NPZ with positions and log_w or weights (and u, kT); or"
                            + " a trajectory, whose frames weigh the same and are taken in the order of time.")
    private @Nullable Path samples;

    @Option(names = "--pdb", paramLabel = "FILE", description = "PDB or mmCIF file of the atoms of --samples.")
    private @Nullable Path pdb;

    @Option(
            names = "--sampled-at",
            paramLabel = "K",
            description =
                    "Temperature of the ensemble of --samples, where other temperatures are wanted; of a run, the one"
                            + " of its temperatures whose samples are taken.")
    private @Nullable Double sampledAt;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the resampling behind the intervals (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--resamples",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Resamples behind each interval (default: ${DEFAULT-VALUE}).")
    private int resamples;

    boolean given() {
        return samples != null;
    }

    /** Returns the samples of the run or of the file, whichever is named. */
    WeightedSamples read(@Nullable Path run) {
        if ((run == null) == (samples == null)) {
            throw new UsageException(
                    "samples of what? name the folder of a run, or give --samples FILE and --pdb FILE");
        }
        if (run != null) {
            if (pdb != null) {
                throw new UsageException("--pdb goes with --samples; a run has its own");
            }
            return sampledAt == null ? WeightedSamples.ofRun(run) : WeightedSamples.ofRun(run, sampledAt);
        }
        if (samples == null || pdb == null) {
            throw new UsageException("--samples needs --pdb, which names the atoms");
        }
        if (sampledAt != null && !(sampledAt > 0 && Double.isFinite(sampledAt))) {
            throw new UsageException("--sampled-at " + sampledAt + ": a temperature above 0 K is needed");
        }
        return WeightedSamples.ofFile(samples, pdb, sampledAt == null ? Double.NaN : sampledAt);
    }

    Bootstrap bootstrap() {
        if (resamples < FEWEST_RESAMPLES) {
            throw new UsageException("--resamples " + resamples + ": at least " + FEWEST_RESAMPLES + " are needed");
        }
        if (resamples > Bootstrap.MOST_RESAMPLES) {
            throw new UsageException("--resamples " + resamples + ": at most " + Bootstrap.MOST_RESAMPLES);
        }
        return new Bootstrap(seed, resamples);
    }
}
