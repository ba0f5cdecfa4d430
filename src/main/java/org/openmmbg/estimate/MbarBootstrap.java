package org.openmmbg.estimate;

import org.openmmbg.random.RandomStream;

/**
 * Intervals of {@link Mbar}'s free energies by resampling the draws of each ensemble, for where its asymptotic errors may
 * not hold: few draws, little overlap, or draws that depend on those before. Costs one solution a resample.
 */
public final class MbarBootstrap {

    private final Mbar whole;
    private final double[][] freeEnergies;

    private MbarBootstrap(Mbar whole, double[][] freeEnergies) {
        this.whole = whole;
        this.freeEnergies = freeEnergies;
    }

    /**
     * Solves for all draws and for each resample.
     *
     * @param energies as {@link Mbar#of} takes them. Not modified.
     * @param counts as {@link Mbar#of} takes them. Not modified.
     * @param bootstrap of blocks, where draws depend on those before: blocks begin anywhere within an ensemble's draws
     */
    public static MbarBootstrap of(double[][] energies, int[] counts, Bootstrap bootstrap) {
        Mbar whole = Mbar.of(energies, counts);
        int draws = energies[0].length;
        int[] chosen = new int[draws];
        double[][] resampled = new double[energies.length][draws];
        double[][] freeEnergies = new double[bootstrap.resamples()][];
        for (int resample = 0; resample < freeEnergies.length; resample++) {
            choose(counts, bootstrap.blockLength(), bootstrap.stream(resample), chosen);
            for (int k = 0; k < energies.length; k++) {
                for (int n = 0; n < draws; n++) {
                    resampled[k][n] = energies[k][chosen[n]];
                }
            }
            freeEnergies[resample] = Mbar.of(resampled, counts).freeEnergies();
        }
        return new MbarBootstrap(whole, freeEnergies);
    }

    private static void choose(int[] counts, int blockLength, RandomStream stream, int[] chosen) {
        int first = 0;
        for (int count : counts) {
            int length = Math.min(blockLength, count);
            for (int filled = 0; filled < count; ) {
                int start = stream.nextInt(count - length + 1);
                for (int i = 0; i < length && filled < count; i++, filled++) {
                    chosen[first + filled] = first + start + i;
                }
            }
            first += count;
        }
    }

    /** Returns the solution for all draws. */
    public Mbar mbar() {
        return whole;
    }

    /** Returns F(to) − F(from), kT, of two of the ensembles. */
    public Estimate difference(int from, int to) {
        double[] statistics = new double[freeEnergies.length];
        double value = whole.difference(from, to).value();
        for (int resample = 0; resample < statistics.length; resample++) {
            statistics[resample] = freeEnergies[resample][to] - freeEnergies[resample][from];
            if (Double.isNaN(statistics[resample])) {
                return new Estimate(value, Double.NaN, Double.NaN);
            }
        }
        return Bootstrap.interval(value, statistics);
    }
}
