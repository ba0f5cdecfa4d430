package org.openmmbg.training;

/**
 * A run of training steps under one rule: examples under the generator, and the generator's draws under the energy (Noé et
 * al. 2019, eq. 5).
 *
 * @param name what progress and metrics call it
 * @param steps number of steps
 * @param schedule learning rate of each step
 * @param examples examples of a step, and their losses
 * @param draws the generator's draws of a step, and their losses
 * @param energyHigh E_high of the regularisation of the draws' energies, kT
 * @param gradientLimit longer gradients are shortened to this length; infinite for no limit
 */
public record TrainingStage(
        String name,
        int steps,
        Schedule schedule,
        SamplePart examples,
        SamplePart draws,
        double energyHigh,
        double gradientLimit) {

    /** Checks the limit. */
    public TrainingStage {
        if (!(gradientLimit > 0)) {
            throw new IllegalArgumentException("a gradient no longer than " + gradientLimit + ": expected more than 0");
        }
    }

    /** Makes a stage whose gradients have no limit of their own. */
    public TrainingStage(
            String name, int steps, Schedule schedule, SamplePart examples, SamplePart draws, double energyHigh) {
        this(name, steps, schedule, examples, draws, energyHigh, Double.POSITIVE_INFINITY);
    }
}
