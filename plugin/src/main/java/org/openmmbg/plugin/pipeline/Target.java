package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.training.Checkpoint;

/** What a run samples: the system, with all that differs between a molecule and a formula. For one run at work. */
interface Target extends AutoCloseable {

    /** Returns what must stay the same when a run is resumed. */
    String identity();

    /** Returns the temperature of the main ensemble. */
    double temperature();

    /** Returns the energies that weigh draws, at a temperature. */
    ReducedPotential potential(double atTemperature);

    /** Returns the energies that train: the same, and a bias where the configuration asks for one. */
    ReducedPotential trainingPotential(double atTemperature);

    /** Changes the weight of the loss that spreads draws, in the training energies handed out; for targets that have one. */
    default void weighReactionCoordinate(double weight) {}

    /**
     * Returns the seeds: those given, or new ones by simulation.
     *
     * @param underWay the checkpoint of a run stopped in this stage, or null
     * @throws StoppedException if the signal ended it
     */
    SeedSet makeSeeds(
            @Nullable Checkpoint underWay, RunFolder folder, Progress progress, StopSignal stop, RunState state)
            throws IOException;

    /** Returns what makes generators from seeds. */
    GeneratorFactory factory(SeedSet seeds);

    /**
     * Returns the walkers of a search for states from one configuration, at their start; null if none is asked for.
     *
     * @param generator learns from them
     */
    @Nullable
    Exploration exploration(BoltzmannGenerator generator);

    /** Returns why a draw inside the domain has weight 0, if it has. */
    Samples.Reason judge(double[] positions, int offset);

    /** Writes the files of the samples at the main temperature. */
    void writeSamples(RunFolder folder, BoltzmannGenerator generator, Samples samples) throws IOException;

    /** Writes the file of the samples at a further temperature. */
    void writeSamples(RunFolder folder, double atTemperature, Samples samples) throws IOException;

    /**
     * Returns log-weights of independent equilibrium samples of each state, as if the generator had drawn them, by the name
     * of the state; none where there are no such samples.
     *
     * @param generator of the ensemble at the temperature
     * @param ensemble number of the temperature
     * @param state counts evaluations. Modified.
     */
    default Map<String, double[]> equilibrium(
            BoltzmannGenerator generator, int ensemble, double atTemperature, RunState state) {
        return Map.of();
    }

    /** Names the states and adds their free energies. */
    void addFreeEnergies(Findings findings);

    /**
     * Adds the means over the samples.
     *
     * @param seedEnergies u at the seeds, kT at the main temperature. Not modified.
     */
    void addObservables(SeedSet seeds, double[] seedEnergies, Findings findings);

    /** Returns what the energies come from. */
    Results.Provenance provenance(long seed);

    @Override
    void close();
}
