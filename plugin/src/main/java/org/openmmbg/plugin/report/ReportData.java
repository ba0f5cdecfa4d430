package org.openmmbg.plugin.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a report shows. Arrays are not copied and not modified. A part without data (an empty list) is left out.
 *
 * @param title for example "alanine-dipeptide at 300 K"
 * @param converged decides the colour of the verdict
 * @param verdict one sentence
 * @param warnings what else speaks against the numbers, a sentence each
 * @param headline the three or four numbers to see first
 * @param results free energies and observables with their intervals
 * @param states how far the draws in each state can be believed
 * @param surfaces free-energy surfaces, a section each
 * @param latent latent points, such as those of the seeds
 * @param profiles free energies along coordinates
 * @param logWeights histograms of log-weights
 * @param energies histograms of reduced energies
 * @param training what the optimiser logged, a stage each
 * @param cost evaluations, steps, time
 * @param provenance versions, hashes, command
 * @param config every key of config.yaml with its value
 */
@SuppressWarnings("ArrayRecordComponent") // Carried from the arrays to the page, never compared.
public record ReportData(
        String title,
        boolean converged,
        String verdict,
        List<String> warnings,
        List<Entry> headline,
        List<Estimate> results,
        List<State> states,
        List<Surfaces> surfaces,
        List<Scatter> latent,
        List<Profile> profiles,
        List<Histogram> logWeights,
        List<Histogram> energies,
        List<TrainingStage> training,
        List<Entry> cost,
        List<Entry> provenance,
        List<Entry> config) {

    /** A name and a value, both as shown. */
    public record Entry(String name, String value) {}

    /**
     * A number with its 95 % interval; NaN where there is none.
     *
     * @param unit as shown, for example "kT at 300 K"; may be empty
     */
    public record Estimate(String name, double value, double low, double high, String unit) {}

    /**
     * What the weights of the draws in a state say, as shown.
     *
     * @param name with its temperature where there are several
     */
    public record State(
            String name,
            String draws,
            String effectiveSamples,
            String paretoK,
            String largestWeight,
            String missedSeeds) {}

    /**
     * Surfaces side by side on one colour scale.
     *
     * @param title of the section
     * @param note below them
     * @param x the axis to the right, the same for all
     * @param y the axis upward, the same for all
     */
    public record Surfaces(String title, String note, Range x, Range y, List<Surface> surfaces) {}

    /**
     * What an axis spans.
     *
     * @param label with its unit
     */
    public record Range(double low, double high, double tick, String label) {}

    /**
     * A free-energy surface over two axes in equal bins.
     *
     * @param name shown above it
     * @param bins bins along each axis
     * @param freeEnergy kT, row-major [x, y]; NaN where a bin is empty
     */
    public record Surface(String name, int bins, double[] freeEnergy) {}

    /**
     * Free energies along a coordinate, the first curve the main one.
     *
     * @param title above it
     */
    public record Profile(String title, Range x, List<Curve> curves) {}

    /**
     * Points in a plane, by group.
     *
     * @param title above it
     */
    public record Scatter(String title, Range x, Range y, List<Points> groups) {}

    /** Points of one group, x and y of each. */
    public record Points(String name, double[] x, double[] y) {}

    /**
     * A curve, with a band where low and high are given.
     *
     * @param x abscissae, ascending
     * @param y ordinates; NaN breaks the curve
     * @param low lower end of the band, or null
     * @param high upper end of the band, or null
     */
    public record Curve(String name, double[] x, double[] y, double @Nullable [] low, double @Nullable [] high) {}

    /**
     * A histogram.
     *
     * @param edges bin edges, ascending, one more than bins
     * @param density probability density, its integral 1 (or the part inside the edges)
     */
    public record Histogram(String name, double[] edges, double[] density) {}

    /**
     * What one stage of training logged. An array of NaN is left out.
     *
     * @param name for example "Maximum likelihood"
     * @param step optimiser steps
     * @param loss kT
     * @param ess effective sample size of each batch, a fraction
     * @param gradientNorm before clipping
     */
    public record TrainingStage(String name, double[] step, double[] loss, double[] ess, double[] gradientNorm) {}
}
