package org.openmmbg.plugin.analysis;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Autocorrelation;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.plugin.pipeline.ChosenSystem;
import org.openmmbg.plugin.pipeline.FinishedRun;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.AnalyticSystem;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.observable.Vocabulary;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.StructureReader;
import org.openmmbg.systems.trajectory.FrameReader;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;

/**
 * Configurations with weights: those of a run, or those of a file.
 *
 * @param vocabulary the names that expressions may use
 * @param topology the molecule, or null where there is none
 * @param count number of configurations
 * @param positions row-major [count, width]
 * @param logWeights log-weights up to a constant, −∞ outside the ensemble, NaN where the evaluation failed, [count]
 * @param energies u at the temperature, kT, [count]; null when they are not known
 * @param temperature of the ensemble, K; NaN when it is not known
 * @param series whether these are frames of a simulation in their order, all of the same weight, rather than independent
 *     draws
 * @param seeds configurations that tell what the draws miss; none where there are no such
 * @param objection why no number of these samples is to be trusted: that the run they are of did not converge; empty where
 *     nothing is known against them
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
public record WeightedSamples(
        Vocabulary vocabulary,
        @Nullable Topology topology,
        int count,
        double[] positions,
        double[] logWeights,
        double @Nullable [] energies,
        double temperature,
        boolean series,
        WeightedSeeds seeds,
        Optional<String> objection) {

    // Not the compact form: javac leaves its type annotations out of the class file.
    public WeightedSamples(
            Vocabulary vocabulary,
            @Nullable Topology topology,
            int count,
            double[] positions,
            double[] logWeights,
            double @Nullable [] energies,
            double temperature,
            boolean series,
            WeightedSeeds seeds,
            Optional<String> objection) {
        this.vocabulary = vocabulary;
        this.topology = topology;
        this.count = count;
        this.positions = positions;
        this.logWeights = logWeights;
        this.energies = energies;
        this.temperature = temperature;
        this.series = series;
        this.seeds = seeds;
        this.objection = objection;
    }

    /**
     * Reads the samples that a finished run drew at its own temperature.
     *
     * @throws UsageException if it is no folder of a run
     * @throws InputFileException if a file of it cannot be used
     */
    public static WeightedSamples ofRun(Path folder) {
        FinishedRun run = FinishedRun.open(folder);
        return ofRun(run, run.samples(), run.config().system().temperature());
    }

    /**
     * Reads the samples that a finished run drew at one of its temperatures.
     *
     * @throws UsageException if it is no folder of a run, or the run drew none there
     * @throws InputFileException if a file of it cannot be used
     */
    public static WeightedSamples ofRun(Path folder, double temperature) {
        FinishedRun run = FinishedRun.open(folder);
        double own = run.config().system().temperature();
        if (temperature != own && !Files.exists(run.samples(temperature))) {
            throw new UsageException("--sampled-at " + temperature + ": the run drew no samples there, but at " + own
                    + " and at training.temperatures = "
                    + run.config().training().temperatures());
        }
        return ofRun(run, temperature == own ? run.samples() : run.samples(temperature), temperature);
    }

    private static WeightedSamples ofRun(FinishedRun run, Path samples, double temperature) {
        boolean isOwn = temperature == run.config().system().temperature();
        Optional<String> objection =
                run.verdict().filter(found -> !found.converged()).map(found -> "the run itself is " + found.verdict());
        return drawn(run, samples, temperature).with(isOwn ? run.weightedSeeds() : WeightedSeeds.NONE, objection);
    }

    private static WeightedSamples drawn(FinishedRun run, Path samples, double temperature) {
        if (ChosenSystem.find(run.config().system()) instanceof AnalyticSystem analytic) {
            return ofNpz(samples, Vocabulary.of(analytic.potential()), null, temperature);
        }
        Topology topology = topology(run.topology());
        return ofNpz(samples, Vocabulary.of(topology), topology, temperature);
    }

    private WeightedSamples with(WeightedSeeds seeds, Optional<String> objection) {
        return new WeightedSamples(
                vocabulary, topology, count, positions, logWeights, energies, temperature, series, seeds, objection);
    }

    /**
     * Reads configurations from a file: an NPZ file with {@code positions}, and perhaps {@code log_w} or {@code weights},
     * and {@code u}; or a trajectory, whose frames weigh the same.
     *
     * @param file a name as {@link FrameReader} takes it
     * @param structure PDB or mmCIF file of the atoms
     * @param temperature of the ensemble, K; NaN when it is not known
     * @throws InputFileException if a file cannot be used
     */
    public static WeightedSamples ofFile(Path file, Path structure, double temperature) {
        Topology topology = topology(structure);
        if (String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npz")) {
            return ofNpz(file, Vocabulary.of(topology), topology, temperature);
        }
        Frames frames = FrameReader.read(file, topology.atomCount());
        return ofFrames(topology, frames.count(), frames.positions(), temperature);
    }

    /**
     * Takes frames of a simulation in their order, all of the same weight.
     *
     * @param positions row-major [count, 3 atoms]
     * @param temperature K; NaN when it is not known
     */
    public static WeightedSamples ofFrames(Topology topology, int count, double[] positions, double temperature) {
        return new WeightedSamples(
                Vocabulary.of(topology),
                topology,
                count,
                positions,
                new double[count],
                null,
                temperature,
                true,
                WeightedSeeds.NONE,
                Optional.empty());
    }

    private static Topology topology(Path structure) {
        PdbFile read = StructureReader.read(structure);
        return StandardBonds.addTo(read.topology(), read.models().get(0));
    }

    private static WeightedSamples ofNpz(
            Path file, Vocabulary vocabulary, @Nullable Topology topology, double temperature) {
        Map<String, NpyArray> arrays = NpzReader.read(file, Set.of("positions", "log_w", "weights", "u"));
        int width = vocabulary.width();
        NpyArray positions = arrays.get("positions");
        if (positions == null) {
            throw new InputFileException(file, "holds no array 'positions'");
        }
        int count = positions.shape().isEmpty() ? 0 : positions.shape().get(0);
        if (count == 0 || positions.values().length != (long) count * width) {
            throw new InputFileException(
                    file, "'positions' has shape " + positions.shape() + "; expected [frames, " + width + "]");
        }
        double[] logWeights = values(file, arrays, "log_w", count);
        double[] weights = values(file, arrays, "weights", count);
        if (logWeights != null && weights != null) {
            throw new InputFileException(file, "holds both 'weights' and 'log_w'; expected one of them");
        }
        boolean series = logWeights == null && weights == null;
        if (logWeights == null) {
            logWeights = new double[count];
            for (int i = 0; i < count && weights != null; i++) {
                if (!(weights[i] >= 0)) {
                    throw new InputFileException(
                            file, "'weights' of frame " + i + " is " + weights[i] + "; expected 0 or more");
                }
                logWeights[i] = Math.log(weights[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            if (logWeights[i] == Double.POSITIVE_INFINITY) {
                throw new InputFileException(file, "the weight of frame " + i + " is infinite");
            }
        }
        return new WeightedSamples(
                vocabulary,
                topology,
                count,
                positions.values(),
                logWeights,
                values(file, arrays, "u", count),
                temperature,
                series,
                WeightedSeeds.NONE,
                Optional.empty());
    }

    private static double @Nullable [] values(Path file, Map<String, NpyArray> arrays, String name, int count) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            return null;
        }
        if (!array.shape().equals(List.of(count))) {
            throw new InputFileException(
                    file, "'" + name + "' has shape " + array.shape() + "; expected [" + count + "]");
        }
        return array.values();
    }

    /** Returns the number of coordinates of a configuration. */
    public int width() {
        return vocabulary.width();
    }

    /** Returns the weights. */
    public ImportanceWeights weights() {
        return new ImportanceWeights(logWeights);
    }

    /**
     * Returns the weights at another temperature: exp(u − u′) times those here, where u′ = u T/T′. The potential energy
     * itself must not depend on temperature.
     *
     * @throws UsageException if the energies or the temperature of the samples are not known
     */
    public ImportanceWeights weightsAt(double otherTemperature) {
        if (Double.isNaN(temperature)) {
            throw new UsageException("--temperature needs the temperature of the samples: give --sampled-at K");
        }
        if (energies == null) {
            throw new UsageException("--temperature needs the energies of the samples: an array 'u' in kT, [frames]");
        }
        return new ImportanceWeights(reweighted(logWeights, energies, temperature, otherTemperature));
    }

    /** Returns the seeds at another temperature, weighed as the draws are. */
    WeightedSeeds seedsAt(double otherTemperature) {
        return seeds.at(temperature, otherTemperature);
    }

    /** Returns log-weights at T′ from those at T, with the energies at T: log w + u (1 − T/T′). */
    static double[] reweighted(double[] logWeights, double[] energies, double temperature, double otherTemperature) {
        double[] other = new double[logWeights.length];
        Arrays.setAll(
                other,
                i -> logWeights[i] == Double.NEGATIVE_INFINITY
                        ? logWeights[i]
                        : logWeights[i] + energies[i] * (1 - temperature / otherTemperature));
        return other;
    }

    /**
     * Returns a bootstrap for a quantity: of single draws, or of blocks of a time series, at least as long as its
     * autocorrelation.
     *
     * @param values the quantity, [count]. Not modified.
     */
    Bootstrap bootstrap(Bootstrap ofDraws, double[] values) {
        return series ? ofDraws.ofBlocks(Autocorrelation.blockLength(values)) : ofDraws;
    }
}
