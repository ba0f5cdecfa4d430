package org.openmmbg.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * The free-energy difference of two ensembles from draws of both: the root of
 * Σ_A f(M + w_A − ΔF) = Σ_B f(−M + w_B + ΔF), with f(x) = 1/(1 + eˣ) and M = log(n_A/n_B) (Bennett, J. Comput. Phys. 22
 * (1976) 245, equation 12; Shirts, Bair, Hooker and Pande, Phys. Rev. Lett. 91 (2003) 140601, equation 7). It is the
 * maximum-likelihood estimate, and {@link Mbar} for two ensembles. Of mapped works it is two-sided targeted perturbation
 * (Hahn and Then, Phys. Rev. E 79 (2009) 011113).
 *
 * <p>Draws must be independent. A work of +∞ is a draw outside the other ensemble, a work of NaN a failed evaluation;
 * both have weight 0 and count as draws.
 */
public final class BennettAcceptanceRatio {

    /** The least number of draws of each ensemble for the error to hold. */
    public static final int FEWEST_DRAWS = 50;

    private static final double ABSOLUTE_ACCURACY = 1e-12;
    private static final double RELATIVE_ACCURACY = 1e-15;
    private static final int MAX_EVALUATIONS = 1000;

    private final AsymptoticEstimate difference;
    private final double overlap;
    private final double similarity;
    private final int failedCount;
    private final int fewest;
    private final Optional<String> contradiction;

    private BennettAcceptanceRatio(
            AsymptoticEstimate difference,
            double overlap,
            double similarity,
            int failedCount,
            int fewest,
            Optional<String> contradiction) {
        this.difference = difference;
        this.overlap = overlap;
        this.similarity = similarity;
        this.failedCount = failedCount;
        this.fewest = fewest;
        this.contradiction = contradiction;
    }

    /**
     * Estimates F(B) − F(A).
     *
     * @param forward u_B − u_A of each draw of A, kT, at least one. Not modified.
     * @param reverse u_A − u_B of each draw of B, kT, at least one. Not modified.
     * @throws IllegalArgumentException if a side has no work, or one is −∞
     */
    public static BennettAcceptanceRatio of(double[] forward, double[] reverse) {
        int failed = check("A", forward) + check("B", reverse);
        int fewest = Math.min(forward.length, reverse.length);
        boolean reachesB = reaches(forward);
        boolean reachesA = reaches(reverse);
        if (!reachesA || !reachesB) {
            // One side alone says that the other ensemble has no part in it.
            double value = reachesA ? Double.POSITIVE_INFINITY : reachesB ? Double.NEGATIVE_INFINITY : Double.NaN;
            return new BennettAcceptanceRatio(
                    new AsymptoticEstimate(value, Double.POSITIVE_INFINITY), 0, 0, failed, fewest, Optional.empty());
        }
        double shift = Math.log((double) forward.length / reverse.length);
        ExponentialAveraging ofA = ExponentialAveraging.forward(forward);
        ExponentialAveraging ofB = ExponentialAveraging.reverse(reverse);
        double centre = (ofA.difference().value() + ofB.difference().value()) / 2;
        double value = solve(forward, reverse, shift, centre);
        double mixed = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (double work : forward) {
            double inB = fermi(shift + orInfinite(work) - value);
            mixed += inB * (1 - inB);
            squaresOfA += (1 - inB) * (1 - inB);
            squaresOfB += inB * inB;
        }
        for (double work : reverse) {
            double inA = fermi(-shift + orInfinite(work) + value);
            mixed += inA * (1 - inA);
            squaresOfA += inA * inA;
            squaresOfB += (1 - inA) * (1 - inA);
        }
        double countA = forward.length;
        double countB = reverse.length;
        // Shirts et al. 2003, equation 8: 1/(2 + 2 cosh x) is f(x) f(−x).
        double variance = 1 / mixed - 1 / countA - 1 / countB;
        return new BennettAcceptanceRatio(
                new AsymptoticEstimate(value, Math.sqrt(Math.max(0, variance))),
                Math.min(1, mixed / countA + mixed / countB),
                mixed / Math.sqrt(squaresOfA * squaresOfB),
                failed,
                fewest,
                contradiction(ofA, ofB));
    }

