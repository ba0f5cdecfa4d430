package org.openmmbg.hybrid;

import java.util.Arrays;
import org.openmmbg.estimate.Autocorrelation;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.FreeEnergyDifference;
import org.openmmbg.estimate.ImportanceWeights;

/**
 * In which of two states walkers were, frame by frame, and the free-energy difference that follows. Walkers are
 * independent; the frames of one are not, so intervals come from resampling blocks of its time that are long beside its
 * autocorrelation.
 */
public final class StateTimes {
    // A block is this many times the statistical inefficiency, and at most this share of a walker's time.
    private static final double BLOCK_LENGTHS = 5;
    private static final int FEWEST_BLOCKS = 2;

    private final boolean[][] inA;
    private final boolean[][] inB;
    private final int[] lengths;

    /** Starts with no frames of a number of walkers. */
    public StateTimes(int walkers) {
        inA = new boolean[walkers][64];
        inB = new boolean[walkers][64];
        lengths = new int[walkers];
    }

    /**
     * Adds a frame of a walker.
     *
     * @param a whether it is in state A
     * @param b whether it is in state B
     */
    public void add(int walker, boolean a, boolean b) {
        int at = lengths[walker]++;
        if (at == inA[walker].length) {
            inA[walker] = Arrays.copyOf(inA[walker], 2 * at);
            inB[walker] = Arrays.copyOf(inB[walker], 2 * at);
        }
        inA[walker][at] = a;
        inB[walker][at] = b;
    }

    /** Returns all frames by walker, as numbers: 1 in state A, 2 in B, 3 in both, 0 in neither. */
    public double[] codes() {
        double[] codes = new double[frames()];
        int at = 0;
        for (int walker = 0; walker < lengths.length; walker++) {
            for (int i = 0; i < lengths[walker]; i++) {
                codes[at++] = (inA[walker][i] ? 1 : 0) + (inB[walker][i] ? 2 : 0);
            }
        }
        return codes;
    }

    /** Restores what {@link #codes} gave, with as many frames of each walker. */
    public static StateTimes ofCodes(int walkers, double[] codes) {
        StateTimes times = new StateTimes(walkers);
        for (int i = 0; i < codes.length; i++) {
            int code = (int) codes[i];
            times.add(i / (codes.length / walkers), (code & 1) != 0, (code & 2) != 0);
        }
        return times;
    }

    /** Returns the number of frames in A and in B. */
    public long[] framesInStates() {
        long[] counts = new long[2];
        for (int walker = 0; walker < lengths.length; walker++) {
            for (int i = 0; i < lengths[walker]; i++) {
                counts[0] += inA[walker][i] ? 1 : 0;
                counts[1] += inB[walker][i] ? 1 : 0;
            }
        }
        return counts;
    }

    /** Returns the number of frames of all walkers. */
    public int frames() {
        return Arrays.stream(lengths).sum();
    }

    /** Returns how many frames in a row count as one, 1 + 2τ of being in state A. */
    public double inefficiency() {
        double[][] series = new double[lengths.length][];
        for (int walker = 0; walker < lengths.length; walker++) {
            series[walker] = new double[lengths[walker]];
            for (int i = 0; i < lengths[walker]; i++) {
                series[walker][i] = inA[walker][i] ? 1 : 0;
            }
        }
        return Autocorrelation.inefficiency(series);
    }

    /**
     * Returns F(A) − F(B) in kT with its 95 % interval; infinite where a state was never seen.
     *
     * @param seed of the resampling
     * @param resamples number of resamples
     * @throws IllegalStateException if walkers have different numbers of frames, or fewer than two
     */
    public Estimate difference(long seed, int resamples) {
        int length = lengths[0];
        if (length < FEWEST_BLOCKS || !Arrays.stream(lengths).allMatch(l -> l == length)) {
            throw new IllegalStateException(
                    "walkers of " + Arrays.toString(lengths) + " frames: expected two or more, the same of each");
        }
        int block = Math.min(length / FEWEST_BLOCKS, (int) Math.ceil(BLOCK_LENGTHS * inefficiency()));
        // Whole blocks, so that none joins the end of one walker to the start of the next.
        int used = length - length % block;
        boolean[] a = new boolean[lengths.length * used];
        boolean[] b = new boolean[a.length];
        for (int walker = 0; walker < lengths.length; walker++) {
            System.arraycopy(inA[walker], length - used, a, walker * used, used);
            System.arraycopy(inB[walker], length - used, b, walker * used, used);
        }
        return FreeEnergyDifference.between(
                ImportanceWeights.equal(a.length), a, b, new Bootstrap(seed, resamples).ofBlocks(block));
    }
}
