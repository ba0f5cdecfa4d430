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

    /** The number of effective samples below which a warning is given. */
    public static final double FEW_EFFECTIVE_SAMPLES = 50;

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
        double effective = weights().effectiveSamples();
        if (effective < FEW_EFFECTIVE_SAMPLES) {
            result.add(String.format(
                    Locale.ROOT,
                    "the ensembles hardly overlap: %.1f effective samples of %d, at least %.0f are needed",
                    effective,
                    weights().count(),
                    FEW_EFFECTIVE_SAMPLES));
        }
        result.addAll(smoothing.warnings());
        return List.copyOf(result);
    }
}
