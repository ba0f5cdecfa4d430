package org.openmmbg.hybrid;

/** Sees a chain after each cycle. */
@FunctionalInterface
public interface ChainListener {

    /** Takes note. The arrays of the chain are live: copy what is to be kept, and modify nothing. */
    void cycle(HybridChain chain);
}
