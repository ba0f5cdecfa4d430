package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.FreeEnergyDifference;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.StateDifference;
import org.openmmbg.estimate.StateWeights;
import org.openmmbg.estimate.TwoSidedStateEstimate;
import org.openmmbg.plugin.analysis.WeightedSeeds;

/** Collects what weighted samples at one temperature say. */
final class Findings {
    /** A free energy with what the draws alone say, which an independent set of draws must not contradict. */
    private record Found(String name, Estimate drawn, Estimate estimate, boolean twoSided) {}

    private final double temperature;
    private final Samples samples;
    private final WeightedSeeds seeds;
    private final ImportanceWeights weights;
    private final Map<String, double[]> equilibrium;
    private final Bootstrap bootstrap;
    private final StateWeights all;
    private final Map<String, boolean[]> members = new LinkedHashMap<>();
    private final Map<String, StateWeights> states = new LinkedHashMap<>();
    private final List<Found> freeEnergies = new ArrayList<>();
    private final List<Results.Observable> observables = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private Optional<String> ofDrawsAlone = Optional.empty();
    private Optional<String> ofBothSides = Optional.empty();

    /** Tells whether a configuration is in a state. */
    @FunctionalInterface
    interface Condition {
        /**
         * Tells it of the configuration at an offset.
         *
         * @param positions configurations. Not modified.
         * @param offset index of the configuration's first coordinate
         */
        boolean holds(double[] positions, int offset);
    }

    /**
     * @param equilibrium log-weights of independent equilibrium samples of states, by the formula of the draws
     */
    Findings(
            double temperature,
            Samples samples,
            WeightedSeeds seeds,
            Map<String, double[]> equilibrium,
            Bootstrap bootstrap) {
        this.equilibrium = equilibrium;
        this.temperature = temperature;
        this.samples = samples;
        this.seeds = seeds;
        this.bootstrap = bootstrap;
        weights = new ImportanceWeights(samples.logWeights());
        all = StateWeights.ofAll(weights, seeds.weights());
    }

    Samples samples() {
        return samples;
    }

    ImportanceWeights weights() {
        return weights;
    }

    Bootstrap bootstrap() {
        return bootstrap;
    }

    List<Results.FreeEnergy> freeEnergies() {
        return freeEnergies.stream()
                .map(found -> new Results.FreeEnergy(
                        found.name,
                        found.estimate.value(),
                        interval(found.estimate),
                        temperature,
                        found.twoSided ? new Results.OneSided(found.drawn.value(), interval(found.drawn)) : null))
                .toList();
    }

    private static Results.Interval interval(Estimate estimate) {
        return new Results.Interval(estimate.low(), estimate.high());
    }

    /** Returns what else speaks against the numbers, one line each. */
    List<String> warnings() {
        return warnings;
    }

    /** Returns all draws and then each state. */
    List<Results.State> states() {
        List<Results.State> result = new ArrayList<>(List.of(Results.State.of(all, temperature)));
        states.values().forEach(state -> result.add(Results.State.of(state, temperature)));
        return result;
    }

    List<Results.Observable> observables() {
        return observables;
    }

    /** Names a state: the verdict looks at it by itself. */
    void state(String name, Condition condition) {
        boolean[] drawn = members(condition, samples.count(), samples.positions(), samples.width());
        boolean[] ofSeeds = members(condition, seeds.count(), seeds.positions(), samples.width());
        members.put(name, drawn);
        states.put(name, StateWeights.in(name, weights, drawn, seeds.in(ofSeeds)));
    }

    private static boolean[] members(Condition condition, int count, double[] positions, int width) {
        boolean[] members = new boolean[count];
        for (int i = 0; i < count; i++) {
            members[i] = condition.holds(positions, i * width);
        }
        return members;
    }

    /** Adds F(first) − F(second) of two named states: from both sides where there are equilibrium samples of both. */
    void difference(String first, String second) {
        String name = "F(" + first + ")-F(" + second + ")";
        Estimate drawn = FreeEnergyDifference.between(weights, get(members, first), get(members, second), bootstrap);
        Optional<TwoSidedStateEstimate> ofFirst = twoSided(first);
        Optional<TwoSidedStateEstimate> ofSecond = twoSided(second);
        if (ofFirst.isPresent() && ofSecond.isPresent()) {
            add(name, drawn, ofFirst.get().less(ofSecond.get(), weights.count()));
            object(ofFirst.get());
            object(ofSecond.get());
            return;
        }
        StateDifference difference = StateDifference.of(drawn, get(states, first), get(states, second));
        ofDrawsAlone = ofDrawsAlone.or(difference::objection);
        freeEnergies.add(new Found(name, drawn, difference.estimate(), false));
    }

