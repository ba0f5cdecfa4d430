package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.plugin.analysis.WeightedSeeds;

/** What weighted samples say. */
final class RunResults {
    private final RunConfig config;
    private final Target target;
    private final RunState state;

    RunResults(RunConfig config, Target target, RunState state) {
        this.config = config;
        this.target = target;
        this.state = state;
    }

    /**
     * Draws at one temperature.
     *
     * @param independent fewer draws that the verdict on the samples is held against
     * @param equilibrium log-weights of equilibrium samples of each state, by its name
     */
    record Drawn(double temperature, Samples samples, Samples independent, Map<String, double[]> equilibrium) {}

    /**
     * Computes the results; the command line is filled in later.
     *
     * @param draws at each temperature, the main one first
     * @param seedEnergies u at the seeds, kT at the main temperature. Not modified.
     * @param seedLogWeights log-weights of the seeds by the formula of the draws there, −∞ for those outside. Not modified.
     */
    Results of(List<Drawn> draws, SeedSet seeds, double[] seedEnergies, double[] seedLogWeights, long skippedSteps) {
        Bootstrap bootstrap =
                new Bootstrap(config.compute().seed(), config.estimate().bootstrapResamples());
        List<Findings> all = new ArrayList<>();
        @Nullable ConvergenceVerdict verdict = null;
        List<String> warnings = new ArrayList<>(state.trainingTrouble);
        long count = 0;
        long energyFailed = 0;
        long densityFailed = 0;
        Map<String, Long> weightZero = new LinkedHashMap<>();
        for (Drawn drawn : draws) {
            double temperature = drawn.temperature();
            Samples samples = drawn.samples();
            // Means and the seeds' weights are of the main temperature.
            WeightedSeeds known = all.isEmpty()
                    ? new WeightedSeeds(seeds.positions(), seedLogWeights, seedEnergies)
                    : WeightedSeeds.NONE;
            Findings findings = new Findings(temperature, samples, known, drawn.equilibrium(), bootstrap);
            target.addFreeEnergies(findings);
            if (all.isEmpty()) {
                target.addObservables(seeds, seedEnergies, findings);
            }
            Findings check =
                    new Findings(temperature, drawn.independent(), WeightedSeeds.NONE, drawn.equilibrium(), bootstrap);
            target.addFreeEnergies(check);
            all.add(findings);
            ConvergenceVerdict there = findings.verdict(check);
            warnings.addAll(findings.warnings());
            if (verdict == null) {
                verdict = there;
            } else if (!there.converged()) {
                verdict = verdict.unless(Optional.of("at T = " + temperature + ": " + there.reason()));
            }
            count += samples.count();
            energyFailed += samples.energyFailed();
            densityFailed += samples.densityFailed();
            samples.weightZero().forEach((reason, zero) -> weightZero.merge(reason, zero, Long::sum));
        }
        Map<String, Long> failures = new LinkedHashMap<>();
        failures.put("training_energies", state.trainingFailures);
        failures.put("training_gradients", state.unusableGradients);
        failures.put("training_steps_skipped", skippedSteps);
        failures.put("sampling_energies", energyFailed);
        failures.put("sampling_densities", densityFailed);
        failures.put("seed_energies", state.seedFailures);
        failures.put("seed_walkers", state.deadWalkers);
        Findings main = all.get(0);
        ConvergenceVerdict found = Objects.requireNonNull(verdict);
        return new Results(
                main.weights().essRaw(),
                main.weights().essClipped(),
                all.stream().flatMap(f -> f.freeEnergies().stream()).toList(),
                main.observables(),
                all.stream().flatMap(f -> f.states().stream()).toList(),
                count,
                weightZero,
                failures,
                new Results.Cost(state.evaluations(), state.mdSteps, state.wallSeconds()),
                target.provenance(config.compute().seed()),
                found.converged(),
                found.text(),
                warnings);
    }
}
