package org.openmmbg.dynamics;

/**
 * The state of {@link ReplicaExchange}: all that it needs to go on, to the same bits. Walker l·R + r is rung r, a fixed
 * temperature, of ladder l; replicas, numbered in the same way by where they started, wander over the rungs of their
 * ladder. The arrays are live: read them, do not write them, and copy what is to be kept.
 */
public final class Replicas {

    private final int rungs;
    private final Walkers walkers;
    final long[] replicaAt;
    final long[] lastEnds;
    final long[] roundTrips;
    final long[] proposals;
    final long[] acceptances;

    /**
     * Restores a saved state; each argument is what the accessor of its name gave.
     *
     * @param rungs number of temperatures R
     * @param walkers the walkers, W = R times the number of ladders. Kept.
     * @param replicaAt [W]. Not modified.
     * @param lastEnds [W]. Not modified.
     * @param roundTrips [W]. Not modified.
     * @param proposals [R − 1]. Not modified.
     * @param acceptances [R − 1]. Not modified.
     * @throws IllegalArgumentException if the lengths do not agree, or a replica is missing
     */
    public Replicas(
            int rungs,
            Walkers walkers,
            long[] replicaAt,
            long[] lastEnds,
            long[] roundTrips,
            long[] proposals,
            long[] acceptances) {
        int count = walkers.count();
        if (rungs < 2
                || count % rungs != 0
                || replicaAt.length != count
                || lastEnds.length != count
                || roundTrips.length != count
                || proposals.length != rungs - 1
                || acceptances.length != rungs - 1) {
            throw new IllegalArgumentException(
                    "the arrays of " + count + " walkers on ladders of " + rungs + " rungs do not agree in length");
        }
        boolean[] seen = new boolean[count];
        for (int w = 0; w < count; w++) {
            long replica = replicaAt[w];
            if (replica < 0 || replica >= count || replica / rungs != w / rungs || seen[(int) replica]) {
                throw new IllegalArgumentException(
                        "replica " + replica + " at walker " + w + ": expected each replica once, on its ladder");
            }
            seen[(int) replica] = true;
        }
        this.rungs = rungs;
        this.walkers = walkers;
        this.replicaAt = replicaAt.clone();
        this.lastEnds = lastEnds.clone();
        this.roundTrips = roundTrips.clone();
        this.proposals = proposals.clone();
        this.acceptances = acceptances.clone();
    }

    /** Returns the number of temperatures R. */
    public int rungs() {
        return rungs;
    }

    /** Returns the walkers; walker w is at temperature w modulo R, always. */
    public Walkers walkers() {
        return walkers;
    }

    /** Returns the number of the replica that each walker holds, [W]; live. */
    public long[] replicaAt() {
        return replicaAt;
    }

    /** Returns, by replica, 0 before it was on rung 0, then 1 until it comes to the top, then 2 until it is back; live. */
    public long[] lastEnds() {
        return lastEnds;
    }

    /** Returns the number of ways from rung 0 to the top and back by each replica, [W]; live. */
    public long[] roundTrips() {
        return roundTrips;
    }

    /** Returns how often a swap of rungs r and r + 1 was tried, all ladders together, [R − 1]; live. */
    public long[] proposals() {
        return proposals;
    }

    /** Returns how often it was accepted, [R − 1]; live. */
    public long[] acceptances() {
        return acceptances;
    }
}
