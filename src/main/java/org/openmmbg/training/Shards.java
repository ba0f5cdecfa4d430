package org.openmmbg.training;

/** How a batch is cut: part of what results depend on, so the same whatever the number of threads. */
final class Shards {
    static final int ROWS = 128;

    /** Streams of random numbers that a step has, one a shard. */
    static final int STREAMS_PER_STEP = 1 << 16;

    private Shards() {}

    /** Returns the number of shards of a batch. */
    static int count(int batch) {
        return (batch + ROWS - 1) / ROWS;
    }

    /** Returns the number of rows of one of its shards. */
    static int rows(int shard, int batch) {
        return Math.min(ROWS, batch - shard * ROWS);
    }
}
