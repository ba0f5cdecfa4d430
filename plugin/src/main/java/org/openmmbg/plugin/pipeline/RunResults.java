package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.estimate.SeedCoverage;

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
     * Computes the results; the command line is filled in later.
     *
     * @param samples by temperature, the main one first
     * @param seedEnergies u at the seeds, kT at the main temperature. Not modified.
     * @param seedLogWeights log-weights of the seeds by the formula of the draws there, −∞ for those outside. Not modified.
     */
    Results of(
            Map<Double, Samples> samples,
            SeedSet seeds,
            double[] seedEnergies,
            double[] seedLogWeights,
            long skippedSteps) {
        Bootstrap bootstrap =
                new Bootstrap(config.compute().seed(), config.estimate().bootstrapResamples());
        List<Findings> all = new ArrayList<>();
        long draws = 0;
        long energyFailed = 0;
        long densityFailed = 0;
        Map<String, Long> weightZero = new LinkedHashMap<>();
        for (Map.Entry<Double, Samples> entry : samples.entrySet()) {
            Samples drawn = entry.getValue();
            Findings findings = new Findings(entry.getKey(), new ImportanceWeights(drawn.logWeights()), bootstrap);
            target.measure(drawn, seeds, seedEnergies, findings);
            all.add(findings);
            draws += drawn.count();
            energyFailed += drawn.energyFailed();
            densityFailed += drawn.densityFailed();
            drawn.weightZero().forEach((reason, count) -> weightZero.merge(reason, count, Long::sum));
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
        ConvergenceVerdict verdict = verdict(all, coverage(main, seedLogWeights));
        return new Results(
                main.weights().essRaw(),
                main.weights().essClipped(),
                all.stream().flatMap(f -> f.freeEnergies().stream()).toList(),
                main.observables(),
                draws,
                weightZero,
                failures,
                new Results.Cost(state.evaluations(), state.mdSteps, state.wallSeconds()),
                target.provenance(config.compute().seed()),
                verdict.converged(),
                (verdict.converged() ? "converged: " : "not converged: ") + verdict.reason(),
                Stream.concat(state.trainingTrouble.stream(), verdict.warnings().stream())
                        .toList());
    }

    /** Returns how well the main ensemble's draws cover the seeds, or null if there is no seed inside the target. */
    private static @Nullable SeedCoverage coverage(Findings main, double[] seedLogWeights) {
        boolean inside = Arrays.stream(seedLogWeights).anyMatch(weight -> weight != Double.NEGATIVE_INFINITY);
        return inside ? SeedCoverage.of(main.weights(), seedLogWeights) : null;
    }

    /** Returns the verdict at the first temperature where it is bad, else that at the main one. */
    private static ConvergenceVerdict verdict(List<Findings> all, @Nullable SeedCoverage coverage) {
        ConvergenceVerdict main = all.get(0).verdict();
        if (coverage != null) {
            main = main.requiring(coverage);
        }
        if (!main.converged()) {
            return main;
        }
        for (Findings findings : all.subList(1, all.size())) {
            ConvergenceVerdict verdict = findings.verdict();
            if (!verdict.converged()) {
                return new ConvergenceVerdict(
                        false, "at T = " + findings.temperature() + ": " + verdict.reason(), verdict.warnings());
            }
        }
        return main;
    }
}
