package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.FreeEnergyDifference;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.StateDifference;
import org.openmmbg.estimate.StateWeights;
import org.openmmbg.plugin.analysis.WeightedSeeds;

/** Collects what weighted samples at one temperature say. */
final class Findings {
    /** A free energy with what the draws alone say, which an independent set of draws must not contradict. */
    private record Found(String name, Estimate drawn, Estimate estimate) {}

    private final double temperature;
    private final Samples samples;
    private final WeightedSeeds seeds;
    private final ImportanceWeights weights;
    private final Bootstrap bootstrap;
    private final StateWeights all;
    private final Map<String, boolean[]> members = new LinkedHashMap<>();
    private final Map<String, StateWeights> states = new LinkedHashMap<>();
    private final List<Found> freeEnergies = new ArrayList<>();
    private final List<Results.Observable> observables = new ArrayList<>();
    private Optional<String> objection = Optional.empty();

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

    Findings(double temperature, Samples samples, WeightedSeeds seeds, Bootstrap bootstrap) {
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
                        new Results.Interval(found.estimate.low(), found.estimate.high()),
                        temperature))
                .toList();
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

    /** Adds F(first) − F(second) of two named states. */
    void difference(String first, String second) {
        StateDifference difference = StateDifference.of(
                FreeEnergyDifference.between(weights, get(members, first), get(members, second), bootstrap),
                get(states, first),
                get(states, second));
        objection = objection.or(difference::objection);
        freeEnergies.add(new Found("F(" + first + ")-F(" + second + ")", difference.drawn(), difference.estimate()));
    }

    private static <T> T get(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no state " + name);
        }
        return value;
    }

    /** Adds the free energy of the whole ensemble, −ln Z over positions. */
    void ensemble(String name) {
        Estimate drawn = FreeEnergyDifference.ofEnsemble(weights, bootstrap);
        Estimate estimate = new Estimate(drawn.value(), drawn.low() - all.missedFreeEnergy(), drawn.high());
        freeEnergies.add(new Found("F(" + name + ")", drawn, estimate));
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
     * Judges what was found.
     *
     * @param independent what other draws of the same generator say, which chose nothing here
     */
    ConvergenceVerdict verdict(Findings independent) {
        return ConvergenceVerdict.of(all, List.copyOf(states.values()))
                .unless(objection)
                .unless(contradiction(independent));
    }

    private Optional<String> contradiction(Findings other) {
        Optional<String> ofWhole = FreeEnergyDifference.ofEnsemble(weights)
                .interval()
                .contradiction(FreeEnergyDifference.ofEnsemble(other.weights).interval())
                .map(values -> "-ln Z by two independent sets of draws: " + values);
        Optional<String> result = ofWhole;
        for (int i = 0; i < freeEnergies.size(); i++) {
            Found found = freeEnergies.get(i);
            Estimate there = other.freeEnergies.get(i).drawn;
            result = result.or(() -> found.drawn
                    .contradiction(there)
                    .map(values -> found.name + " by two independent sets of draws: " + values));
        }
        return result;
    }
}
