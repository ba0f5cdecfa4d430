package org.openmmbg.kernel;

/**
 * The numbers of one step of Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1), with decoupled weight decay
 * (Loshchilov and Hutter 2019, arXiv 1711.05101, algorithm 2) and an exponential moving average of the parameters.
 *
 * @param gradientScale factor on the gradient
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param stepSize learning rate over the first moment's correction for its start at zero
 * @param inverseCorrection2 one over that of the second moment
 * @param epsilon added to the root of the second moment
 * @param shrink factor on the parameter before the step: 1 − learning rate · weight decay
 * @param averageDecay decay of the moving average
 */
public record AdamStep(
        double gradientScale,
        double beta1,
        double beta2,
        double stepSize,
        double inverseCorrection2,
        double epsilon,
        double shrink,
        double averageDecay) {}
