package org.openmmbg.systems;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;
import org.openmmbg.coordinates.IdenticalParticles;
import org.openmmbg.potential.TwoStateSystem;

/**
 * A system without molecules, whose potential is a formula: those of Noé, Olsson, Köhler and Wu (Science 2019). Its
 * temperatures are in the units of the potential. Immutable; its potentials may be used by several threads at a time.
 */
public final class AnalyticSystem implements SampledSystem {
    private final String name;
    private final String description;
    private final String source;
    private final double temperature;
    private final DoubleFunction<TwoStateSystem> potential;
    private final List<double[]> starts;
    private final List<Known> known;
    private final @Nullable IdenticalParticles identicalParticles;
    private final @Nullable String plainCost;
    private final @Nullable String state;

    /**
     * A free-energy difference that is known beforehand.
     *
     * @param temperature in the units of the potential
     * @param value kT at that temperature
     * @param standardError kT; 0 for an exact one
     * @param source how it was found
     */
    public record Known(double temperature, double value, double standardError, String source) {}

    AnalyticSystem(
            String name,
            String description,
            String source,
            double temperature,
            DoubleFunction<TwoStateSystem> potential,
            List<double[]> starts,
            List<Known> known,
            @Nullable IdenticalParticles identicalParticles,
            @Nullable String plainCost) {
        this(name, description, source, temperature, potential, starts, known, identicalParticles, plainCost, null);
    }

    private AnalyticSystem(
            String name,
            String description,
            String source,
            double temperature,
            DoubleFunction<TwoStateSystem> potential,
            List<double[]> starts,
            List<Known> known,
            @Nullable IdenticalParticles identicalParticles,
            @Nullable String plainCost,
            @Nullable String state) {
        this.name = name;
        this.description = description;
        this.source = source;
        this.temperature = temperature;
        this.potential = potential;
        this.starts = List.copyOf(starts);
        this.known = List.copyOf(known);
        this.identicalParticles = identicalParticles;
        this.plainCost = plainCost;
        this.state = state;
    }

    /** Returns the same system at another temperature. */
    public AnalyticSystem atTemperature(double other) {
        return new AnalyticSystem(
                name, description, source, other, potential, starts, known, identicalParticles, plainCost, state);
    }

    /**
     * Returns the same system confined to one of its states: outside it the energy is infinite, and nothing is known of the
     * other.
     *
     * @param only the state
     * @throws IllegalArgumentException if it is none of the two
     */
    public AnalyticSystem confinedTo(String only) {
        return new AnalyticSystem(
                name,
                description,
                source,
                temperature,
                potential,
                List.of(start(only)),
                List.of(),
                identicalParticles,
                null,
                only);
    }

    /** Returns the state that the system is confined to, or null if it has both. */
    public @Nullable String state() {
        return state;
    }

    /**
     * Returns a configuration of a state, from which walks may start. Copied.
     *
     * @throws IllegalArgumentException if it is none of the two
     */
    public double[] start(String ofState) {
        TwoStateSystem own = potential();
        if (!own.states().has(ofState)) {
            throw new IllegalArgumentException(name + " has no state " + ofState);
        }
        return starts().stream()
                .filter(start -> own.states().holds(ofState, own.coordinate(start, 0)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is confined to " + state));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public double temperature() {
        return temperature;
    }

    /** Returns the potential at a temperature. */
    public TwoStateSystem potential(double atTemperature) {
        return potential.apply(atTemperature);
    }

    /** Returns the potential at the system's own temperature. */
    public TwoStateSystem potential() {
        return potential(temperature);
    }

    /** Returns a configuration of each state that the system has, from which walks may start. Copied. */
    public List<double[]> starts() {
        return starts.stream().map(start -> Arrays.copyOf(start, start.length)).toList();
    }

    /** Returns the free-energy differences known beforehand, at the temperatures that are published. */
    public List<Known> known() {
        return known;
    }

    /** Returns what sampling both states costs without a generator, as published, where it is. */
    public Optional<String> plainCost() {
        return Optional.ofNullable(plainCost);
    }

    /** Returns the particles that may change labels, or null where there are none. */
    public @Nullable IdenticalParticles identicalParticles() {
        return identicalParticles;
    }
}
