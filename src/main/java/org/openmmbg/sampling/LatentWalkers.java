package org.openmmbg.sampling;

import java.util.Arrays;
import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.flow.Tape;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Metropolis moves of configurations by normal steps in a generator's latent space: z' = z + s·√τ·noise is accepted with
 * probability min(1, exp(u(x) − u(x') + log R_zx(z') − log R_zx(z))), with R_zx the volume ratio of the map z → x (Noé,
 * Olsson, Köhler and Wu, Science 2019, adaptive exploration). It leaves exp(−u) as it is whatever the generator, as long as
 * neither the generator nor the length of the steps changes. A configuration outside the domain, or without an energy, is
 * refused.
 *
 * <p>Each round evaluates one energy a walker. For one thread at a time.
 */
public final class LatentWalkers {
    private final BoltzmannGenerator generator;
    private final ReducedPotential potential;
    private final long seed;
    private final int capacity;
    private final Tape tape;
    private final double[] q;
    private final double[] z;
    private final double[] proposed;
    private final double[] moved;
    private final double[] x;
    private final double[] logVolume;
    private final double[] newLogVolume;
    private final double[] energies;

    /**
     * Makes room for walkers.
     *
     * @param generator gives the latent space; may be trained between rounds, which ends detailed balance
     * @param potential u at the generator's temperature
     * @param capacity most walkers of a round
     * @param seed draws steps and acceptances
     */
    public LatentWalkers(BoltzmannGenerator generator, ReducedPotential potential, int capacity, long seed) {
        int n = generator.flow().dimension();
        this.generator = generator;
        this.potential = potential;
        this.seed = seed;
        this.capacity = capacity;
        tape = generator.flow().newTape(capacity);
        q = new double[capacity * n];
        z = new double[capacity * n];
        proposed = new double[capacity * n];
        moved = new double[capacity * n];
        x = new double[capacity * generator.coordinates().cartesianDimension()];
        logVolume = new double[capacity];
        newLogVolume = new double[capacity];
        energies = new double[capacity];
    }

    /**
     * Tries one move of each walker.
     *
     * @param round number of the round: each has a random stream of its own
     * @param count number of walkers, at most the capacity
     * @param positions [count, cartesianDimension]; where a move is accepted, for molecules up to rigid motion. Modified.
     * @param u their energies, kT, [count]. Modified.
     * @param length standard deviation of a step of each latent coordinate, s√τ
     * @return the number of moves accepted
     */
    public int move(long round, int count, double[] positions, double[] u, double length) {
        if (count > capacity) {
            throw new IllegalArgumentException(count + " walkers: expected at most " + capacity);
        }
        int n = generator.flow().dimension();
        int width = generator.coordinates().cartesianDimension();
        // The log-determinants of x → q → z, less those of z' → q' → x'.
        Arrays.fill(logVolume, 0, count, 0);
        generator.coordinates().toInternal(0, count, positions, q, logVolume);
        for (int i = 0; i < count; i++) {
            generator.domain().wrap(q, i * n);
        }
        generator.flow().inverse(tape, count, q, z, logVolume);
        RandomStream random = new RandomStream(seed, Purpose.EXPLORATION, round);
        for (int i = 0; i < count * n; i++) {
            proposed[i] = z[i] + length * random.nextGaussian();
        }
        Arrays.fill(newLogVolume, 0, count, 0);
        generator.flow().forward(tape, count, proposed, moved, newLogVolume);
        generator.coordinates().toCartesian(0, count, moved, x, newLogVolume);
        potential.evaluate(count, x, energies, null);
        int taken = 0;
        for (int i = 0; i < count; i++) {
            double logRatio = u[i] - energies[i] + newLogVolume[i] + logVolume[i];
            boolean accept = random.nextDouble() < StrictMath.exp(logRatio);
            if (accept && generator.domain().contains(moved, i * n)) {
                System.arraycopy(x, i * width, positions, i * width, width);
                u[i] = energies[i];
                taken++;
            }
        }
        return taken;
    }
}
