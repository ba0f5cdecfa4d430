package org.openmmbg.plugin.bench;

import java.util.Arrays;

/** How often a second work is done, one rate a round. */
final class Speed {
    /** Rounds that count; one more before them warms up. */
    static final int ROUNDS = 7;

    private final Runnable work;
    private final double amount;
    private final double secondsARound;
    private final double[] rates = new double[ROUNDS];

    /**
     * @param seconds time for all rounds
     * @param amount how much one run of the work counts for
     */
    Speed(double seconds, double amount, Runnable work) {
        this.secondsARound = seconds / ROUNDS;
        this.amount = amount;
        this.work = work;
    }

    /** Works for a round, the one of number 0 to warm up. */
    void measure(int round) {
        long start = System.nanoTime();
        double done = 0;
        double elapsed = 0;
        while (elapsed < secondsARound) {
            work.run();
            done += amount;
            elapsed = (System.nanoTime() - start) * 1e-9;
        }
        if (round > 0) {
            rates[round - 1] = done / elapsed;
        }
    }

    double median() {
        double[] sorted = rates.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
