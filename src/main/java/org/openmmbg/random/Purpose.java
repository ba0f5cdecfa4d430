package org.openmmbg.random;

/**
 * What a random stream is for; streams of different purposes are independent.
 *
 * <p>The number of a purpose is part of every stream's address: it never changes, and a retired number is never given
 * again, or saved runs would no longer resume to the same bits.
 */
public enum Purpose {
    /** Initial weights of the networks. */
    INITIAL_WEIGHTS(1),
    /** Starting velocities of the seed simulations. */
    SEED_VELOCITIES(2),
    /** Noise of the seed simulations. */
    SEED_DYNAMICS(3),
    /** Choice and order of training examples. */
    TRAINING_DATA(4),
    /** Latent draws of the training. */
    TRAINING_LATENT(5),
    /** Latent draws of the final samples. */
    SAMPLING(6),
    /** Resampling for error bars. */
    BOOTSTRAP(7),
    /** Tests. */
    TEST(8),
    /** Velocities of dynamics other than the seeds'. */
    DYNAMICS_VELOCITIES(9),
    /** Noise of Langevin dynamics other than the seeds'. */
    DYNAMICS_NOISE(10),
    /** Noise and acceptance of Metropolised dynamics. */
    METROPOLIS(11),
    /** Acceptance of swaps between replicas. */
    REPLICA_EXCHANGE(12),
    /** Configurations that speed is measured with. */
    BENCH(13),
    /** Draws that tell where a generator loses effective sample size. */
    EVALUATION(14),
    /** Draws that a verdict is held against. */
    VERDICT(15),
    /** Metropolis walks. */
    METROPOLIS_WALK(20),
    /** Exploration in latent space. */
    EXPLORATION(21),
    /** Draws of a generator that walkers may jump to. */
    HYBRID_PROPOSALS(40),
    /** Acceptance of jumps. */
    HYBRID_ACCEPTANCE(41),
    /** Acceptance of swaps through a learned map. */
    LEARNED_EXCHANGE(42),
    /** Choice of examples from a chain's history. */
    HYBRID_HISTORY(43);

    private final int number;

    Purpose(int number) {
        this.number = number;
    }

    /** Returns the fixed number, in [0, 65535]. */
    int number() {
        return number;
    }
}
