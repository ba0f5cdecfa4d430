package org.openmmbg.training;

import java.util.Arrays;

/** The sums of the coefficients of a batch's losses, for each form of gradient. */
final class LossCoefficients {
    private double[] score = new double[0];
    private double[] path = new double[0];

    /** Computes them. */
    void set(SamplePart part, SampleBatch samples) {
        if (score.length < part.size()) {
            score = new double[part.size()];
            path = new double[part.size()];
        }
        Arrays.fill(score, 0);
        Arrays.fill(path, 0);
        for (Loss loss : part.losses()) {
            loss.addCoefficients(samples, loss.isPath() ? path : score);
        }
    }

    /** Returns those of the score-function form, [samples or more]. */
    double[] score() {
        return score;
    }

    /** Returns those of the path form, [samples or more]. */
    double[] path() {
        return path;
    }
}
