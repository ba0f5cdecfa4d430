package org.openmmbg.plugin.cli;

import org.jspecify.annotations.Nullable;
import org.openmmbg.plugin.pipeline.FinishedRun;
import org.openmmbg.plugin.pipeline.UsageException;
import picocli.CommandLine.Option;

/** The number of threads of a command that uses a trained run. */
final class ThreadsOfRun {
    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: those of the run).")
    private @Nullable Integer threads;

    /**
     * Checks the value.
     *
     * @throws UsageException if it cannot be
     */
    void check() {
        if (threads != null && threads < 1) {
            throw new UsageException("--threads " + threads + ": expected 1 or more");
        }
    }

    int of(FinishedRun run) {
        return threads == null ? run.config().compute().threads() : threads;
    }
}
