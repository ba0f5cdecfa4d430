package org.openmmbg.systems;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.dynamics.DistanceConstraints;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.openmm.BatchEvaluator;
import org.openmmbg.openmm.system.SystemSpec;
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

    /**
     * Returns what the core's dynamics move: this potential with the masses and constraints of the System. A remover of
     * the centre of mass' motion has no part in it.
     *
     * @throws IllegalArgumentException if a particle has no mass: held in place, or a virtual site
     */
    public ParticleSystem particleSystem() {
        SystemSpec system = evaluator.system();
        double[] masses = new double[system.particleCount()];
        for (int i = 0; i < masses.length; i++) {
            masses[i] = system.masses().get(i);
            if (!(masses[i] > 0)) {
                throw new IllegalArgumentException("particle " + i + " has the mass " + masses[i]
                        + ": expected a positive one; only OpenMM's own integrators hold particles in place");
            }
        }
        ParticleSystem particles = new ParticleSystem(this, temperature, masses);
        List<SystemSpec.Constraint> constraints = system.constraints();
        if (constraints.isEmpty()) {
            return particles;
        }
        return particles.withConstraints(new DistanceConstraints(
                masses,
                constraints.stream().mapToInt(SystemSpec.Constraint::particle1).toArray(),
                constraints.stream().mapToInt(SystemSpec.Constraint::particle2).toArray(),
                constraints.stream()
                        .mapToDouble(SystemSpec.Constraint::distance)
                        .toArray()));
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
