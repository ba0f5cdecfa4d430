package org.openmmbg.plugin.hybrid;

import org.openmmbg.training.Checkpoint;

/** Many walkers of one ensemble, a cycle at a time, with all that is needed to go on to the same bits. */
interface Chains {

    /** Returns how the walkers move, with all that decides it beside the settings. */
    String method();

    /** Returns what is accepted or not: jumps, swaps. */
    String moves();

    /** Begins. */
    void start();

    /** Takes up what {@link #save} left. */
    void load(Checkpoint checkpoint);

    /** Adds the whole state to a checkpoint. */
    void save(Checkpoint.Builder checkpoint);

    /** Does one cycle. */
    void advance();

    /** Returns the number of cycles done. */
    long cycle();

    /** Returns where the walkers are, [W, width]; live. */
    double[] positions();

    /** Returns the share of jumps or swaps that were accepted; NaN without any. */
    double acceptance();

    /** Returns the share of the steps of dynamics that were accepted. */
    double dynamicsAcceptance();

    /** Returns the number of segments that ended outside the ensemble and were taken back. */
    long refusedSegments();

    /** Returns the number of draws whose energy failed. */
    long failedProposals();

    /** Returns all evaluations of energies. */
    long evaluations();

    /** Returns the steps of dynamics, summed over walkers. */
    long mdSteps();
}
