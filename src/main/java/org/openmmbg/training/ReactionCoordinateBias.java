package org.openmmbg.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.potential.TwoStateSystem;

/**
 * Energies with the reaction-coordinate loss of Noé, Olsson, Köhler and Wu (Science 2019) added: J_RC, the negative entropy
 * Σ p_k ln p_k of the batch's histogram p along a coordinate r, by {@value #KERNELS} Gaussian kernels over a range, as wide as
 * their distance, normalised for each sample.
 *
 * <p>The change of J_RC with the generator's density at a configuration is Σ_k K_k(r)·ln p_k up to a constant. That times
 * the weight is what is added to the energy of each row, from the batch's own histogram: the gradient of the KL divergence
 * with these energies is that of J_KL + w_RC·J_RC. A generator trained so draws r by about p(r)^(1/(1 + w_RC)): barriers are
 * visited, and the draws' exact weights take the bias out again.
 *
 * <p>For one thread at a time.
 */
public final class ReactionCoordinateBias implements ReducedPotential {
    private static final int KERNELS = 11;

    /** Keeps the logarithm of an empty kernel finite. */
    private static final double LEAST = 1e-6;

    private final TwoStateSystem system;
    private double weight;
    private final double low;
    private final double width;
    private final double[] histogram = new double[KERNELS];
    private final double[] kernels = new double[KERNELS];
    private double[] shares = new double[0];

    /**
     * Makes the biased energies.
     *
     * @param system energies, and the coordinate over the range of its profile
     * @param weight w_RC, at least 0
     */
    public ReactionCoordinateBias(TwoStateSystem system, double weight) {
        this.system = system;
        this.weight = weight;
        this.low = system.states().profileLow();
        this.width = (system.states().profileHigh() - low) / KERNELS;
    }

    /**
     * Changes the weight of evaluations to come.
     *
     * @param weight w_RC, at least 0
     */
    public void weigh(double weight) {
        this.weight = weight;
    }

    @Override
    public int dimension() {
        return system.dimension();
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        system.evaluate(batch, positions, energies, gradients);
        if (weight == 0) {
            return;
        }
        int n = dimension();
        if (shares.length < batch * KERNELS) {
            shares = new double[batch * KERNELS];
        }
        Arrays.fill(histogram, 0);
        int counted = 0;
        for (int row = 0; row < batch; row++) {
            double value = system.coordinate(positions, row * n);
            if (Double.isFinite(value)) {
                share(value, row);
                counted++;
                for (int k = 0; k < KERNELS; k++) {
                    histogram[k] += shares[row * KERNELS + k];
                }
            }
        }
        for (int k = 0; k < KERNELS; k++) {
            histogram[k] = weight * Math.log(histogram[k] / counted + LEAST);
        }
        for (int row = 0; row < batch; row++) {
            double value = system.coordinate(positions, row * n);
            if (Double.isFinite(value)) {
                double slope = bias(value, row, energies);
                if (gradients != null) {
                    system.addCoordinateGradient(positions, row * n, slope, gradients);
                }
            }
        }
    }

    /** Computes a row's shares in the kernels; they sum to 1 however far from the range it is. */
    private void share(double value, int row) {
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < KERNELS; k++) {
            double distance = (value - centre(k)) / width;
            kernels[k] = -0.5 * distance * distance;
            highest = Math.max(highest, kernels[k]);
        }
        double sum = 0;
        for (int k = 0; k < KERNELS; k++) {
            kernels[k] = Math.exp(kernels[k] - highest);
            sum += kernels[k];
        }
        for (int k = 0; k < KERNELS; k++) {
            shares[row * KERNELS + k] = kernels[k] / sum;
        }
    }

    /** Adds a row's bias to its energy and returns the derivative by the coordinate. */
    private double bias(double value, int row, double[] energies) {
        double mean = 0;
        double slope = 0;
        double meanSlope = 0;
        for (int k = 0; k < KERNELS; k++) {
            double share = shares[row * KERNELS + k];
            // Of the logarithm of a kernel; its mean over the shares goes out by their normalisation.
            double logSlope = (centre(k) - value) / (width * width);
            mean += share * histogram[k];
            slope += share * histogram[k] * logSlope;
            meanSlope += share * logSlope;
        }
        energies[row] += mean;
        return slope - mean * meanSlope;
    }

    private double centre(int kernel) {
        return low + width * KERNELS * kernel / (KERNELS - 1);
    }
}
