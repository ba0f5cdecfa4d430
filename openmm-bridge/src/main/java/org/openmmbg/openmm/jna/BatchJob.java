package org.openmmbg.openmm.jna;

import org.openmmbg.openmm.OpenMmException;

/** Work on the configurations of a batch, each independent of the others. */
public interface BatchJob {
    /**
     * Does one item.
     *
     * @param context the Context of the thread at work
     * @param index which item
     */
    void run(EvaluationContext context, int index);

    /**
     * OpenMM threw on an item, which is therefore given up.
     *
     * @param index which item
     * @param cause OpenMM's exception
     */
    void failed(int index, OpenMmException cause);
}
