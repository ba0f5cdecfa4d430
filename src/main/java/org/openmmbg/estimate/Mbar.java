package org.openmmbg.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;

/**
 * Free energies of several ensembles from draws of all of them, by the multistate Bennett acceptance ratio (Shirts and
 * Chodera, J. Chem. Phys. 129 (2008) 124105, equation 11): draws get the weights
 * Wᵢ(x) = exp(fᵢ − uᵢ(x)) / Σₖ Nₖ exp(fₖ − uₖ(x)), and the free energies are those that make the weights sum to 1.
 *
 * <p>Uncertainties are the asymptotic ones of their equation 8 for independent draws: with S the matrix of √(NᵢNⱼ) ΣWᵢWⱼ,
 * whose eigenvalues are those of the overlap matrix, Σₙ vₙgₙ has the variance |v|² + bᵀ(1 − S)⁺b, bᵢ = √Nᵢ ΣWᵢv, where v
 * is orthogonal to the draws' constant: Wⱼ − Wᵢ for a free-energy difference, W(A − ⟨A⟩) for an expectation. This is
 * their form without its inversion of WᵀW, so ensembles that are nearly the same do no harm. Immutable.
 */
public final class Mbar {

    // Eigenvalues of S this near to 1 are 1: the draws do not join the ensembles.
    private static final double NO_OVERLAP = 1e-13;

    private final int[] counts;
    private final double[] freeEnergies;
    private final double[] logDenominators;
    private final double[][] weights;
    private final double[][] gram;
    private final double[][] modes;
    private final double[] eigenvalues;
    private final int iterations;
    private final double lastStep;
    private final boolean converged;

    private Mbar(double[][] energies, int[] counts, MbarSolver solver, int[] sampled) {
        this.counts = counts.clone();
        logDenominators = solver.logDenominators().clone();
        iterations = solver.iterations();
        lastStep = solver.lastStep();
        converged = solver.converged();
        // So that the first sampled free energy is 0 to the last bit.
        double first = freeEnergy(energies[sampled[0]]);
        for (int n = 0; n < logDenominators.length; n++) {
            logDenominators[n] -= first;
        }
        freeEnergies = new double[counts.length];
        weights = new double[counts.length][logDenominators.length];
        for (int k = 0; k < counts.length; k++) {
            freeEnergies[k] = k == sampled[0] ? 0 : freeEnergy(energies[k]);
            for (int n = 0; n < logDenominators.length; n++) {
                weights[k][n] = Math.exp(freeEnergies[k] - energies[k][n] - logDenominators[n]);
            }
        }
        gram = Gram.of(weights);
        RealMatrix matrix = new Array2DRowRealMatrix(sampled.length, sampled.length);
        double total = logDenominators.length;
        for (int i = 0; i < sampled.length; i++) {
            for (int j = 0; j < sampled.length; j++) {
                double scale = Math.sqrt((double) counts[sampled[i]] * counts[sampled[j]]);
                // Without its eigenvector √Nₖ of eigenvalue 1, in which no difference has a part.
                matrix.setEntry(i, j, scale * (gram[sampled[i]][sampled[j]] - 1 / total));
            }
        }
        EigenDecompositionSymmetric decomposition = new EigenDecompositionSymmetric(matrix);
        eigenvalues = decomposition.getEigenvalues();
        modes = new double[sampled.length][counts.length];
        for (int e = 0; e < sampled.length; e++) {
            for (int i = 0; i < sampled.length; i++) {
                modes[e][sampled[i]] = decomposition.getV().getEntry(i, e) * Math.sqrt(counts[sampled[i]]);
            }
        }
    }

    /**
     * Solves for the free energies.
     *
     * @param energies energies of all draws in each ensemble, kT, [K][N], the draws of ensemble 0 first, then those of 1,
     *     …; +∞ where a draw lies outside an ensemble. Not modified.
     * @param counts the number of draws from each ensemble, [K]; 0 for one whose free energy is only asked for. Not
     *     modified.
     * @throws IllegalArgumentException if the sizes disagree, there is no draw, an energy is NaN or −∞, or a draw has an
     *     infinite energy in its own ensemble
     */
    public static Mbar of(double[][] energies, int[] counts) {
        check(energies, counts);
        int[] sampled =
                IntStream.range(0, counts.length).filter(k -> counts[k] > 0).toArray();
        MbarSolver solver = solver(energies, counts, sampled);
        solver.solve();
        return new Mbar(energies, counts, solver, sampled);
    }

