package org.openmmbg.dynamics;

import org.openmmbg.random.Purpose;

/**
 * The address of the random numbers of a simulation. Two simulations whose numbers must be independent differ in the
 * seed, in the purposes or in the numbers of their walkers.
 *
 * @param seed the seed
 * @param velocities what drawn velocities are keyed by
 * @param noise what the noise of the steps is keyed by, and the uniform number of a Metropolis test
 */
public record NoiseKey(long seed, Purpose velocities, Purpose noise) {

    /** Returns the key of the seed simulations. */
    public static NoiseKey seeds(long seed) {
        return new NoiseKey(seed, Purpose.SEED_VELOCITIES, Purpose.SEED_DYNAMICS);
    }

    /** Returns the key of Langevin dynamics elsewhere. */
    public static NoiseKey langevin(long seed) {
        return new NoiseKey(seed, Purpose.DYNAMICS_VELOCITIES, Purpose.DYNAMICS_NOISE);
    }

    /** Returns the key of Metropolised dynamics. */
    public static NoiseKey metropolis(long seed) {
        return new NoiseKey(seed, Purpose.DYNAMICS_VELOCITIES, Purpose.METROPOLIS);
    }
}