    /** Tells how the estimates of either side contradict each other, where each by itself is to be trusted. */
    private static Optional<String> contradiction(ExponentialAveraging ofA, ExponentialAveraging ofB) {
        return ofA.warnings().isEmpty() && ofB.warnings().isEmpty()
                ? ofA.difference().interval().contradiction(ofB.difference().interval())
                : Optional.empty();
    }

    private static int check(String side, double[] work) {
        if (work.length == 0) {
            throw new IllegalArgumentException("no work of ensemble " + side + ": expected at least one draw");
        }
        int failed = 0;
        for (int i = 0; i < work.length; i++) {
            failed += Double.isNaN(Work.check(work[i], i)) ? 1 : 0;
        }
        return failed;
    }

    private static boolean reaches(double[] work) {
        for (double w : work) {
            if (w < Double.POSITIVE_INFINITY) {
                return true;
            }
        }
        return false;
    }

    private static double solve(double[] forward, double[] reverse, double shift, double centre) {
        // The difference of the two logarithms rises with ΔF, from −∞ to +∞.
        BracketingNthOrderBrentSolver solver =
                new BracketingNthOrderBrentSolver(RELATIVE_ACCURACY, ABSOLUTE_ACCURACY, 0, 5);
        double reach = 1;
        while (imbalance(forward, reverse, shift, centre - reach) > 0
                || imbalance(forward, reverse, shift, centre + reach) < 0) {
            reach *= 2;
        }
        return solver.solve(
                MAX_EVALUATIONS, x -> imbalance(forward, reverse, shift, x), centre - reach, centre + reach, centre);
    }

    private static double imbalance(double[] forward, double[] reverse, double shift, double difference) {
        return logSum(forward, shift - difference) - logSum(reverse, difference - shift);
    }

    /** Returns log Σ f(w + offset), from logarithms: far from the root every term may be below the smallest double. */
    private static double logSum(double[] work, double offset) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double w : work) {
            largest = Math.max(largest, logFermi(orInfinite(w) + offset));
        }
        double sum = 0;
        for (double w : work) {
            sum += Math.exp(logFermi(orInfinite(w) + offset) - largest);
        }
        return largest + Math.log(sum);
    }

    private static double orInfinite(double work) {
        return Double.isNaN(work) ? Double.POSITIVE_INFINITY : work;
    }

    private static double fermi(double x) {
        return 1 / (1 + Math.exp(x));
    }

    private static double logFermi(double x) {
        return x > 0 ? -x - Math.log1p(Math.exp(-x)) : -Math.log1p(Math.exp(x));
    }

    /** Returns F(B) − F(A), kT; NaN where no draw of either ensemble lies in the other. */
    public AsymptoticEstimate difference() {
        return difference;
    }

    /**
     * Returns the overlap of the ensembles in [0, 1]: 1 less the second eigenvalue of their overlap matrix, which is 1 for
     * ensembles that are the same.
     */
    public double overlap() {
        return overlap;
    }

    /** Returns the number of failed evaluations (NaN). */
    public int failedCount() {
        return failedCount;
    }

    /** Returns what speaks against the value, one line each; empty if nothing does. */
    public List<String> warnings() {
        List<String> result = new ArrayList<>(Work.warnings(failedCount));
        if (fewest < FEWEST_DRAWS) {
            result.add(String.format(
                    Locale.ROOT, "%d draws of one ensemble, at least %d are needed", fewest, FEWEST_DRAWS));
        }
        contradiction.ifPresent(
                values -> result.add("the draws of either ensemble by themselves contradict each other: " + values));
        result.addAll(Overlap.warnings(new double[][] {{1, similarity}, {similarity, 1}}, List.of("A", "B")));
        return List.copyOf(result);
    }
}
