package org.openmmbg.reference;

import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Umbrella sampling along a coordinate, neighbouring windows swapping configurations (Sugita, Kitao and Okamoto, J. Chem.
 * Phys. 113, 6042, 2000) so that each configuration wanders over all of them. The moves are Metropolised: no time step is
 * to be seen in the result. One walker a window; masses are 1 and kT is 1, in the units of the potential.
 */
final class UmbrellaSampling {

    /** The temperature, K, at which kT is 1 kJ/mol. */
    private static final double UNIT_TEMPERATURE = 1 / LangevinDynamics.GAS_CONSTANT;

    private final UmbrellaPotential potential;
    private final MetropolisedDynamics dynamics;
    private final Walkers walkers;
    private final RandomStream acceptance;
    private long attempts;
    private long swapsTried;
    private long swaps;

    /**
     * Starts the windows.
     *
     * @param positions a configuration for each window, [windows, dimension]. Not modified.
     * @param step of velocity Verlet, in units of √(mass / kT) times length
     * @param stepsPerMove steps from one Metropolis test to the next, and from one swap to the next
     * @param friction how fast velocities are drawn anew, per unit of time
     */
    UmbrellaSampling(
            UmbrellaPotential potential,
            double[] positions,
            double step,
            int stepsPerMove,
            double friction,
            long seed) {
        this.potential = potential;
        ParticleSystem system = new ParticleSystem(potential, UNIT_TEMPERATURE, new double[] {1});
        dynamics = new MetropolisedDynamics(
                system, new Thermostat(UNIT_TEMPERATURE, step, friction), stepsPerMove, NoiseKey.metropolis(seed));
        walkers = dynamics.start(potential.windows().count(), positions, 0);
        acceptance = new RandomStream(seed, Purpose.REPLICA_EXCHANGE, 0);
    }

    /** Returns the coordinate in each window at regular times, [window][frames]. */
    double[][] run(int frames, int movesPerFrame) {
        int windows = potential.windows().count();
        double[][] values = new double[windows][frames];
        for (int frame = 0; frame < frames; frame++) {
            for (int move = 0; move < movesPerFrame; move++) {
                dynamics.run(walkers, dynamics.stepsPerMove(), dynamics.stepsPerMove(), w -> {});
                swap();
            }
            for (int window = 0; window < windows; window++) {
                values[window][frame] = value(window);
            }
        }
        return values;
    }

    /** Returns a copy of the configurations, [windows, dimension]. */
    double[] positions() {
        return walkers.positions().clone();
    }

    private double value(int window) {
        return potential.coordinate().value(walkers.positions(), window * walkers.dimension());
    }

    private void swap() {
        UmbrellaWindows windows = potential.windows();
        for (int left = (int) (attempts++ % 2); left + 1 < windows.count(); left += 2) {
            int right = left + 1;
            double difference = windows.bias(left, value(right))
                    + windows.bias(right, value(left))
                    - windows.bias(left, value(left))
                    - windows.bias(right, value(right));
            swapsTried++;
            if (acceptance.nextDouble() < StrictMath.exp(-difference)) {
                swaps++;
                swap(left, right);
            }
        }
    }

    private void swap(int left, int right) {
        int dimension = walkers.dimension();
        double[] positions = new double[2 * dimension];
        System.arraycopy(walkers.positions(), right * dimension, positions, 0, dimension);
        System.arraycopy(walkers.positions(), left * dimension, positions, dimension, dimension);
        double[] gradients = new double[2 * dimension];
        System.arraycopy(walkers.gradients(), right * dimension, gradients, 0, dimension);
        System.arraycopy(walkers.gradients(), left * dimension, gradients, dimension, dimension);
        double leftEnergy = rebias(right, left, value(right), positions, 0, gradients);
        double rightEnergy = rebias(left, right, value(left), positions, dimension, gradients);
        walkers.place(left, positions, leftEnergy, gradients, 0);
        walkers.place(right, positions, rightEnergy, gradients, dimension);
    }

    /** Moves a configuration from one window's bias to another's: its gradient in place, its energy returned. */
    private double rebias(int from, int to, double value, double[] positions, int offset, double[] gradients) {
        UmbrellaWindows windows = potential.windows();
        double slope = windows.slope(to, value) - windows.slope(from, value);
        potential.coordinate().addGradient(positions, offset, slope, gradients);
        return walkers.energies()[from] + windows.bias(to, value) - windows.bias(from, value);
    }

    long evaluations() {
        return walkers.evaluations();
    }

    double moveAcceptance() {
        return walkers.acceptanceRatio();
    }

    double swapAcceptance() {
        return (double) swaps / swapsTried;
    }
}
