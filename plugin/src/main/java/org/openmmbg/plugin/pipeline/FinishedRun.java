package org.openmmbg.plugin.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.openmmbg.plugin.analysis.WeightedSeeds;
import org.openmmbg.systems.InputFileException;

/**
 * The files of a run, to be read: nothing is locked and nothing changed.
 *
 * @param folder the run folder
 * @param config its configuration
 */
public record FinishedRun(Path folder, RunConfig config) {

    /**
     * Opens a run folder.
     *
     * @throws UsageException if it is none
     * @throws InputFileException if its configuration cannot be used
     */
    public static FinishedRun open(Path folder) {
        RunFolder.requireRun(folder);
        return new FinishedRun(folder, ConfigLoader.read(folder.resolve(RunFolder.CONFIG)));
    }

    /** Returns the path of the samples with their weights. */
    public Path samples() {
        return folder.resolve(RunFolder.SAMPLES);
    }

    /** Returns the path of the samples drawn at a further temperature; there may be none. */
    public Path samples(double temperature) {
        return folder.resolve(RunFolder.samplesName(temperature));
    }

    /** Returns the path of the trained weights. */
    public Path checkpoint() {
        return folder.resolve(RunFolder.CHECKPOINT);
    }

    /** Returns the path of the examples that the generator was trained on. */
    public Path seeds() {
        return folder.resolve(RunFolder.SEEDS);
    }

    /**
     * Returns the seeds with their weights; none where the run has not come to its results, or is of before they were
     * written.
     *
     * @throws InputFileException if a file cannot be used
     */
    public WeightedSeeds weightedSeeds() {
        Path weights = folder.resolve(RunFolder.SEED_WEIGHTS);
        if (!Files.exists(weights)) {
            return WeightedSeeds.NONE;
        }
        SeedSet set = SeedSet.read(seeds());
        double[] logWeights = SeedSet.readLogWeights(weights);
        double[] energies = SeedSet.readEnergies(seeds());
        if (logWeights.length != set.count() || energies.length != set.count()) {
            throw new InputFileException(weights, "does not fit " + seeds());
        }
        return new WeightedSeeds(set.positions(), logWeights, energies);
    }

    /**
     * Returns the verdict, of a run or of a hybrid chain; empty where it has not come to its results.
     *
     * @throws InputFileException if they cannot be used
     */
    public Optional<Results.Verdict> verdict() {
        return Files.exists(results()) ? Optional.of(Results.read(results(), Results.Verdict.class)) : Optional.empty();
    }

    /** Returns the path of the results. */
    public Path results() {
        return folder.resolve(RunFolder.RESULTS);
    }

    /** Returns the path of the structure file that names the atoms. */
    public Path topology() {
        return folder.resolve(RunFolder.TOPOLOGY);
    }
}
