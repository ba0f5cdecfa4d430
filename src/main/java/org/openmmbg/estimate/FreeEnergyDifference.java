package org.openmmbg.estimate;

/** Free-energy differences of two states of one ensemble. */
public final class FreeEnergyDifference {

    private FreeEnergyDifference() {}

    /**
     * Returns F(A) − F(B) = −log(P(A) / P(B)) in kT with its bootstrap interval; +∞ where A has no weight, −∞ where B has
     * none, NaN where neither has.
     *
     * @param weights the draws' weights
     * @param inA tells of each draw whether it belongs to A, [N]. Not modified.
     * @param inB tells of each draw whether it belongs to B, [N]; draws may belong to neither. Not modified.
     */
    public static Estimate between(ImportanceWeights weights, boolean[] inA, boolean[] inB, Bootstrap bootstrap) {
        weights.checkLength("members", inA.length);
        weights.checkLength("members", inB.length);
        double[][] terms = new double[2][inA.length];
        for (int i = 0; i < inA.length; i++) {
            terms[0][i] = inA[i] ? weights.relative(i) : 0;
            terms[1][i] = inB[i] ? weights.relative(i) : 0;
        }
        return bootstrap.estimate(terms, sums -> -Math.log(sums[0] / sums[1]));
    }
}
