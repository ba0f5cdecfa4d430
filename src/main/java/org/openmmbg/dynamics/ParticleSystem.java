package org.openmmbg.dynamics;

import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.ReducedPotential;

/**
 * What moves: a potential, the temperature whose kT its energies are in, masses, and constraints if there are any.
 *
 * <p>The temperature of a simulation is its {@link Thermostat}'s and may be another one: forces in kJ/mol/nm do not know
 * a temperature.
 */
public final class ParticleSystem {

    private final ReducedPotential potential;
    private final double potentialTemperature;
    private final double[] masses;
    private final @Nullable ConstraintProjector constraints;

    /**
     * Describes a system without constraints.
     *
     * @param potential the energy in units of kT
     * @param potentialTemperatureK the temperature of that kT, K, positive
     * @param massesAmu mass of each particle, amu, positive; the coordinates of the potential belong to the particles in
     *     equal shares, three each for molecules. Not modified.
     * @throws IllegalArgumentException if an argument is not as stated
     */
    public ParticleSystem(ReducedPotential potential, double potentialTemperatureK, double[] massesAmu) {
        this(
                potential,
                checkPositive("temperature", potentialTemperatureK),
                byCoordinate(massesAmu, potential.dimension()),
                null);
    }

    private ParticleSystem(
            ReducedPotential potential,
            double potentialTemperature,
            double[] masses,
            @Nullable ConstraintProjector constraints) {
        this.potential = potential;
        this.potentialTemperature = potentialTemperature;
        this.masses = masses;
        this.constraints = constraints;
    }

    /** Returns the same system with constraints in place of its own. */
    public ParticleSystem withConstraints(ConstraintProjector projector) {
        return new ParticleSystem(potential, potentialTemperature, masses, projector);
    }

    private static double[] byCoordinate(double[] massesAmu, int dimension) {
        if (massesAmu.length == 0 || dimension % massesAmu.length != 0) {
            throw new IllegalArgumentException(massesAmu.length + " masses for " + dimension
                    + " coordinates: expected as many coordinates for each mass");
        }
        double[] masses = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            masses[i] = checkPositive("mass", massesAmu[i / (dimension / massesAmu.length)]);
        }
        return masses;
    }

    static double checkPositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " " + value + ": expected a positive number");
        }
        return value;
    }

    /** Returns the potential. */
    public ReducedPotential potential() {
        return potential;
    }

    /** Returns the number of coordinates. */
    public int dimension() {
        return masses.length;
    }

    /** Returns the temperature whose kT the potential's energies are in, K. */
    public double potentialTemperatureK() {
        return potentialTemperature;
    }

    /** Returns kT at that temperature, kJ/mol. */
    double thermalEnergy() {
        return LangevinDynamics.GAS_CONSTANT * potentialTemperature;
    }

    /** Returns the mass that belongs to a coordinate, amu. */
    double mass(int coordinate) {
        return masses[coordinate];
    }

    /** Returns the constraints, or null. */
    @Nullable
    ConstraintProjector constraints() {
        return constraints;
    }

    /** Returns the number of coordinates less that of constraints. */
    public int degreesOfFreedom() {
        return masses.length - (constraints == null ? 0 : constraints.count());
    }

    /** Returns the potential energy of a walker, kJ/mol; NaN if it is dead. */
    public double potentialEnergy(Walkers walkers, int walker) {
        return thermalEnergy() * walkers.energies[walker];
    }

    /** Returns the kinetic energy of a walker, kJ/mol; 0 if it is dead. */
    public double kineticEnergy(Walkers walkers, int walker) {
        return kineticEnergy(walkers.velocities, walker * masses.length);
    }

    double kineticEnergy(double[] velocities, int offset) {
        double sum = 0;
        for (int i = 0; i < masses.length; i++) {
            double v = velocities[offset + i];
            sum += masses[i] * v * v;
        }
        return 0.5 * sum;
    }

    /** Returns the kinetic temperature of a walker, K: twice the kinetic energy over R and the degrees of freedom. */
    public double kineticTemperature(Walkers walkers, int walker) {
        return 2 * kineticEnergy(walkers, walker) / (LangevinDynamics.GAS_CONSTANT * degreesOfFreedom());
    }
}
