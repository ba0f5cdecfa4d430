package org.openmmbg.plugin.analysis;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.List;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.FreeEnergyDifference;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.StateDifference;
import org.openmmbg.plugin.pipeline.Results;

/**
 * Free-energy differences of states, at the temperature of the samples and at others.
 *
 * @param freeEnergies those of the first state less each other one, temperature by temperature
 * @param temperatures how far each temperature's weights can be believed
 */
public record StateFreeEnergies(List<Results.FreeEnergy> freeEnergies, List<AtTemperature> temperatures) {

    public StateFreeEnergies {
        freeEnergies = List.copyOf(freeEnergies);
        temperatures = List.copyOf(temperatures);
    }

    /**
     * One temperature.
     *
     * @param temperature K; NaN when that of the samples is not known
     * @param overlap of the weights here with those at the temperature of the samples: Σvw / √(Σv² Σw²), 1 where they are
     *     the same
     * @param judgement of the weights
     */
    public record AtTemperature(
            double temperature,
            double overlap,
            @JsonUnwrapped Judgement judgement) {}

    /**
     * Computes free-energy differences in kT, each at its own temperature, with 95 % intervals by the bootstrap: of draws,
     * or of blocks of a time series.
     *
     * @param states at least two
     * @param others further temperatures, K, reached by reweighting
     * @throws org.openmmbg.plugin.pipeline.UsageException if these need what the samples do not have
     */
    public static StateFreeEnergies of(
            WeightedSamples samples, List<State> states, List<Double> others, Bootstrap bootstrap) {
        List<Results.FreeEnergy> freeEnergies = new ArrayList<>();
        List<AtTemperature> temperatures = new ArrayList<>();
        ImportanceWeights own = samples.weights();
        List<Double> all = new ArrayList<>(List.of(samples.temperature()));
        all.addAll(others);
        for (double temperature : all) {
            boolean isOwn = temperatures.isEmpty();
            ImportanceWeights weights = isOwn ? own : samples.weightsAt(temperature);
            WeightedSeeds seeds = isOwn ? samples.seeds() : samples.seedsAt(temperature);
            List<Judgement.Members> members = states.stream()
                    .map(state -> Judgement.Members.of(state.name(), state.condition(), samples, seeds))
                    .toList();
            Judgement judgement = Judgement.of(weights, seeds.weights(), members, samples.series())
                    .unless(samples.objection());
            boolean[] inFirst = members.get(0).draws();
            Bootstrap resampling = samples.bootstrap(bootstrap, Judgement.numbers(inFirst));
            for (int other = 1; other < states.size(); other++) {
                Estimate drawn = FreeEnergyDifference.between(
                        weights, inFirst, members.get(other).draws(), resampling);
                StateDifference difference = StateDifference.of(
                        drawn, judgement.states().get(0), judgement.states().get(other));
                judgement = judgement.unless(difference.objection());
                Estimate estimate = difference.estimate();
                freeEnergies.add(new Results.FreeEnergy(
                        "F(" + states.get(0).name() + ")-F(" + states.get(other).name() + ")",
                        estimate.value(),
                        new Results.Interval(estimate.low(), estimate.high()),
                        temperature));
            }
            temperatures.add(new AtTemperature(temperature, isOwn ? 1 : overlap(own, weights), judgement));
        }
        return new StateFreeEnergies(freeEnergies, temperatures);
    }

    /** Returns whether every temperature's weights can be believed. */
    public boolean converged() {
        return temperatures.stream().allMatch(t -> t.judgement().converged());
    }

    private static double overlap(ImportanceWeights v, ImportanceWeights w) {
        double vv = 0;
        double ww = 0;
        double vw = 0;
        for (int i = 0; i < v.count(); i++) {
            vv += v.relative(i) * v.relative(i);
            ww += w.relative(i) * w.relative(i);
            vw += v.relative(i) * w.relative(i);
        }
        return vw == 0 ? 0 : vw / Math.sqrt(vv * ww);
    }
}
