package org.openmmbg.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The free-energy difference of two ensembles from draws of one of them, by averaging the exponential of the work:
 * ΔF = F(B) − F(A) = −log⟨exp(−w)⟩ (Zwanzig, J. Chem. Phys. 22 (1954) 1420; for a mapped work Jarzynski, Phys. Rev. E 65
 * (2002) 046122, equation 9). The standard error is that of the mean, to first order in the logarithm.
 *
 * <p>Where few draws carry the average the value is wrong by more than its error says, always towards a free energy of
 * the other ensemble that is too high: {@link #warnings} tells. A work of +∞ is a draw outside the other ensemble, a work
 * of NaN a failed evaluation; both have weight 0 and stay in N.
 */
public final class ExponentialAveraging {

    /**
     * The least number of effective samples to be expected of works whose spread is 1 kT or more; of less, as their variance.
     */
    public static final double LEAST_EXPECTED_SAMPLES = 300;

    /** The least number to be expected of works however alike. */
    public static final double FEWEST_EXPECTED_SAMPLES = 50;

    private final AsymptoticEstimate difference;
    private final ParetoSmoothing smoothing;

    private ExponentialAveraging(double[] work, int sign) {
        double[] logWeights = new double[work.length];
        for (int i = 0; i < work.length; i++) {
            logWeights[i] = -Work.check(work[i], i);
        }
        ImportanceWeights weights = new ImportanceWeights(logWeights);
        smoothing = ParetoSmoothing.of(weights);
        AsymptoticEstimate forward = FreeEnergyDifference.ofEnsemble(weights);
        difference = new AsymptoticEstimate(sign * forward.value(), forward.standardError());
    }

    /**
     * Returns F(B) − F(A) from draws of A.
     *
     * @param work w = u_B − u_A of each draw of A, kT, [N] with N ≥ 1. Not modified.
     * @throws IllegalArgumentException if there is no work, or one is −∞
     */
    public static ExponentialAveraging forward(double[] work) {
        return new ExponentialAveraging(work, 1);
    }

    /**
     * Returns F(B) − F(A) from draws of B.
     *
     * @param work w = u_A − u_B of each draw of B, kT, [N] with N ≥ 1. Not modified.
     * @throws IllegalArgumentException if there is no work, or one is −∞
     */
    public static ExponentialAveraging reverse(double[] work) {
        return new ExponentialAveraging(work, -1);
    }

    /** Returns F(B) − F(A), kT; infinite where every draw lies outside the other ensemble. */
    public AsymptoticEstimate difference() {
        return difference;
    }

    /** Returns the weights exp(−w). */
    public ImportanceWeights weights() {
        return smoothing.raw();
    }

    /** Returns the Pareto-smoothed weights, with the shape of their tail. */
    public ParetoSmoothing smoothing() {
        return smoothing;
    }

    /** Returns what speaks against the value, one line each; empty if nothing does. */
    public List<String> warnings() {
        List<String> result = new ArrayList<>(Work.warnings(weights().failedCount()));
        result.addAll(spread());
        result.addAll(smoothing.warnings());
        return List.copyOf(result);
    }

    /**
     * Holds the number of draws against the spread of the work. N exp(−σ²) effective samples are to be expected of normal
     * works. The number that the draws have is carried by the few largest weights, as the mean itself: where these are
     * missing by chance it is large and the mean too small, so that a bar on it lets pass just the sets of draws whose estimate
     * is wrong. The spread is of half of them.
     */
    private List<String> spread() {
        ImportanceWeights weights = weights();
        double sigma = weights.logSpread();
        double expected = (weights.count() - weights.outsideCount() - weights.failedCount()) * Math.exp(-sigma * sigma);
        double least = Math.max(FEWEST_EXPECTED_SAMPLES, LEAST_EXPECTED_SAMPLES * Math.min(1, sigma * sigma));
        return expected >= least
                ? List.of()
                : List.of(String.format(
                        Locale.ROOT,
                        "too few draws for the work's spread of %.2g kT: %.3g effective samples are to be expected of %d, at"
                                + " least %.0f are needed",
                        sigma,
                        expected,
                        weights.count(),
                        least));
    }
}