    private static MbarSolver solver(double[][] energies, int[] counts, int[] sampled) {
        // Mean energies differ from free energies by entropies only, however far apart the ensembles' zeros are.
        double[] start = new double[counts.length];
        int first = 0;
        for (int k = 0; k < counts.length; k++) {
            for (int n = first; n < first + counts[k]; n++) {
                start[k] += energies[k][n] / counts[k];
            }
            first += counts[k];
        }
        return new MbarSolver(
                Arrays.stream(sampled).mapToObj(k -> energies[k]).toArray(double[][]::new),
                Arrays.stream(sampled).map(k -> counts[k]).toArray(),
                Arrays.stream(sampled).mapToDouble(k -> start[k]).toArray());
    }

    private static void check(double[][] energies, int[] counts) {
        if (energies.length != counts.length) {
            throw new IllegalArgumentException(
                    "energies in " + energies.length + " ensembles for " + counts.length + " counts");
        }
        int total = 0;
        for (int count : counts) {
            if (count < 0) {
                throw new IllegalArgumentException(count + " draws of an ensemble: expected at least 0");
            }
            total = Math.addExact(total, count);
        }
        if (total == 0) {
            throw new IllegalArgumentException("no draws: expected at least one");
        }
        int first = 0;
        for (int k = 0; k < counts.length; k++) {
            if (energies[k].length != total) {
                throw new IllegalArgumentException(
                        energies[k].length + " energies in ensemble " + k + " for " + total + " draws");
            }
            for (int n = 0; n < total; n++) {
                double energy = energies[k][n];
                boolean own = n >= first && n < first + counts[k];
                if (Double.isNaN(energy)
                        || energy == Double.NEGATIVE_INFINITY
                        || (own && energy == Double.POSITIVE_INFINITY)) {
                    throw new IllegalArgumentException("energy " + energy + " of draw " + n + " in ensemble " + k
                            + ": expected a number" + (own ? "" : ", or +∞ for a draw outside the ensemble"));
                }
            }
            first += counts[k];
        }
    }

    /** Returns −log Σₙ exp(−u(xₙ)) / Σₖ Nₖ exp(fₖ − uₖ(xₙ)). */
    private double freeEnergy(double[] energies) {
        return -weights(energies).logMean() - Math.log(logDenominators.length);
    }

    /** Returns the number of ensembles. */
    public int ensembles() {
        return counts.length;
    }

    /**
     * Returns the free energies, kT, relative to the first ensemble that was drawn from; +∞ for one that no draw lies in.
     */
    public double[] freeEnergies() {
        return freeEnergies.clone();
    }

    /** Returns F(to) − F(from), kT, of two of the ensembles. */
    public AsymptoticEstimate difference(int from, int to) {
        double square = gram[from][from] + gram[to][to] - 2 * gram[from][to];
        double[] products = new double[counts.length];
        for (int k = 0; k < counts.length; k++) {
            products[k] = gram[k][to] - gram[k][from];
        }
        return new AsymptoticEstimate(
                freeEnergies[to] - freeEnergies[from],
                standardError(square, gram[from][from] + gram[to][to], products));
    }

    /**
     * Returns F(to) − F(from), kT, of one of the ensembles and another one.
     *
     * @param energies energies of all draws in the other ensemble, kT, [N]; +∞ outside it. Not modified.
     */
    public AsymptoticEstimate differenceTo(int from, double[] energies) {
        double[] v = normalised(weights(energies));
        for (int n = 0; n < v.length; n++) {
            v[n] -= weights[from][n];
        }
        return new AsymptoticEstimate(freeEnergy(energies) - freeEnergies[from], standardError(v));
    }

    /**
     * Returns the expectation of an observable in one of the ensembles.
     *
     * @param values the observable of all draws, [N]; ignored where the weight is 0. Not modified.
     */
    public AsymptoticEstimate expectation(int ensemble, double[] values) {
        return expectation(weights(ensemble), values);
    }

    /**
     * Returns the expectation of an observable with weights that {@link #weights(double[])} gave.
     *
     * @param values the observable of all draws, [N]; ignored where the weight is 0. Not modified.
     * @throws IllegalArgumentException if a value is not finite where the weight is positive
     */
    public AsymptoticEstimate expectation(ImportanceWeights importance, double[] values) {
        importance.checkLength("values", values.length);
        double[] v = normalised(importance);
        double mean = 0;
        for (int n = 0; n < v.length; n++) {
            if (v[n] > 0) {
                mean += v[n] * Expectation.checkFinite(values[n], n);
            }
        }
        for (int n = 0; n < v.length; n++) {
            v[n] = v[n] > 0 ? v[n] * (values[n] - mean) : v[n];
        }
        return new AsymptoticEstimate(mean, standardError(v));
    }

