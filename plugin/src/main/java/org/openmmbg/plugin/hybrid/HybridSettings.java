package org.openmmbg.plugin.hybrid;

import org.openmmbg.plugin.pipeline.UsageException;

/**
 * What a hybrid chain does. A chain goes on only with the same.
 *
 * @param walkers number of independent walkers
 * @param burnIn cycles before results are taken
 * @param cycles cycles from which results are taken
 * @param segmentSteps steps of dynamics a cycle
 * @param every cycles between frames that are written
 * @param seed of every random stream
 */
public record HybridSettings(int walkers, int burnIn, int cycles, int segmentSteps, int every, long seed) {

    /** The walkers of a chain when nothing else is asked for. */
    public static final HybridSettings DEFAULT = new HybridSettings(16, 50, 1000, 100, 2, 1);

    public HybridSettings {
        require(walkers >= 1 && walkers <= 100_000, "--walkers", "from 1 to 100000", walkers);
        require(burnIn >= 0, "--burn-in", "0 or more", burnIn);
        require(cycles >= 2, "--cycles", "2 or more", cycles);
        require(segmentSteps >= 0, "--segment", "0 or more", segmentSteps);
        require(every >= 1, "--every", "1 or more", every);
    }

    private static void require(boolean good, String option, String range, long value) {
        if (!good) {
            throw new UsageException(option + " " + value + ": expected " + range);
        }
    }
}
