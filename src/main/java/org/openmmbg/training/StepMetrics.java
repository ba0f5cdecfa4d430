package org.openmmbg.training;

/**
 * What one training step saw.
 *
 * @param step number of the step over all stages, from 0
 * @param stage name of its stage
 * @param exampleLoss mean −log q of the examples, over internal coordinates; NaN without examples
 * @param energyLoss mean regularised u − log|J| + log q of the draws, an upper bound of the free energy in kT up to a
 *     constant; NaN without draws
 * @param energy U, the mean regularised energy of the draws, kT; the free energy of the map is J_KL = U − H_X + H_Z up to a
 *     constant (Noé et al. 2019)
 * @param entropy H_X, the entropy of the draws over positions
 * @param latentEntropy H_Z, the entropy of the latent distribution
 * @param ess effective sample size of the draws as a fraction, by their unregularised energies; NaN without draws
 * @param gradientNorm Euclidean norm before clipping
 * @param learningRate of the optimiser
 * @param outside draws outside the domain
 * @param failed draws whose energy failed, in the domain or not
 * @param unusable draws, and examples whose forces are used, whose gradient was not finite for another reason than a
 *     failed energy of the draw; they were left out
 * @param stepTaken whether the gradient guard let the step pass
 */
public record StepMetrics(
        long step,
        String stage,
        double exampleLoss,
        double energyLoss,
        double energy,
        double entropy,
        double latentEntropy,
        double ess,
        double gradientNorm,
        double learningRate,
        int outside,
        int failed,
        int unusable,
        boolean stepTaken) {}
