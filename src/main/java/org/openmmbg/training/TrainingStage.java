package org.openmmbg.training;

/**
 * A run of training steps under one rule. The loss is w_ML·J_ML + w_KL·J_KL (Noé et al. 2019, eq. 5): examples under the
 * generator, and the generator's draws under the energy.
 *
 * @param name what progress and metrics call it
 * @param steps number of steps
 * @param exampleBatch examples a step; 0 for none
 * @param likelihoodWeight w_ML
 * @param exampleWeight weight of the path gradient at the examples, which follows the force field wherever they are and,
 *     unlike the likelihood, asks nothing of how often they are there
 * @param latentBatch draws a step; 0 for none
 * @param energyWeight w_KL
 * @param massWeight weight of the score-function form of the same gradient, which sees the mass of separated basins
 * @param learningRate of Adam after warm-up
 * @param finalLearningRate of Adam at the last step, reached along half a cosine
 * @param warmUp steps over which the learning rate rises linearly from 0
 * @param energyHigh E_high of the regularisation, kT
 */
public record TrainingStage(
        String name,
        int steps,
        int exampleBatch,
        double likelihoodWeight,
        double exampleWeight,
        int latentBatch,
        double energyWeight,
        double massWeight,
        double learningRate,
        double finalLearningRate,
        int warmUp,
        double energyHigh) {

    /** Returns the learning rate of a step. */
    double learningRate(int step) {
        return Schedule.warmUpAndCosine(steps, warmUp, learningRate, finalLearningRate)
                .learningRate(step);
    }
}
