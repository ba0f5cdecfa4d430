package org.openmmbg.dynamics;

/**
 * Generalised hybrid Monte Carlo, which leaves the Boltzmann distribution exactly invariant whatever the step (Horowitz,
 * Phys. Lett. B 268, 247, 1991; Lelièvre, Rousset and Stoltz, Free Energy Computations, 2010, section 2.2.3): a move is
 * half an Ornstein–Uhlenbeck step of the velocities, a number of steps of velocity Verlet as the proposal, accepted with
 * probability min(1, exp(−ΔH/kT)) or else left with the velocities turned round, and the other half of the
 * Ornstein–Uhlenbeck step. With one Verlet step and high acceptance this is Langevin dynamics (OBABO); with no friction
 * and rejections turned round it is not ergodic; with a large friction it is hybrid Monte Carlo.
 *
 * <p>A proposal whose energy or gradient is not finite is rejected.
 *
 * <p>With constraints the Verlet step is RATTLE, which is reversible only where the way back is projected to where it came
 * from: that is tried in every step, and a proposal that fails it is rejected (Zappa, Holmes-Cerfon and Goodman, Commun.
 * Pure Appl. Math. 71, 2609, 2018; Lelièvre, Rousset and Stoltz, Numer. Math. 143, 379, 2019). For moves of one step.
 */
public final class MetropolisedDynamics extends Dynamics {

    /** How far, nm, the way back may end from where it came from; far above the projection's tolerance, far below a step. */
    private static final double RETURN_TOLERANCE = 1e-7;

    private final int dimension;
    private final int stepsPerMove;
    private final double stepPs;
    private final double damping;
    private final double thermalEnergy;
    private final AcceptanceRule rule;
    private final double[] noise;
    private final double[] gaussians;
    private final double[] wayBack;

    /**
     * Makes the dynamics.
     *
     * @param system what moves
     * @param thermostat temperature, step and friction
     * @param stepsPerMove number of Verlet steps from one acceptance test to the next, at least 1; 1
     *     with constraints
     * @param key address of the random numbers
     * @throws IllegalArgumentException if the number is not as stated
     */
    public MetropolisedDynamics(ParticleSystem system, Thermostat thermostat, int stepsPerMove, NoiseKey key) {
        this(system, thermostat, stepsPerMove, key, AcceptanceRule.METROPOLIS);
    }

    MetropolisedDynamics(
            ParticleSystem system, Thermostat thermostat, int stepsPerMove, NoiseKey key, AcceptanceRule rule) {
        super(system, thermostat, key);
        if (stepsPerMove < 1) {
            throw new IllegalArgumentException(stepsPerMove + " steps a move: expected at least 1");
        }
        if (stepsPerMove > 1 && system.constraints() != null) {
            throw new IllegalArgumentException(stepsPerMove + " steps a move with constraints: expected 1");
        }
        this.stepsPerMove = stepsPerMove;
        this.rule = rule;
        dimension = system.dimension();
        stepPs = thermostat.stepPs();
        damping = StrictMath.exp(-thermostat.frictionPerPs() * 0.5 * stepsPerMove * stepPs);
        thermalEnergy = LangevinDynamics.GAS_CONSTANT * thermostat.temperatureK();
        noise = new double[dimension];
        gaussians = new double[dimension];
        wayBack = new double[dimension];
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
        ConstraintProjector constraints = system().constraints();
        if (constraints == null) {
            drift(walkers, walker);
        } else if (!drift(walkers, walker, backup, constraints)) {
            backup.fail(walker);
            backup.restorePositions(walkers, walker);
        }
    }

    @Override
    void end(Walkers walkers, int walker, Backup backup, boolean finite) {
        ConstraintProjector constraints = system().constraints();
        if (!finite || backup.hasFailed(walker)) {
            backup.fail(walker);
            backup.restorePositions(walkers, walker);
        } else if (constraints == null) {
            kick(walkers, walker);
        } else if (!returns(walkers, walker, backup, constraints) || !kick(walkers, walker, constraints)) {
            backup.fail(walker);
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
        ConstraintProjector constraints = system().constraints();
        if (constraints != null
                && !constraints.projectVelocities(walkers.positions, walkers.velocities, walker * dimension)) {
            throw new IllegalStateException("the velocities of walker " + (walkers.firstNumber() + walker)
                    + " cannot be projected onto the constraints");
        }
    }

    private void kick(Walkers walkers, int walker) {
        for (int i = 0, at = walker * dimension; i < dimension; i++, at++) {
            walkers.velocities[at] -= halfKick[i] * walkers.gradients[at];
        }
    }

    private void drift(Walkers walkers, int walker) {
        for (int at = walker * dimension; at < (walker + 1) * dimension; at++) {
            walkers.positions[at] += stepPs * walkers.velocities[at];
        }
    }

    /** Kicks, and projects the velocities: a force along a constraint does nothing. */
    private boolean kick(Walkers walkers, int walker, ConstraintProjector constraints) {
        kick(walkers, walker);
        return constraints.projectVelocities(walkers.positions, walkers.velocities, walker * dimension);
    }

    /** Drifts after a kick; the velocities are then those that lead from the old positions to the new. */
    private boolean drift(Walkers walkers, int walker, Backup backup, ConstraintProjector constraints) {
        int offset = walker * dimension;
        double[] x = walkers.positions;
        if (!constraints.projectVelocities(x, walkers.velocities, offset)) {
            return false;
        }
        drift(walkers, walker);
        if (!constraints.projectPositions(backup.positions(), offset, x, offset)) {
            return false;
        }
        for (int at = offset; at < offset + dimension; at++) {
            walkers.velocities[at] = (x[at] - backup.positions()[at]) / stepPs;
        }
        return true;
    }

    /**
     * Projects the velocities, and returns whether the reversed move leads to where this one came from. Its kick undoes
     * the one to come, so it drifts with the velocities as they are now.
     */
    private boolean returns(Walkers walkers, int walker, Backup backup, ConstraintProjector constraints) {
        int offset = walker * dimension;
        if (!constraints.projectVelocities(walkers.positions, walkers.velocities, offset)) {
            return false;
        }
        for (int i = 0, at = offset; i < dimension; i++, at++) {
            wayBack[i] = walkers.positions[at] - stepPs * walkers.velocities[at];
        }
        if (!constraints.projectPositions(walkers.positions, offset, wayBack, 0)) {
            return false;
        }
        for (int i = 0; i < dimension; i++) {
            if (!(Math.abs(wayBack[i] - backup.positions()[offset + i]) <= RETURN_TOLERANCE)) {
                return false;
            }
        }
        return true;
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
