package org.openmmbg.dynamics;

/**
 * Generalised hybrid Monte Carlo, which leaves the Boltzmann distribution exactly invariant whatever the step (Horowitz,
 * Phys. Lett. B 268, 247, 1991; Lelièvre, Rousset and Stoltz, Free Energy Computations, 2010, section 2.2.3): a move is
 * half an Ornstein–Uhlenbeck step of the velocities, a number of steps of velocity Verlet as the proposal, accepted with
 * probability min(1, exp(−ΔH/kT)) or else left with the velocities turned round, and the other half of the
 * Ornstein–Uhlenbeck step. With one Verlet step and high acceptance this is Langevin dynamics (OBABO); with no friction
 * and rejections turned round it is not ergodic; with a large friction it is hybrid Monte Carlo.
 *
 * <p>A proposal whose energy or gradient is not finite is rejected. Constraints are refused: the map with constraints is
 * its own inverse only where the projection is, which would have to be checked in every step.
 */
public final class MetropolisedDynamics extends Dynamics {

    private final int dimension;
    private final int stepsPerMove;
    private final double stepPs;
    private final double damping;
    private final double thermalEnergy;
    private final AcceptanceRule rule;
    private final double[] noise;
    private final double[] gaussians;

    /**
     * Makes the dynamics.
     *
     * @param system what moves; without constraints
     * @param thermostat temperature, step and friction
     * @param stepsPerMove number of Verlet steps from one acceptance test to the next, at least 1
     * @param key address of the random numbers
     * @throws IllegalArgumentException if the number is not as stated, or there are constraints
     */
    public MetropolisedDynamics(ParticleSystem system, Thermostat thermostat, int stepsPerMove, NoiseKey key) {
        this(system, thermostat, stepsPerMove, key, AcceptanceRule.METROPOLIS);
    }

    MetropolisedDynamics(
            ParticleSystem system, Thermostat thermostat, int stepsPerMove, NoiseKey key, AcceptanceRule rule) {
        super(system, thermostat, key);
        if (system.constraints() != null) {
            throw new IllegalArgumentException("Metropolised dynamics of a system with constraints:"
                    + " expected none; use Langevin dynamics, or a system without constraints");
        }
        if (stepsPerMove < 1) {
            throw new IllegalArgumentException(stepsPerMove + " steps a move: expected at least 1");
        }
        this.stepsPerMove = stepsPerMove;
        this.rule = rule;
        dimension = system.dimension();
        stepPs = thermostat.stepPs();
        damping = StrictMath.exp(-thermostat.frictionPerPs() * 0.5 * stepsPerMove * stepPs);
        thermalEnergy = LangevinDynamics.GAS_CONSTANT * thermostat.temperatureK();
        noise = new double[dimension];
        gaussians = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            noise[i] = Math.sqrt((1 - damping * damping) * thermalEnergy / system.mass(i));
        }
    }

    @Override
    public int stepsPerMove() {
        return stepsPerMove;
    }

    @Override
    void begin(Walkers walkers, int walker, Backup backup) {
        if (walkers.step % stepsPerMove == 0) {
            seek(walkers, walker, walkers.step, 0);
            refresh(walkers, walker);
            backup.keep(walkers, walker);
        }
        if (backup.hasFailed(walker)) {
            return;
        }
        kick(walkers, walker);
        for (int at = walker * dimension; at < (walker + 1) * dimension; at++) {
            walkers.positions[at] += stepPs * walkers.velocities[at];
        }
    }

    @Override
    void end(Walkers walkers, int walker, Backup backup, boolean finite) {
        if (finite && !backup.hasFailed(walker)) {
            kick(walkers, walker);
        } else {
            backup.fail(walker);
            backup.restorePositions(walkers, walker);
        }
        if (walkers.step % stepsPerMove == 0) {
            seek(walkers, walker, walkers.step - stepsPerMove, dimension);
            double uniform = noiseStream.nextDouble();
            walkers.proposals[walker]++;
            if (!backup.hasFailed(walker) && rule.accepts(energyDifference(walkers, walker, backup), uniform)) {
                walkers.acceptances[walker]++;
            } else {
                backup.restore(walkers, walker);
                for (int at = walker * dimension; at < (walker + 1) * dimension; at++) {
                    walkers.velocities[at] = -walkers.velocities[at];
                }
            }
            refresh(walkers, walker);
        }
    }

    /** Goes to a random number of a move; it has 2 dimension + 1 of them. */
    private void seek(Walkers walkers, int walker, long step, int index) {
        noiseStream.reset(key().noise(), walkers.firstNumber() + walker);
        noiseStream.seek(step / stepsPerMove * (2L * dimension + 1) + index);
    }

    private void refresh(Walkers walkers, int walker) {
        noiseStream.fillGaussian(gaussians, 0, dimension);
        for (int i = 0, at = walker * dimension; i < dimension; i++, at++) {
            walkers.velocities[at] = damping * walkers.velocities[at] + noise[i] * gaussians[i];
        }
    }

    private void kick(Walkers walkers, int walker) {
        for (int i = 0, at = walker * dimension; i < dimension; i++, at++) {
            walkers.velocities[at] -= halfKick[i] * walkers.gradients[at];
        }
    }

    /** Returns the change of the total energy over kT. */
    private double energyDifference(Walkers walkers, int walker, Backup backup) {
        int offset = walker * dimension;
        double potential = system().thermalEnergy() * (walkers.energies[walker] - backup.energy(walker));
        double kinetic = system().kineticEnergy(walkers.velocities, offset)
                - system().kineticEnergy(backup.velocities(), offset);
        return (potential + kinetic) / thermalEnergy;
    }
}
