package org.openmmbg.estimate;

/** Free energies of an ensemble that weighted draws tell of: of its states, and its own beside that of the draws. */
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

    /**
     * Returns F − F₀ = −log⟨w⟩ in kT with its bootstrap interval, F₀ the free energy of the distribution that was drawn from:
     * 0 where its density is normalised.
     *
     * @param weights p/q of all draws, those of weight 0 included
     */
    public static Estimate ofEnsemble(ImportanceWeights weights, Bootstrap bootstrap) {
        double[] relative = new double[weights.count()];
        double[] one = new double[weights.count()];
        double sum = 0;
        for (int i = 0; i < relative.length; i++) {
            relative[i] = weights.relative(i);
            one[i] = 1;
            sum += relative[i];
        }
        double scale = weights.logMean() - Math.log(sum / relative.length);
        return bootstrap.estimate(new double[][] {relative, one}, sums -> -scale - Math.log(sums[0] / sums[1]));
    }

    /**
     * Returns F − F₀ = −log⟨w⟩ in kT, as {@link #ofEnsemble(ImportanceWeights, Bootstrap)} does, with the standard error of
     * the mean to first order in the logarithm.
     */
    public static AsymptoticEstimate ofEnsemble(ImportanceWeights weights) {
        // The relative variance of the mean weight: (N Σw² / (Σw)² − 1) / N.
        double variance = 1 / weights.effectiveSamples() - 1.0 / weights.count();
        return new AsymptoticEstimate(-weights.logMean(), Math.sqrt(Math.max(0, variance)));
    }
}