    private static double[] normalised(ImportanceWeights importance) {
        double sum = 0;
        double[] result = new double[importance.count()];
        for (int n = 0; n < result.length; n++) {
            result[n] = importance.relative(n);
            sum += result[n];
        }
        for (int n = 0; n < result.length; n++) {
            result[n] /= sum;
        }
        return result;
    }

    private double standardError(double[] v) {
        double[] products = new double[counts.length];
        for (int k = 0; k < counts.length; k++) {
            products[k] = counts[k] > 0 ? Gram.dot(weights[k], v) : 0;
        }
        double square = Gram.dot(v, v);
        return standardError(square, square, products);
    }

    /** Returns √(|v|² + bᵀ(1 − S)⁺b); scale is the size of |v|² before what cancels in it. */
    private double standardError(double square, double scale, double[] products) {
        if (Double.isNaN(square)) {
            // No draw lies in one of the ensembles.
            return Double.POSITIVE_INFINITY;
        }
        double variance = square;
        for (int e = 0; e < modes.length; e++) {
            double part = 0;
            for (int k = 0; k < counts.length; k++) {
                part += counts[k] > 0 ? modes[e][k] * products[k] : 0;
            }
            double gap = 1 - eigenvalues[e];
            if (gap > NO_OVERLAP) {
                variance += part * part / gap;
            } else if (part * part > NO_OVERLAP * scale) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return Math.sqrt(Math.max(0, variance));
    }

    /** Returns the weights of all draws in one of the ensembles. */
    public ImportanceWeights weights(int ensemble) {
        double[] logWeights = new double[logDenominators.length];
        Arrays.setAll(logWeights, n -> Math.log(weights[ensemble][n]));
        return new ImportanceWeights(logWeights);
    }

    /**
     * Returns the weights of all draws in another ensemble, for expectations, histograms and effective samples in it.
     *
     * @param energies energies of all draws in that ensemble, kT, [N]; +∞ outside it, NaN where failed. Not modified.
     */
    public ImportanceWeights weights(double[] energies) {
        if (energies.length != logDenominators.length) {
            throw new IllegalArgumentException(energies.length + " energies for " + logDenominators.length + " draws");
        }
        double[] logWeights = new double[energies.length];
        Arrays.setAll(logWeights, n -> -energies[n] - logDenominators[n]);
        return new ImportanceWeights(logWeights);
    }

    /**
     * Returns the overlap matrix, [K][K]: row i tells from which ensembles the draws come that carry the averages in
     * ensemble i, Nⱼ ΣWᵢWⱼ. Rows sum to 1.
     */
    public double[][] overlap() {
        double[][] result = new double[counts.length][counts.length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                result[i][j] = counts[j] == 0 ? 0 : counts[j] * gram[i][j];
            }
        }
        return result;
    }

    /** Returns 1 less the second largest eigenvalue of the overlap matrix: 0 if the ensembles fall apart, 1 if all are one. */
    public double scalarOverlap() {
        // The largest, 1, is not among those kept.
        return 1 - Math.max(0, Arrays.stream(eigenvalues).max().orElse(0));
    }

    /** Returns how many iterations the solution took. */
    public int iterations() {
        return iterations;
    }

    /** Returns the largest change of a free energy in the last iteration, kT. */
    public double lastStep() {
        return lastStep;
    }

    /** Tells whether the equations are solved. Free energies between ensembles without overlap may not be found. */
    public boolean solved() {
        return converged;
    }

    /** Returns what speaks against the values, one line each; empty if nothing does. */
    public List<String> warnings() {
        List<String> result = new ArrayList<>();
        if (!converged) {
            result.add(String.format(
                    Locale.ROOT,
                    "the free energies are not solved for: they change by %.2g kT after %d iterations",
                    lastStep,
                    iterations));
        }
        double[][] similarity = new double[counts.length][counts.length];
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < counts.length; j++) {
                similarity[i][j] = gram[i][j] / Math.sqrt(gram[i][i] * gram[j][j]);
            }
        }
        result.addAll(Overlap.warnings(
                similarity,
                IntStream.range(0, counts.length).mapToObj(Integer::toString).toList()));
        return List.copyOf(result);
    }
}
