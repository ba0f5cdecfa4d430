package org.openmmbg.plugin.pipeline;

import java.io.IOException;

/** The work of a run: seeds, training, sampling and estimates. */
public interface RunStages {
    /**
     * A run whose input has been read and found good.
     *
     * @param config what it does: as asked, with all settled that was left to be chosen
     * @param work what is to be done
     */
    record Job(RunConfig config, Work work) {}

    /** What a run does. */
    @FunctionalInterface
    interface Work {
        /**
         * Does what is left to do in a run folder, from its checkpoint if it holds one, and leaves the seeds, samples and
         * trajectory there. The caller writes config.yaml before, and results.json and the report after.
         *
         * @throws StoppedException if the stop signal ended it early, after the checkpoint was written
         * @throws IOException if the folder cannot be written
         */
        Results run(RunFolder folder, Progress progress, StopSignal stop) throws IOException;
    }

    /**
     * Reads and checks all input before the output folder is touched, so that a mistake in it costs nothing.
     *
     * @param config what to do
     * @throws RuntimeException of a kind that the command line knows, when a file or OpenMM cannot be used
     */
    Job prepare(RunConfig config);
}
