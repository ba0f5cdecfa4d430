package org.openmmbg.plugin.pipeline;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.StateWeights;
import org.openmmbg.systems.InputFileException;

/**
 * What a run found: results.json. A number that could not be computed is NaN here and null in the file.
 *
 * @param essRaw (sum of w)² / (N · sum of w²) over all N draws, a fraction of 1
 * @param essClipped the same with weights above their (1 - 1e-4) quantile set to that quantile
 * @param freeEnergies free-energy differences, the main one first
 * @param observables reweighted means
 * @param states how far the draws of each temperature can be believed, all of them and those in each state; empty in files
 *     of before it was written
 * @param draws all draws, those of weight 0 included
 * @param weightZero draws of weight 0, by reason
 * @param failures evaluations that failed, by kind; counted, never used
 * @param cost what it took
 * @param provenance what it was made with
 * @param converged whether the numbers may be trusted, by {@link org.openmmbg.estimate.ConvergenceVerdict}
 * @param verdict the same in words
 * @param warnings what else speaks against the numbers, one line each; empty in files of before there were any
 */
@JsonPropertyOrder({"ess_raw", "ess_clipped", "free_energies", "observables"})
public record Results(
        double essRaw,
        double essClipped,
        List<FreeEnergy> freeEnergies,
        List<Observable> observables,
        List<State> states,
        long draws,
        Map<String, Long> weightZero,
        Map<String, Long> failures,
        Cost cost,
        Provenance provenance,
        boolean converged,
        String verdict,
        List<String> warnings) {

    @SuppressWarnings("ConstantValue") // null where a file of before there were any is read
    public Results {
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
        states = states == null ? List.of() : List.copyOf(states);
        freeEnergies = List.copyOf(freeEnergies);
        observables = List.copyOf(observables);
        weightZero = Collections.unmodifiableMap(new LinkedHashMap<>(weightZero));
        failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
    }

    /** A 95 % interval, written as [low, high]. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    @JsonPropertyOrder({"low", "high"})
    public record Interval(double low, double high) {}

    /**
     * A free-energy difference.
     *
     * @param name in ASCII, for example F(phi>0)-F(phi<0)
     * @param valueKT kT at its own temperature
     * @param ci95KT kT
     * @param temperature K
     * @param oneSided what the draws say without equilibrium samples of the states, where the value is of both; else null
     */
    public record FreeEnergy(
            String name,
            @JsonProperty("value_kT") double valueKT,
            @JsonProperty("ci95_kT") Interval ci95KT,
            double temperature,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            OneSided oneSided) {

        public FreeEnergy(
                String name, double valueKT, Interval ci95KT, double temperature, @Nullable OneSided oneSided) {
            this.name = name;
            this.valueKT = valueKT;
            this.ci95KT = ci95KT;
            this.temperature = temperature;
            this.oneSided = oneSided;
        }

        /** Makes one that is of the draws alone. */
        public FreeEnergy(String name, double valueKT, Interval ci95KT, double temperature) {
            this(name, valueKT, ci95KT, temperature, null);
        }
    }

    /** A free-energy difference by the weights of draws alone, kT. */
    public record OneSided(
            @JsonProperty("value_kT") double valueKT,
            @JsonProperty("ci95_kT") Interval ci95KT) {}

    /**
     * A mean over the target ensemble.
     *
     * @param name with its unit where it has one
     */
    public record Observable(String name, double mean, Interval ci95) {}

    /**
     * What the weights in a state say: {@link StateWeights}.
     *
     * @param state its name; empty for all draws
     * @param temperature K
     * @param draws number of draws
     * @param effectiveSamples (Σw)² / Σw²
     * @param paretoK shape of the weights' tail
     * @param largestWeight the largest weight's share of the sum
     * @param missedSeeds share of the seeds that lie where hardly any draw does, of {@code seeds}
     * @param seeds number of seeds there
     */
    public record State(
            String state,
            double temperature,
            int draws,
            double effectiveSamples,
            double paretoK,
            double largestWeight,
            double missedSeeds,
            int seeds) {

        /** Returns the same as a line of results. */
        public static State of(StateWeights weights, double temperature) {
            return new State(
                    weights.state(),
                    temperature,
                    weights.draws(),
                    weights.effectiveSamples(),
                    weights.paretoK(),
                    weights.largestShare(),
                    weights.missedSeeds(),
                    weights.seeds());
        }
    }

    /** That part of any results which tells whether to trust the others. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Verdict(boolean converged, String verdict) {}

    /**
     * What a run cost.
     *
     * @param energyEvaluations all of them, seeds included
     * @param mdSteps steps of dynamics, summed over walkers
     * @param wallS wall time, s, summed over resumptions
     */
    public record Cost(long energyEvaluations, long mdSteps, double wallS) {}

    /**
     * What a run was made with.
     *
     * @param seed the seed of every random stream
     * @param openmmVersion version of the OpenMM library
     * @param openmmLibrary where it was loaded from
     * @param forcefieldHash hash of the System that gave the energies
     * @param command the command line
     * @param version of this program
     */
    public record Provenance(
            long seed,
            String openmmVersion,
            String openmmLibrary,
            String forcefieldHash,
            String command,
            String version) {}

    /** Returns the same results, made by the given command line. */
    public Results withCommand(String command) {
        return new Results(
                essRaw,
                essClipped,
                freeEnergies,
                observables,
                states,
                draws,
                weightZero,
                failures,
                cost,
                new Provenance(
                        provenance.seed(),
                        provenance.openmmVersion(),
                        provenance.openmmLibrary(),
                        provenance.forcefieldHash(),
                        command,
                        provenance.version()),
                converged,
                verdict,
                warnings);
    }

    /** Returns these results as an indented JSON document. */
    public String toJson() {
        try {
            return Json.indented().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a results.json.
     *
     * @throws InputFileException if it is missing or not one
     */
    public static Results read(Path file) {
        return read(file, Results.class);
    }

    static <T> T read(Path file, Class<T> type) {
        try {
            return Json.compact().readValue(Files.readString(file), type);
        } catch (NoSuchFileException e) {
            throw new InputFileException(file, "no such file; the run has not come to its results yet", e);
        } catch (JsonProcessingException e) {
            throw new InputFileException(file, "not a results file: " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
