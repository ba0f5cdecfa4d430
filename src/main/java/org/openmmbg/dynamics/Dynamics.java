package org.openmmbg.dynamics;

import java.util.List;
import org.openmmbg.random.RandomStream;

/**
 * Dynamics of many walkers at once: each step evaluates the energies of all of them in one batch. Random numbers are
 * addressed by (seed, purpose, walker, step), so they depend neither on threads nor on where a run was cut. Units: nm,
 * ps, amu, K. For one thread at a time.
 */
public abstract sealed class Dynamics permits LangevinDynamics, MetropolisedDynamics {

    private final ParticleSystem system;
    private final Thermostat thermostat;
    private final NoiseKey key;
    private final RandomStream velocityStream;
    private final double[] thermalSpeed;
    private final WalkerLoop loop;

    /** The noise, one block for each walker. */
    final RandomStream noiseStream;

    /** The velocity that a gradient gives in half a step, by coordinate. */
    final double[] halfKick;

    Dynamics(ParticleSystem system, Thermostat thermostat, NoiseKey key) {
        this.system = system;
        this.thermostat = thermostat;
        this.key = key;
        velocityStream = new RandomStream(key.seed(), key.velocities(), 0);
        noiseStream = new RandomStream(key.seed(), key.noise(), 0);
        int dimension = system.dimension();
        thermalSpeed = new double[dimension];
        halfKick = new double[dimension];
        double thermalEnergy = LangevinDynamics.GAS_CONSTANT * thermostat.temperatureK();
        for (int i = 0; i < dimension; i++) {
            thermalSpeed[i] = Math.sqrt(thermalEnergy / system.mass(i));
            halfKick[i] = 0.5 * thermostat.stepPs() * system.thermalEnergy() / system.mass(i);
        }
        loop = new WalkerLoop(system, List.of(this));
    }

    /** Returns what moves. */
    public final ParticleSystem system() {
        return system;
    }

    /** Returns temperature, time step and friction. */
    public final Thermostat thermostat() {
        return thermostat;
    }

    final NoiseKey key() {
        return key;
    }

    /**
     * Starts walkers with velocities of the Maxwell–Boltzmann distribution, and evaluates their energies. With
     * constraints, positions are first moved onto them.
     *
     * @param count number of walkers W, at least 1
     * @param positions starting positions, [W, dimension]. Not modified.
     * @param firstNumber number of the first walker: walkers of different numbers have different noise
     * @throws IllegalArgumentException if there are not as many positions, or constraints cannot be kept
     */
    public final Walkers start(int count, double[] positions, long firstNumber) {
        return loop.start(count, positions, firstNumber);
    }

    /**
     * Goes on for a number of steps.
     *
     * @param walkers the state. Modified.
     * @param steps number of steps, at least 0, a multiple of {@link #stepsPerMove}
     * @param every the listener is called after each step whose number since the start is a multiple of this; at least
     *     1, a multiple of {@link #stepsPerMove}
     * @param listener sees the frames
     * @throws IllegalArgumentException if a number is not as stated, or the walkers are of another system
     */
    public final void run(Walkers walkers, long steps, long every, FrameListener listener) {
        loop.run(walkers, steps, every, walkersNow -> {}, listener);
    }

    /**
     * Draws the velocities of all living walkers anew from the Maxwell–Boltzmann distribution, keyed by the walkers'
     * step: the same velocities however often it is called between two steps.
     *
     * @param walkers the state. Modified: the velocities.
     */
    public final void redrawVelocities(Walkers walkers) {
        loop.requireFits(walkers);
        for (int walker = 0; walker < walkers.count(); walker++) {
            if (!walkers.isDead(walker)) {
                drawVelocities(walkers, walker);
            }
        }
    }

    /**
     * Draws the velocities of one living walker anew, as {@link #redrawVelocities(Walkers)} does of all.
     *
     * @param walkers the state. Modified: the walker's velocities.
     */
    public final void redrawVelocities(Walkers walkers, int walker) {
        loop.requireFits(walkers);
        if (!walkers.isDead(walker)) {
            drawVelocities(walkers, walker);
        }
    }

    /**
     * Takes back what a walker did since an earlier state, as a rejected move: it stands where it stood, with its
     * velocities turned round, so that what it did keeps the balance with its reverse.
     *
     * @param walkers the state. Modified: the walker's part.
     * @param earlier a copy of the state as it was. Not modified.
     */
    public static void takeBack(Walkers walkers, int walker, Walkers earlier) {
        int from = walker * walkers.dimension();
        System.arraycopy(earlier.positions, from, walkers.positions, from, walkers.dimension());
        System.arraycopy(earlier.gradients, from, walkers.gradients, from, walkers.dimension());
        walkers.energies[walker] = earlier.energies[walker];
        walkers.deathSteps[walker] = earlier.deathSteps[walker];
        for (int at = from; at < from + walkers.dimension(); at++) {
            walkers.velocities[at] = -earlier.velocities[at];
        }
    }

    final void drawVelocities(Walkers walkers, int walker) {
        int dimension = system.dimension();
        velocityStream.reset(key.velocities(), walkers.firstNumber() + walker);
        velocityStream.seek(walkers.step * dimension);
        int offset = walker * dimension;
        for (int i = 0; i < dimension; i++) {
            walkers.velocities[offset + i] = thermalSpeed[i] * velocityStream.nextGaussian();
        }
        ConstraintProjector constraints = system.constraints();
        if (constraints != null && !constraints.projectVelocities(walkers.positions, walkers.velocities, offset)) {
            throw new IllegalArgumentException("the constraints of walker " + (walkers.firstNumber() + walker)
                    + " cannot be kept: expected positions on them, and no constraint that follows from others");
        }
    }

    /** Returns how many steps belong together: runs are cut and frames seen only at multiples of it. */
    public abstract int stepsPerMove();

    /** Moves a living walker's positions for a step. */
    abstract void begin(Walkers walkers, int walker, Backup backup);

    /**
     * Ends a step of a walker whose energy and gradient have been evaluated.
     *
     * @param finite whether they are finite
     */
    abstract void end(Walkers walkers, int walker, Backup backup, boolean finite);
}
