package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.estimate.FreeEnergyDifference;
import org.openmmbg.estimate.ImportanceWeights;

/** Collects what weighted samples at one temperature say. */
final class Findings {
    private final double temperature;
    private final ImportanceWeights weights;
    private final Bootstrap bootstrap;
    private final List<Results.FreeEnergy> freeEnergies = new ArrayList<>();
    private final List<Results.Observable> observables = new ArrayList<>();
    private final Map<String, boolean[]> states = new LinkedHashMap<>();

    Findings(double temperature, ImportanceWeights weights, Bootstrap bootstrap) {
        this.temperature = temperature;
        this.weights = weights;
        this.bootstrap = bootstrap;
    }

    ImportanceWeights weights() {
        return weights;
    }

    Bootstrap bootstrap() {
        return bootstrap;
    }

    double temperature() {
        return temperature;
    }

    List<Results.FreeEnergy> freeEnergies() {
        return freeEnergies;
    }

    List<Results.Observable> observables() {
        return observables;
    }

    /** Adds F(first) − F(second), and both states to those the verdict looks at. */
    void difference(String first, boolean[] inFirst, String second, boolean[] inSecond) {
        states.put(first, inFirst);
        states.put(second, inSecond);
        Estimate estimate = FreeEnergyDifference.between(weights, inFirst, inSecond, bootstrap);
        freeEnergies.add(new Results.FreeEnergy(
                "F(" + first + ")-F(" + second + ")",
                estimate.value(),
                new Results.Interval(estimate.low(), estimate.high()),
                temperature));
    }

    /** Adds the free energy of the whole ensemble, −ln Z over positions. */
    void ensemble(String name) {
        Estimate estimate = FreeEnergyDifference.ofEnsemble(weights, bootstrap);
        freeEnergies.add(new Results.FreeEnergy(
                "F(" + name + ")",
                estimate.value(),
                new Results.Interval(estimate.low(), estimate.high()),
                temperature));
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

    ConvergenceVerdict verdict() {
        return ConvergenceVerdict.of(weights, states);
    }
}
