package org.openmmbg.dynamics;

import java.util.Arrays;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Langevin dynamics of many walkers at once with the BAOAB splitting (Leimkuhler and Matthews, Appl. Math. Res. Express
 * 2013): half a kick, half a drift, the exact Ornstein–Uhlenbeck step of the velocities, half a drift, half a kick. Each
 * step evaluates the energies of all walkers in one batch. The configurations carry a bias of second order in the step.
 *
 * <p>Forces are −kT ∇u. Noise and starting velocities are addressed by (seed, walker, step), so they depend neither on
 * threads nor on where a run was cut. Units: nm, ps, amu, K.
 *
 * <p>A walker whose energy or gradient is not finite dies: it stands still where it last was well, its energy is NaN,
 * and its step is kept in {@link Walkers#deathSteps}. For one thread at a time.
 */
public final class LangevinDynamics {

    /** The gas constant, kJ/(mol K). */
    public static final double GAS_CONSTANT = 0.00831446261815324;

    private static final Logger LOG = LoggerFactory.getLogger(LangevinDynamics.class);

    private final ReducedPotential potential;
    private final int dimension;
    private final double stepPs;
    private final double damping;
    private final RandomStream velocityStream;
    private final RandomStream noiseStream;
    // By coordinate: the spread of velocities, the velocity a gradient gives in half a step, and the noise of the
    // velocity.
    private final double[] thermalSpeed;
    private final double[] halfKick;
    private final double[] noise;
    private final double[] gaussians;
    private double[] before = new double[0];

    /**
     * Makes the dynamics.
     *
     * @param potential the energy in units of kT at the temperature
     * @param massesAmu mass of each particle, amu, positive; the coordinates of the potential belong to the particles in
     *     equal shares, three each for molecules. Not modified.
     * @param temperatureK temperature, K, positive
     * @param stepPs time step, ps, positive
     * @param frictionPerPs friction, 1/ps, at least 0
     * @param seed seed of velocities and noise
     * @throws IllegalArgumentException if an argument is not as stated
     */
    public LangevinDynamics(
            ReducedPotential potential,
            double[] massesAmu,
            double temperatureK,
            double stepPs,
            double frictionPerPs,
            long seed) {
        this.potential = potential;
        this.dimension = potential.dimension();
        this.stepPs = checkPositive("time step", stepPs);
        checkPositive("temperature", temperatureK);
        if (!(frictionPerPs >= 0 && Double.isFinite(frictionPerPs))) {
            throw new IllegalArgumentException("friction " + frictionPerPs + " per ps: expected at least 0");
        }
        if (massesAmu.length == 0 || dimension % massesAmu.length != 0) {
            throw new IllegalArgumentException(massesAmu.length + " masses for " + dimension
                    + " coordinates: expected as many coordinates for each mass");
        }
        damping = StrictMath.exp(-frictionPerPs * stepPs);
        velocityStream = new RandomStream(seed, Purpose.SEED_VELOCITIES, 0);
        noiseStream = new RandomStream(seed, Purpose.SEED_DYNAMICS, 0);
        thermalSpeed = new double[dimension];
        halfKick = new double[dimension];
        noise = new double[dimension];
        gaussians = new double[dimension];
        int share = dimension / massesAmu.length;
        double kT = GAS_CONSTANT * temperatureK;
        for (int i = 0; i < dimension; i++) {
            double mass = checkPositive("mass", massesAmu[i / share]);
            thermalSpeed[i] = Math.sqrt(kT / mass);
            halfKick[i] = 0.5 * stepPs * kT / mass;
            noise[i] = Math.sqrt((1 - damping * damping) * kT / mass);
        }
    }

    private static double checkPositive(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " " + value + ": expected a positive number");
        }
        return value;
    }

    /**
     * Starts walkers with velocities of the Maxwell–Boltzmann distribution, and evaluates their energies.
     *
     * @param count number of walkers W, at least 1
     * @param positions starting positions, [W, dimension]. Not modified.
     * @param firstNumber number of the first walker: walkers of different numbers have different noise
     */
    public Walkers start(int count, double[] positions, long firstNumber) {
        if (positions.length != (long) count * dimension) {
            throw new IllegalArgumentException(positions.length + " starting positions of " + count
                    + " walkers: expected " + (long) count * dimension);
        }
        double[] velocities = new double[positions.length];
        for (int walker = 0; walker < count; walker++) {
            velocityStream.reset(Purpose.SEED_VELOCITIES, firstNumber + walker);
            for (int i = 0; i < dimension; i++) {
                velocities[walker * dimension + i] = thermalSpeed[i] * velocityStream.nextGaussian();
            }
        }
        long[] deathSteps = new long[count];
        Arrays.fill(deathSteps, -1);
        Walkers walkers = new Walkers(
                count,
                firstNumber,
                positions,
                velocities,
                new double[count],
                new double[positions.length],
                deathSteps,
                0,
                0,
                0);
        evaluate(walkers, walkers.positions);
        return walkers;
    }

    /**
     * Goes on for a number of steps.
     *
     * @param walkers the state. Modified.
     * @param steps number of steps, at least 0
     * @param every the listener is called after each step whose number since the start is a multiple of this; at least 1
     * @param listener sees the frames
     */
    public void run(Walkers walkers, long steps, long every, FrameListener listener) {
        if (walkers.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "walkers of " + walkers.dimension() + " coordinates: expected " + dimension);
        }
        if (steps < 0 || every < 1) {
            throw new IllegalArgumentException(
                    steps + " steps with a frame every " + every + ": expected at least 0 and 1");
        }
        if (before.length < walkers.positions.length) {
            before = new double[walkers.positions.length];
        }
        for (long i = 0; i < steps; i++) {
            step(walkers);
            if (walkers.step % every == 0) {
                listener.frame(walkers);
            }
        }
    }

    private void step(Walkers walkers) {
        double[] x = walkers.positions;
        double[] v = walkers.velocities;
        System.arraycopy(x, 0, before, 0, x.length);
        for (int walker = 0; walker < walkers.count(); walker++) {
            if (walkers.isDead(walker)) {
                continue;
            }
            noiseStream.reset(Purpose.SEED_DYNAMICS, walkers.firstNumber() + walker);
            noiseStream.seek(walkers.step * dimension);
            noiseStream.fillGaussian(gaussians, 0, dimension);
            for (int i = 0, at = walker * dimension; i < dimension; i++, at++) {
                double kicked = v[at] - halfKick[i] * walkers.gradients[at];
                double thermal = damping * kicked + noise[i] * gaussians[i];
                x[at] += 0.5 * stepPs * (kicked + thermal);
                v[at] = thermal;
            }
            walkers.walkerSteps++;
        }
        walkers.step++;
        evaluate(walkers, before);
        for (int walker = 0; walker < walkers.count(); walker++) {
            for (int i = 0, at = walker * dimension; i < dimension; i++, at++) {
                v[at] -= halfKick[i] * walkers.gradients[at];
            }
        }
    }

    private void evaluate(Walkers walkers, double[] lastPositions) {
        potential.evaluate(walkers.count(), walkers.positions, walkers.energies, walkers.gradients);
        walkers.evaluations += walkers.count();
        for (int walker = 0; walker < walkers.count(); walker++) {
            if (!walkers.isDead(walker)) {
                if (isFinite(walkers, walker)) {
                    continue;
                }
                walkers.deathSteps[walker] = walkers.step;
                LOG.warn(
                        "walker {} died at step {}: its energy or forces are not finite",
                        walkers.firstNumber() + walker,
                        walkers.step);
            }
            int from = walker * dimension;
            walkers.energies[walker] = Double.NaN;
            Arrays.fill(walkers.gradients, from, from + dimension, 0);
            Arrays.fill(walkers.velocities, from, from + dimension, 0);
            System.arraycopy(lastPositions, from, walkers.positions, from, dimension);
        }
    }

    private boolean isFinite(Walkers walkers, int walker) {
        double sum = walkers.energies[walker];
        for (int at = walker * dimension; at < (walker + 1) * dimension; at++) {
            // Zero times a finite number is zero; anything else makes the sum NaN.
            sum += 0 * walkers.gradients[at];
        }
        return Double.isFinite(sum);
    }
}
