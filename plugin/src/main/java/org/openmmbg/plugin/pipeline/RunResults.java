package org.openmmbg.plugin.pipeline;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.Expectation;
import org.openmmbg.estimate.FreeEnergyDifference;
import org.openmmbg.estimate.ImportanceWeights;
import org.openmmbg.openmm.OpenMmLibrary;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.plugin.analysis.ExpressionMean;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.Units;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Vocabulary;

/** What weighted samples of a molecule say. */
final class RunResults {
    private final RunConfig config;
    private final MolecularSystem system;
    private final OpenMmLibrary library;
    private final RunState state;

    RunResults(RunConfig config, MolecularSystem system, OpenMmLibrary library, RunState state) {
        this.config = config;
        this.system = system;
        this.library = library;
        this.state = state;
    }

    /**
     * Reads the expressions of a configuration.
     *
     * @throws org.openmmbg.systems.observable.ExpressionException if one cannot be read
     */
    static List<Expression> expressions(RunConfig config, MolecularSystem system) {
        Vocabulary names = Vocabulary.of(system.topology());
        return config.observables().stream()
                .map(text -> Expression.parse(text, names))
                .toList();
    }

    /**
     * Computes the results; the command line is filled in later.
     *
     * @param seedEnergies u at the seeds, kT. Not modified.
     */
    Results of(Samples samples, long skippedSteps, double[] seedEnergies) {
        ImportanceWeights weights = new ImportanceWeights(samples.logWeights());
        Bootstrap bootstrap =
                new Bootstrap(config.compute().seed(), config.estimate().bootstrapResamples());
        List<Results.FreeEnergy> freeEnergies = new ArrayList<>();
        List<Results.Observable> observables = new ArrayList<>();
        Map<String, boolean[]> states = new LinkedHashMap<>();
        for (TorsionObservable torsion : system.observables()) {
            double[] angles = angles(torsion, samples);
            if (torsion.name().startsWith("phi")) {
                freeEnergies.add(signs(torsion.name(), angles, weights, bootstrap, states));
            }
            if (weights.effectiveSamples() > 0) {
                observables.add(observable(
                        torsion.name() + " (degrees)",
                        Expectation.circularMean(weights, angles, bootstrap),
                        180 / Math.PI));
            }
        }
        if (weights.effectiveSamples() > 0) {
            observables.add(observable(
                    "potential energy (kJ/mol)",
                    Expectation.mean(weights, samples.energies(), bootstrap),
                    Units.thermalEnergy(system.temperature())));
        }
        int width = 3 * system.topology().atomCount();
        for (Expression expression : expressions(config, system)) {
            observables.add(ExpressionMean.of(expression, samples.positions(), width, weights, bootstrap)
                    .observable());
        }
        if (system.mixedLayout() != null) {
            observables.addAll(new StructureQuality(system).of(samples, seedEnergies));
        }
        ConvergenceVerdict verdict = ConvergenceVerdict.of(weights, states);
        Map<String, Long> failures = new LinkedHashMap<>();
        failures.put("training_energies", state.trainingFailures);
        failures.put("training_gradients", state.unusableGradients);
        failures.put("training_steps_skipped", skippedSteps);
        failures.put("sampling_energies", samples.energyFailed());
        failures.put("sampling_densities", samples.densityFailed());
        failures.put("seed_energies", state.seedFailures);
        failures.put("seed_walkers", state.deadWalkers);
        return new Results(
                weights.essRaw(),
                weights.essClipped(),
                freeEnergies,
                observables,
                samples.count(),
                samples.weightZero(),
                failures,
                new Results.Cost(state.evaluations(), state.mdSteps, state.wallSeconds()),
                new Results.Provenance(
                        config.compute().seed(),
                        library.version(),
                        library.path().toString(),
                        hash(system.system()),
                        "",
                        Version.current()),
                verdict.converged(),
                (verdict.converged() ? "converged: " : "not converged: ") + verdict.reason());
    }

    private Results.FreeEnergy signs(
            String name,
            double[] angles,
            ImportanceWeights weights,
            Bootstrap bootstrap,
            Map<String, boolean[]> states) {
        boolean[] positive = new boolean[angles.length];
        boolean[] negative = new boolean[angles.length];
        for (int i = 0; i < angles.length; i++) {
            positive[i] = angles[i] > 0;
            negative[i] = angles[i] < 0;
        }
        states.put(name + ">0", positive);
        states.put(name + "<0", negative);
        Estimate estimate = FreeEnergyDifference.between(weights, positive, negative, bootstrap);
        return new Results.FreeEnergy(
                "F(" + name + ">0)-F(" + name + "<0)",
                estimate.value(),
                new Results.Interval(estimate.low(), estimate.high()),
                system.temperature());
    }

    private static Results.Observable observable(String name, Estimate estimate, double unit) {
        return new Results.Observable(
                name, unit * estimate.value(), new Results.Interval(unit * estimate.low(), unit * estimate.high()));
    }

    private double[] angles(TorsionObservable torsion, Samples samples) {
        double[] angles = new double[samples.count()];
        int width = 3 * system.topology().atomCount();
        for (int i = 0; i < angles.length; i++) {
            angles[i] = torsion.value(samples.positions(), i * width);
        }
        return angles;
    }

    /** SHA-256 of the System, all numbers of it in full. */
    static String hash(SystemSpec system) {
        try {
            byte[] text = system.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
