package org.openmmbg.plugin.bench;

import org.jspecify.annotations.Nullable;

/**
 * What a long training has taken at one moment.
 *
 * @param minutes since its start
 * @param steps done
 * @param residentMb memory in RAM, MB, that outside the heap included; null where the system does not tell
 * @param heapMb Java objects in use after a garbage collection, MB
 * @param collectionShare part of the time that went into the garbage collections of its own, without those of these points
 * @param allocatedKbPerStep Java objects made in a step, kB, by all threads
 */
public record TrainingMemory(
        double minutes,
        long steps,
        @Nullable Double residentMb,
        double heapMb,
        double collectionShare,
        double allocatedKbPerStep) {}
