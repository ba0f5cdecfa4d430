package org.openmmbg.plugin.analysis;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.SeedWeights;

/**
 * The seeds of a run with the weights that they have as if they were drawn: they tell what the draws miss.
 *
 * @param positions [seeds, width]
 * @param logWeights by the formula of the draws, with the same constant, −∞ outside the ensemble, [seeds]
 * @param energies u at the temperature, kT, [seeds]; null when they are not known
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
public record WeightedSeeds(double[] positions, double[] logWeights, double @Nullable [] energies) {

    /** No seeds. */
    public static final WeightedSeeds NONE = new WeightedSeeds(new double[0], new double[0], null);

    // Not the compact form: javac leaves its type annotations out of the class file.
    public WeightedSeeds(double[] positions, double[] logWeights, double @Nullable [] energies) {
        this.positions = positions;
        this.logWeights = logWeights;
        this.energies = energies;
    }

    /** Returns the number of seeds. */
    public int count() {
        return logWeights.length;
    }

    /** Returns the weights of all seeds. */
    public SeedWeights weights() {
        return new SeedWeights(logWeights);
    }

    /**
     * Returns the weights of the seeds in a state.
     *
     * @param members tells of each seed whether it belongs to the state, [seeds]. Not modified.
     */
    public SeedWeights in(boolean[] members) {
        double[] inState = new double[count()];
        Arrays.setAll(inState, i -> members[i] ? logWeights[i] : Double.NEGATIVE_INFINITY);
        return new SeedWeights(inState);
    }

    /** Returns the same seeds at another temperature, weighed as the draws are; none where their energies are not known. */
    WeightedSeeds at(double temperature, double otherTemperature) {
        return energies == null
                ? NONE
                : new WeightedSeeds(
                        positions,
                        WeightedSamples.reweighted(logWeights, energies, temperature, otherTemperature),
                        null);
    }
}
