package org.openmmbg.plugin.pipeline;

import java.nio.file.Path;

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
     * @throws org.openmmbg.systems.InputFileException if its configuration cannot be used
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

    /** Returns the path of the results. */
    public Path results() {
        return folder.resolve(RunFolder.RESULTS);
    }

    /** Returns the path of the structure file that names the atoms. */
    public Path topology() {
        return folder.resolve(RunFolder.TOPOLOGY);
    }
}
