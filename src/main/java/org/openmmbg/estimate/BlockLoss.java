package org.openmmbg.estimate;

/**
 * What a block of a generator's latent coordinates costs in effective sample size, from weights of pairs of draws that share
 * some latent coordinates and have the others drawn anew (Sobol', Math. Comput. Simul. 55 (2001) 271).
 *
 * <p>The mean of w·w′ over pairs that share the coordinates A is that of ⟨w | A⟩², so ⟨w⟩²/⟨w·w′⟩ is the effective sample size
 * of weights averaged over all other coordinates. Where A decides by itself what a part of a configuration is, as the latent
 * torsions decide the torsions, ⟨w | A⟩ is the weight of that part, p/q of its marginals.
 *
 * @param alone effective sample size, as a fraction, if only this block lost any: all others averaged over
 * @param without effective sample size, as a fraction, if this block lost none: the block averaged over
 */
public record BlockLoss(Estimate alone, Estimate without) {

    /** Parts of the pairs, each left out once for the error. */
    private static final int PARTS = 50;

    /**
     * Estimates both, with 95 % intervals by the jackknife.
     *
     * @param logWeights of draws, up to a common constant; −∞ or NaN where the weight is 0, [N], N at least 100. Not
     *     modified.
     * @param shared of draws with the same coordinates of the block and all others drawn anew, up to the same constant, [N].
     *     Not modified.
     * @param redrawn of draws with the coordinates of the block drawn anew and all others the same, likewise, [N]. Not
     *     modified.
     */
    public static BlockLoss of(double[] logWeights, double[] shared, double[] redrawn) {
        return new BlockLoss(averaged(logWeights, shared), averaged(logWeights, redrawn));
    }

    /**
     * Returns the effective sample size of weights averaged over what the draws of each pair do not share, ⟨w⟩²/⟨w·w′⟩, with
     * a 95 % interval by the jackknife.
     *
     * @param first log-weights of one of each pair, as in {@link #of}, [N], N at least 100. Not modified.
     * @param second those of the other, [N]. Not modified.
     */
    public static Estimate averaged(double[] first, double[] second) {
        if (first.length < 2 * PARTS || second.length != first.length) {
            throw new IllegalArgumentException("pairs of " + first.length + " and " + second.length
                    + " draws: expected the same number, at least " + 2 * PARTS);
        }
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < first.length; i++) {
            largest = Math.max(largest, Math.max(finite(first[i]), finite(second[i])));
        }
        double[] sums = new double[PARTS];
        double[] products = new double[PARTS];
        int[] counts = new int[PARTS];
        for (int i = 0; i < first.length; i++) {
            double w = Math.exp(finite(first[i]) - largest);
            double other = Math.exp(finite(second[i]) - largest);
            int part = (int) ((long) i * PARTS / first.length);
            sums[part] += (w + other) / 2;
            products[part] += w * other;
            counts[part]++;
        }
        double value = ratio(sums, products, counts, -1);
        double mean = 0;
        double[] left = new double[PARTS];
        for (int part = 0; part < PARTS; part++) {
            left[part] = ratio(sums, products, counts, part);
            mean += left[part] / PARTS;
        }
        double squares = 0;
        for (double one : left) {
            squares += (one - mean) * (one - mean);
        }
        return new AsymptoticEstimate(value, Math.sqrt(squares * (PARTS - 1) / PARTS)).interval();
    }

    private static double finite(double logWeight) {
        return Double.isNaN(logWeight) ? Double.NEGATIVE_INFINITY : logWeight;
    }

    private static double ratio(double[] sums, double[] products, int[] counts, int without) {
        double sum = 0;
        double product = 0;
        double count = 0;
        for (int part = 0; part < PARTS; part++) {
            if (part != without) {
                sum += sums[part];
                product += products[part];
                count += counts[part];
            }
        }
        return sum * sum / (count * product);
    }
}
