package org.openmmbg.hybrid;

import java.util.Arrays;
import org.openmmbg.dynamics.Walkers;

/**
 * The state of a {@link HybridSampler}: all that it needs to go on, to the same bits. The arrays are live: read them, do not
 * write them, and copy what is to be kept.
 */
public final class HybridChain {
    private final Walkers walkers;
    final long[] jumps;
    final long[] acceptedJumps;
    final long[] refusedSegments;
    long cycle;
    long proposalEvaluations;
    long failedProposals;

    /**
     * Restores a saved state; each argument is what the accessor of its name gave.
     *
     * @param walkers the walkers W. Kept.
     * @param jumps [W]. Not modified.
     * @param acceptedJumps [W]. Not modified.
     * @param refusedSegments [W]. Not modified.
     * @throws IllegalArgumentException if the lengths do not agree
     */
    public HybridChain(
            Walkers walkers,
            long[] jumps,
            long[] acceptedJumps,
            long[] refusedSegments,
            long cycle,
            long proposalEvaluations,
            long failedProposals) {
        int count = walkers.count();
        if (jumps.length != count || acceptedJumps.length != count || refusedSegments.length != count) {
            throw new IllegalArgumentException("the counters of " + count + " walkers differ in length");
        }
        this.walkers = walkers;
        this.jumps = jumps.clone();
        this.acceptedJumps = acceptedJumps.clone();
        this.refusedSegments = refusedSegments.clone();
        this.cycle = cycle;
        this.proposalEvaluations = proposalEvaluations;
        this.failedProposals = failedProposals;
    }

    static HybridChain at(Walkers walkers) {
        int count = walkers.count();
        return new HybridChain(walkers, new long[count], new long[count], new long[count], 0, 0, 0);
    }

    /** Returns a chain of the same state, which goes on apart from this one. */
    public HybridChain copy() {
        return new HybridChain(
                walkers.copy(), jumps, acceptedJumps, refusedSegments, cycle, proposalEvaluations, failedProposals);
    }

    /** Returns the walkers. */
    public Walkers walkers() {
        return walkers;
    }

    /** Returns the number of jumps that each walker tried, [W]; live. */
    public long[] jumps() {
        return jumps;
    }

    /** Returns the number of jumps that were accepted, [W]; live. */
    public long[] acceptedJumps() {
        return acceptedJumps;
    }

    /** Returns the number of segments of dynamics that ended outside the ensemble and were taken back, [W]; live. */
    public long[] refusedSegments() {
        return refusedSegments;
    }

    /** Returns the number of cycles done, of one segment and one jump each. */
    public long cycle() {
        return cycle;
    }

    /** Returns the number of draws whose energies were evaluated. */
    public long proposalEvaluations() {
        return proposalEvaluations;
    }

    /** Returns the number of draws whose energy failed; they were rejected. */
    public long failedProposals() {
        return failedProposals;
    }

    /** Returns the share of jumps that were accepted, of all walkers; NaN without any. */
    public double jumpAcceptance() {
        return (double) Arrays.stream(acceptedJumps).sum()
                / Arrays.stream(jumps).sum();
    }

    /** Returns all evaluations of energies since the start. */
    public long evaluations() {
        return walkers.evaluations() + proposalEvaluations;
    }
}
