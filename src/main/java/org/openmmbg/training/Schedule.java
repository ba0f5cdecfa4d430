package org.openmmbg.training;

/** The learning rate along a run of steps. */
@FunctionalInterface
public interface Schedule {

    /**
     * Returns the learning rate of a step.
     *
     * @param step from 0 to the number of steps less one
     */
    double learningRate(int step);

    /**
     * Rises linearly from 0 and falls along half a cosine (Loshchilov and Hutter 2017, arXiv 1608.03983, without restarts),
     * both at once.
     *
     * @param steps number of steps
     * @param warmUp steps over which it rises; 0 for none
     * @param highest rate that the cosine starts from
     * @param last rate of the last step
     */
    static Schedule warmUpAndCosine(int steps, int warmUp, double highest, double last) {
        return step -> {
            double rising = Math.min(1, (step + 1.0) / Math.max(1, warmUp));
            return rising * cosine(highest, last, (double) step / Math.max(1, steps - 1));
        };
    }

    /**
     * One cycle (Smith and Topin 2019, arXiv 1708.07120): from a low rate along half a cosine to the highest, and along
     * another to the last.
     *
     * @param steps number of steps
     * @param rise share of the steps before the highest rate, in (0, 1)
     * @param first rate of the first step
     * @param highest rate at the top
     * @param last rate of the last step
     */
    static Schedule oneCycle(int steps, double rise, double first, double highest, double last) {
        if (!(rise > 0 && rise < 1)) {
            throw new IllegalArgumentException(
                    "the rate rises over a share of " + rise + " of the steps: expected 0 to 1");
        }
        return step -> {
            double along = (double) step / Math.max(1, steps - 1);
            return along < rise
                    ? cosine(first, highest, along / rise)
                    : cosine(highest, last, (along - rise) / (1 - rise));
        };
    }

    private static double cosine(double from, double to, double along) {
        return to + (from - to) * 0.5 * (1 + StrictMath.cos(Math.PI * along));
    }
}