    private Optional<TwoSidedStateEstimate> twoSided(String state) {
        double[] samples = equilibrium.get(state);
        if (samples == null) {
            return Optional.empty();
        }
        Optional<TwoSidedStateEstimate> estimate =
                TwoSidedStateEstimate.of(state, weights, get(members, state), samples);
        if (estimate.isEmpty()) {
            warnings.add("the walk in state " + state + " gave " + samples.length + " independent samples, fewer than "
                    + TwoSidedStateEstimate.FEWEST_SAMPLES + ": its free energy is that of the draws alone");
        }
        return estimate;
    }

    /** Adds an estimate from both sides; that it contradicts the one of the draws alone is told. */
    private void add(String name, Estimate drawn, Estimate twoSided) {
        freeEnergies.add(new Found(name, drawn, twoSided, true));
        drawn.contradiction(twoSided)
                .ifPresent(
                        values -> warnings.add(name + " of the draws alone and with walks in the states: " + values));
    }

    private void object(TwoSidedStateEstimate estimate) {
        ofBothSides = ofBothSides.or(() -> estimate.warnings().stream().findFirst());
    }

    private static <T> T get(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no state " + name);
        }
        return value;
    }

    /** Adds the free energy of the whole ensemble, −ln Z over positions, of a system confined to a named state. */
    void ensemble(String state) {
        String name = "F(" + state + ")";
        Estimate drawn = FreeEnergyDifference.ofEnsemble(weights, bootstrap);
        Optional<TwoSidedStateEstimate> twoSided = twoSided(state);
        if (twoSided.isPresent()) {
            add(name, drawn, twoSided.get().freeEnergy().interval());
            object(twoSided.get());
            return;
        }
        Estimate estimate = new Estimate(drawn.value(), drawn.low() - all.missedFreeEnergy(), drawn.high());
        freeEnergies.add(new Found(name, drawn, estimate, false));
    }

    /**
     * Adds a mean.
     *
     * @param unit factor from the estimate to the unit in the name
     */
    void observable(String name, Estimate estimate, double unit) {
        observables.add(new Results.Observable(
                name, unit * estimate.value(), new Results.Interval(unit * estimate.low(), unit * estimate.high())));
    }

    /**
     * Judges what was found. Free energies from both sides need what they are made of, draws and samples of the states that
     * overlap; the weights of the draws by themselves then decide of the means alone, which are left out where these do not
     * carry them.
     *
     * @param independent what other draws of the same generator say, which chose nothing here
     */
    ConvergenceVerdict verdict(Findings independent) {
        ConvergenceVerdict ofDraws = ConvergenceVerdict.of(all, List.copyOf(states.values()))
                .unless(ofDrawsAlone)
                .unless(contradiction(independent, Found::drawn))
                .unless(contradictoryNormalisation(independent));
        if (freeEnergies.isEmpty() || !freeEnergies.stream().allMatch(Found::twoSided)) {
            return ofDraws;
        }
        ConvergenceVerdict verdict = new ConvergenceVerdict(true, figures(), List.of())
                .unless(ofBothSides)
                .unless(contradiction(independent, Found::estimate));
        if (verdict.converged() && !ofDraws.converged() && !observables.isEmpty()) {
            warnings.add("means over the draws are left out: " + ofDraws.reason());
            observables.replaceAll(mean ->
                    new Results.Observable(mean.name(), Double.NaN, new Results.Interval(Double.NaN, Double.NaN)));
        }
        return verdict;
    }

    private String figures() {
        return states.keySet().stream()
                .map(state -> String.format(
                        Locale.ROOT,
                        "%,d draws and %,d samples of a walk in %s",
                        get(states, state).draws(),
                        Objects.requireNonNull(equilibrium.get(state)).length,
                        state))
                .collect(Collectors.joining(", "));
    }

    private Optional<String> contradiction(Findings other, Function<Found, Estimate> estimate) {
        Optional<String> result = Optional.empty();
        for (int i = 0; i < freeEnergies.size(); i++) {
            Found found = freeEnergies.get(i);
            Found there = other.freeEnergies.get(i);
            result = result.or(() -> estimate.apply(found)
                    .contradiction(estimate.apply(there))
                    .map(values -> found.name + " by two independent sets of draws: " + values));
        }
        return result;
    }

    private Optional<String> contradictoryNormalisation(Findings other) {
        return FreeEnergyDifference.ofEnsemble(weights)
                .interval()
                .contradiction(FreeEnergyDifference.ofEnsemble(other.weights).interval())
                .map(values -> "-ln Z by two independent sets of draws: " + values);
    }
}
