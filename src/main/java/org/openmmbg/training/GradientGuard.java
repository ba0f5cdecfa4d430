package org.openmmbg.training;

import java.util.Arrays;

/**
 * Decides by the norm of a gradient whether a step is taken, and how long: refused when the norm is not finite or above
 * ten times the median of the last hundred that were not, shortened to twice that median when above it. It keeps single
 * steps from doing harm; whether many of them do is for the {@link TrainingWatch} to see.
 */
public final class GradientGuard {
    private static final int WINDOW = 100;
    private static final int WARM_UP = 20;
    private static final double SKIP = 10;
    private static final double CLIP = 2;

    private final double[] norms = new double[WINDOW];
    private final double[] sorted = new double[WINDOW];
    private long seen;
    private long skipped;

    /**
     * Judges a gradient and remembers its norm.
     *
     * @param norm Euclidean norm of the gradient
     * @return the factor to apply to it; 0 when the step is to be skipped
     */
    public double admit(double norm) {
        if (!Double.isFinite(norm)) {
            skipped++;
            return 0;
        }
        int known = (int) Math.min(seen, WINDOW);
        double median = known == 0 ? norm : median(known);
        if (known >= WARM_UP && norm > SKIP * median) {
            skipped++;
            return 0;
        }
        // What is remembered is bounded too, or a few wild steps in a row would pass for the new measure.
        norms[(int) (seen % WINDOW)] = known < WARM_UP ? norm : Math.min(norm, CLIP * median);
        seen++;
        return norm > CLIP * median ? CLIP * median / norm : 1;
    }

    private double median(int known) {
        System.arraycopy(norms, 0, sorted, 0, known);
        Arrays.sort(sorted, 0, known);
        return sorted[known / 2];
    }

    /** Forgets the norms: those of another loss say nothing. */
    public void reset() {
        seen = 0;
    }

    /** Returns the number of steps skipped. */
    public long skipped() {
        return skipped;
    }

    /** Adds the memory to a checkpoint. */
    public void save(Checkpoint.Builder checkpoint) {
        checkpoint.add("guard.norms", norms, WINDOW);
        checkpoint.put("guard.seen", Long.toString(seen));
        checkpoint.put("guard.skipped", Long.toString(skipped));
    }

    /** Takes the memory back from a checkpoint. */
    public void load(Checkpoint checkpoint) {
        checkpoint.copy("guard.norms", norms);
        seen = checkpoint.integer("guard.seen");
        skipped = checkpoint.integer("guard.skipped");
    }
}
