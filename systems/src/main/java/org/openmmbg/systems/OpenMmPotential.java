package org.openmmbg.systems;

import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.potential.ReducedPotential;

/**
 * OpenMM's potential energy of a molecule in units of kT: the one place where kJ/mol becomes kT.
 *
 * <p>Several potentials may share an evaluator; each of them is as safe for use by several threads as the evaluator, and
 * the evaluator's owner closes it.
 */
public final class OpenMmPotential implements ReducedPotential {
    private final BatchEvaluator evaluator;
    private final double temperature;
    private final double thermalEnergy;

    /**
     * Wraps an evaluator.
     *
     * @param kelvin temperature, K
     * @throws IllegalArgumentException if the temperature is not positive and finite
     */
    public OpenMmPotential(BatchEvaluator evaluator, double kelvin) {
        this.evaluator = evaluator;
        this.temperature = kelvin;
        this.thermalEnergy = Units.thermalEnergy(kelvin);
    }

    /** Returns the same energies in units of kT at another temperature; the evaluator is shared. */
    public OpenMmPotential atTemperature(double kelvin) {
        return new OpenMmPotential(evaluator, kelvin);
    }

    /** Returns the temperature, K. */
    public double temperature() {
        return temperature;
    }

    /** Returns how many configurations the shared evaluator has evaluated, failed ones included. */
    public long evaluations() {
        return evaluator.evaluations();
    }

    /** Returns how many evaluations of the shared evaluator have failed. */
    public long failures() {
        return evaluator.failures();
    }

    @Override
    public int dimension() {
        return 3 * evaluator.particleCount();
    }

    @Override
    public void evaluate(int batch, double[] positions, double[] energies, double @Nullable [] gradients) {
        evaluator.evaluate(batch, positions, energies, gradients);
        for (int i = 0; i < batch; i++) {
            energies[i] /= thermalEnergy;
        }
        if (gradients != null) {
            int length = batch * dimension();
            for (int i = 0; i < length; i++) {
                gradients[i] /= thermalEnergy;
            }
        }
    }
}
