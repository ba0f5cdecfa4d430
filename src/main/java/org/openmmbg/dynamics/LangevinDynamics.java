package org.openmmbg.dynamics;

import java.util.Arrays;
import org.openmmbg.potential.ReducedPotential;

/**
 * Langevin dynamics with the BAOAB splitting (Leimkuhler and Matthews, Appl. Math. Res. Express 2013): half a kick, half
 * a drift, the exact Ornstein–Uhlenbeck step of the velocities, half a drift, half a kick. The configurations carry a
 * bias of second order in the step. Without friction it is velocity Verlet, which conserves the energy.
 *
 * <p>With constraints the drifts bring positions back onto them and correct the velocities by what that took, and kicks
 * and noise are projected: g-BAOAB with one geodesic substep (Leimkuhler and Matthews, Proc. R. Soc. A 472, 20160138,
 * 2016).
 *
 * <p>Forces are −kT ∇u. A walker whose energy or gradient is not finite dies: it stands still where it last was well, its
 * energy is NaN, and its step is kept in {@link Walkers#deathSteps}.
 */
public final class LangevinDynamics extends Dynamics {

    /** Molar gas constant, kJ/mol/K (CODATA 2018, exact since the SI of 2019, 8.31446261815324 J/mol/K). */
    public static final double GAS_CONSTANT = 0.00831446261815324;

    private final int dimension;
    private final double stepPs;
    private final double damping;
    // By coordinate: the noise of the velocity.
    private final double[] noise;
    private final double[] gaussians;
    private final double[] earlier;

    /**
     * Makes the dynamics of the seed simulations.
     *
     * @param potential the energy in units of kT at the temperature
     * @param massesAmu mass of each particle, amu, as {@link ParticleSystem} takes them. Not modified.
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
        this(
                new ParticleSystem(potential, temperatureK, massesAmu),
                new Thermostat(temperatureK, stepPs, frictionPerPs),
                NoiseKey.seeds(seed));
    }

    /**
     * Makes the dynamics.
     *
     * @param system what moves
     * @param thermostat temperature, step and friction
     * @param key address of the random numbers
     */
    public LangevinDynamics(ParticleSystem system, Thermostat thermostat, NoiseKey key) {
        super(system, thermostat, key);
        dimension = system.dimension();
        stepPs = thermostat.stepPs();
        damping = StrictMath.exp(-thermostat.frictionPerPs() * stepPs);
        noise = new double[dimension];
        gaussians = new double[dimension];
        earlier = new double[dimension];
        double thermalEnergy = GAS_CONSTANT * thermostat.temperatureK();
        for (int i = 0; i < dimension; i++) {
            noise[i] = Math.sqrt((1 - damping * damping) * thermalEnergy / system.mass(i));
        }
    }

    @Override
    public int stepsPerMove() {
        return 1;
    }

    @Override
    void begin(Walkers walkers, int walker, Backup backup) {
        backup.keepPositions(walkers, walker);
        if (damping < 1) {
            noiseStream.reset(key().noise(), walkers.firstNumber() + walker);
            noiseStream.seek(walkers.step * dimension);
            noiseStream.fillGaussian(gaussians, 0, dimension);
        }
        ConstraintProjector constraints = system().constraints();
        if (constraints == null) {
            move(walkers, walker);
        } else if (!move(walkers, walker, constraints)) {
            // The evaluation of what is not a number fails, and with it the walker.
            Arrays.fill(walkers.positions, walker * dimension, (walker + 1) * dimension, Double.NaN);
        }
    }

    private void move(Walkers walkers, int walker) {
        double[] x = walkers.positions;
        double[] v = walkers.velocities;
        for (int i = 0, at = walker * dimension; i < dimension; i++, at++) {
            double kicked = v[at] - halfKick[i] * walkers.gradients[at];
            double thermal = damping * kicked + noise[i] * gaussians[i];
            x[at] += 0.5 * stepPs * (kicked + thermal);
            v[at] = thermal;
        }
    }

    private boolean move(Walkers walkers, int walker, ConstraintProjector constraints) {
        double[] x = walkers.positions;
        double[] v = walkers.velocities;
        int offset = walker * dimension;
        kick(walkers, offset);
        if (!constraints.projectVelocities(x, v, offset) || !drift(walkers, offset, constraints)) {
            return false;
        }
        for (int i = 0; i < dimension; i++) {
            v[offset + i] = damping * v[offset + i] + noise[i] * gaussians[i];
        }
        return constraints.projectVelocities(x, v, offset) && drift(walkers, offset, constraints);
    }

    private void kick(Walkers walkers, int offset) {
        for (int i = 0; i < dimension; i++) {
            walkers.velocities[offset + i] -= halfKick[i] * walkers.gradients[offset + i];
        }
    }

    /** Drifts for half a step on the constraints. */
    private boolean drift(Walkers walkers, int offset, ConstraintProjector constraints) {
        double[] x = walkers.positions;
        double[] v = walkers.velocities;
        double time = 0.5 * stepPs;
        System.arraycopy(x, offset, earlier, 0, dimension);
        for (int at = offset; at < offset + dimension; at++) {
            x[at] += time * v[at];
        }
        if (!constraints.projectPositions(earlier, 0, x, offset)) {
            return false;
        }
        for (int i = 0; i < dimension; i++) {
            v[offset + i] = (x[offset + i] - earlier[i]) / time;
        }
        return constraints.projectVelocities(x, v, offset);
    }

    @Override
    void end(Walkers walkers, int walker, Backup backup, boolean finite) {
        int offset = walker * dimension;
        boolean well = finite;
        if (well) {
            kick(walkers, offset);
            ConstraintProjector constraints = system().constraints();
            well = constraints == null || constraints.projectVelocities(walkers.positions, walkers.velocities, offset);
        }
        if (!well) {
            WalkerLoop.die(walkers, walker, backup);
        }
    }
}
