package org.openmmbg.estimate;

import java.util.Arrays;

/**
 * Log-weights of configurations of the target that were not drawn, such as the seeds of a generator.
 *
 * <p>A configuration's weight is its probability over that which the generator gives it. Where the generator never goes
 * the weight is larger than that of any draw. Of configurations of the target itself only those draws' share of the sum would
 * be so heavy as the heaviest draws, so more such seeds show a part of the target that the draws, and hence every figure of
 * their weights, know nothing about.
 */
public final class SeedWeights {

    /** No seeds: nothing is known of where the draws do not go. */
    public static final SeedWeights NONE = new SeedWeights(new double[0]);

    private final double[] logWeights;

    /**
     * Takes seeds.
     *
     * @param logWeights by the formula of the draws, with the same constant; −∞ for seeds outside the target, which do not
     *     count; NaN where the density or the energy failed, which is as good as a weight above all. Not modified.
     */
    public SeedWeights(double[] logWeights) {
        this.logWeights = Arrays.stream(logWeights)
                .filter(weight -> weight != Double.NEGATIVE_INFINITY)
                .toArray();
    }

    /** Returns the number of seeds in the target. */
    public int count() {
        return logWeights.length;
    }

    /** Returns the number of seeds whose log-weight is above a level, or failed. */
    int above(double level) {
        int above = 0;
        for (double logWeight : logWeights) {
            above += logWeight <= level ? 0 : 1;
        }
        return above;
    }
}
