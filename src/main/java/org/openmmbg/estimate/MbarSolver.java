package org.openmmbg.estimate;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.RealMatrix;

/**
 * Finds the free energies of sampled ensembles that make the draws' weights sum to 1 in each: the minimum of the convex
 * function Σₙ log Σₖ Nₖ exp(fₖ − uₖ(xₙ)) − Σₖ Nₖ fₖ (Shirts and Chodera, J. Chem. Phys. 129 (2008) 124105, equation 11,
 * appendix C). Some self-consistent iterations come first, then Newton steps, each shortened until it helps.
 */
final class MbarSolver {

    private static final int SELF_CONSISTENT_ITERATIONS = 5;
    private static final int MAX_ITERATIONS = 200;
    private static final int MAX_HALVINGS = 20;
    // kT. Newton steps shrink quadratically: what is left after such a step is rounding.
    private static final double TOLERANCE = 1e-9;

    private final double[][] energies;
    private final int[] counts;
    private final int draws;

    private double[] freeEnergies;
    private Point point;
    private int iterations;
    private double lastStep = Double.POSITIVE_INFINITY;

    /**
     * Prepares to solve.
     *
     * @param energies energies of all draws in each sampled ensemble, kT, [K][N]. Not modified.
     * @param counts number of draws from each, all positive. Not modified.
     * @param start free energies to begin from, [K]. Not modified.
     */
    MbarSolver(double[][] energies, int[] counts, double[] start) {
        this.energies = energies;
        this.counts = counts;
        draws = energies[0].length;
        freeEnergies = start.clone();
        point = evaluate(freeEnergies);
    }

    /** Where the search stands: what belongs to some free energies. */
    private static final class Point {
        final double[] logDenominators;
        final double[] sums;
        double objective;
        double imbalance;

        Point(int draws, int size) {
            logDenominators = new double[draws];
            sums = new double[size];
        }
    }

    void solve() {
        while (iterations < MAX_ITERATIONS && !converged()) {
            iterations++;
            if (iterations <= SELF_CONSISTENT_ITERATIONS || !tryNewton()) {
                double[] target = moved(selfConsistentStep(), 1);
                moveTo(target, evaluate(target));
            }
        }
    }

    /** Returns the solution, the first 0. */
    double[] freeEnergies() {
        return freeEnergies;
    }

    /** Returns log Σₖ Nₖ exp(fₖ − uₖ(xₙ)) of each draw. */
    double[] logDenominators() {
        return point.logDenominators;
    }

    int iterations() {
        return iterations;
    }

    /** Returns the largest change of a free energy in the last step. */
    double lastStep() {
        return lastStep;
    }

    boolean converged() {
        return lastStep <= TOLERANCE;
    }

    /** Returns −log Σₙ Wₖₙ, from logarithms: far from the solution every weight may be below the smallest double. */
    private double[] selfConsistentStep() {
        double[] step = new double[counts.length];
        for (int k = 0; k < step.length; k++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int n = 0; n < draws; n++) {
                largest = Math.max(largest, -energies[k][n] - point.logDenominators[n]);
            }
            double sum = 0;
            for (int n = 0; n < draws; n++) {
                sum += Math.exp(-energies[k][n] - point.logDenominators[n] - largest);
            }
            step[k] = -(freeEnergies[k] + largest + Math.log(sum));
        }
        return step;
    }

    /** Takes a Newton step, or a part of one; returns false if none helps. */
    private boolean tryNewton() {
        double[] step = newtonStep();
        if (step.length == 0) {
            return false;
        }
        double part = 1;
        for (int halving = 0; halving < MAX_HALVINGS; halving++) {
            double[] trial = moved(step, part);
            Point there = evaluate(trial);
            // Near the solution the objective no longer tells steps apart, and the imbalance does.
            if (there.objective < point.objective || there.imbalance <= point.imbalance) {
                moveTo(trial, there);
                return true;
            }
            part /= 2;
        }
        return false;
    }

    /** Returns the Newton step; empty if the Hessian is singular. */
    private double[] newtonStep() {
        int size = counts.length;
        double[][] weights = new double[size][draws];
        for (int k = 0; k < size; k++) {
            for (int n = 0; n < draws; n++) {
                weights[k][n] = Math.exp(freeEnergies[k] - energies[k][n] - point.logDenominators[n]);
            }
        }
        // In the variables √Nₖ fₖ the Hessian is D − S, with a null vector √Nₖ that is taken out: all free energies
        // may be shifted.
        RealMatrix hessian = new Array2DRowRealMatrix(size, size);
        double[] gradient = new double[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double scale = Math.sqrt((double) counts[i] * counts[j]);
                double value = scale * (1.0 / draws - Gram.dot(weights[i], weights[j]));
                hessian.setEntry(i, j, i == j ? point.sums[i] + value : value);
                hessian.setEntry(j, i, hessian.getEntry(i, j));
            }
            gradient[i] = Math.sqrt(counts[i]) * (point.sums[i] - 1);
        }
        double[] scaled;
        try {
            scaled = new LUDecomposition(hessian)
                    .getSolver()
                    .solve(new ArrayRealVector(gradient))
                    .toArray();
        } catch (MathRuntimeException singular) {
            return new double[0];
        }
        double[] step = new double[size];
        for (int k = 0; k < size; k++) {
            step[k] = -scaled[k] / Math.sqrt(counts[k]);
            if (!Double.isFinite(step[k])) {
                return new double[0];
            }
        }
        return step;
    }

    private double[] moved(double[] step, double part) {
        double[] result = new double[step.length];
        for (int k = 0; k < step.length; k++) {
            result[k] = freeEnergies[k] - freeEnergies[0] + part * (step[k] - step[0]);
        }
        return result;
    }

    private void moveTo(double[] target, Point there) {
        lastStep = 0;
        for (int k = 0; k < target.length; k++) {
            lastStep = Math.max(lastStep, Math.abs(target[k] - freeEnergies[k]));
        }
        freeEnergies = target;
        point = there;
    }

    private Point evaluate(double[] at) {
        int size = counts.length;
        double[] offsets = new double[size];
        for (int k = 0; k < size; k++) {
            offsets[k] = at[k] + Math.log(counts[k]);
        }
        double[] terms = new double[size];
        Point result = new Point(draws, size);
        for (int n = 0; n < draws; n++) {
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < size; k++) {
                terms[k] = offsets[k] - energies[k][n];
                largest = Math.max(largest, terms[k]);
            }
            double total = 0;
            for (int k = 0; k < size; k++) {
                terms[k] = Math.exp(terms[k] - largest);
                total += terms[k];
            }
            for (int k = 0; k < size; k++) {
                result.sums[k] += terms[k] / total / counts[k];
            }
            result.logDenominators[n] = largest + Math.log(total);
            result.objective += result.logDenominators[n];
        }
        for (int k = 0; k < size; k++) {
            result.objective -= counts[k] * at[k];
            double excess = result.sums[k] - 1;
            result.imbalance += counts[k] * excess * excess;
        }
        return result;
    }
}
