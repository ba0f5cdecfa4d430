package org.openmmbg.sampling;

import org.openmmbg.flow.BoltzmannGenerator;
import org.openmmbg.potential.ReducedPotential;

/**
 * The walkers of adaptive exploration (Noé, Olsson, Köhler and Wu, Science 2019): they all begin at one configuration, and
 * move in the latent space of a generator that is trained on them between rounds, until what was far apart lies side by side
 * there. The length of the moves adapts until the share of those accepted is as asked.
 *
 * <p>While the generator learns and the length adapts, the walkers are examples to learn from and no sample of the target:
 * nothing is to be measured on them.
 *
 * <p>For one thread at a time.
 */
public final class AdaptiveExploration {
    /** Change of the length's logarithm for each unit that a round's acceptance is off. */
    private static final double GAIN = 0.1;

    /** Longer moves than the whole latent distribution, and shorter ones than it can resolve, make no sense. */
    private static final double LONGEST = 2;

    private static final double SHORTEST = 1e-4;

    private final LatentWalkers moves;
    private final int width;
    private final int batch;
    private final double acceptance;
    private final double[] chosen;
    private final double[] chosenEnergies;
    private final Walkers walkers;

    /** The walkers, and how far they have come: all that is needed to go on. */
    public static final class Walkers {
        private final double[] positions;
        private final double[] energies;
        private double length;
        private long round;
        private long accepted;

        /**
         * Takes walkers as they are.
         *
         * @param positions [walkers, cartesianDimension]; becomes theirs
         * @param energies u of each, kT, [walkers]; becomes theirs
         * @param length s, the standard deviation of a move of each latent coordinate
         * @param round number of rounds done
         * @param accepted number of moves accepted in them
         */
        public Walkers(double[] positions, double[] energies, double length, long round, long accepted) {
            this.positions = positions;
            this.energies = energies;
            this.length = length;
            this.round = round;
            this.accepted = accepted;
        }

        /**
         * Puts all walkers at one configuration.
         *
         * @param start [cartesianDimension]. Not modified.
         * @param energy its u, kT
         * @param count number of walkers
         * @param length s of the first moves
         * @throws IllegalArgumentException if the energy is not finite
         */
        public static Walkers at(double[] start, double energy, int count, double length) {
            if (!Double.isFinite(energy)) {
                throw new IllegalArgumentException("exploration starts where the energy is " + energy);
            }
            double[] positions = new double[Math.multiplyExact(count, start.length)];
            double[] energies = new double[count];
            for (int i = 0; i < count; i++) {
                System.arraycopy(start, 0, positions, i * start.length, start.length);
                energies[i] = energy;
            }
            return new Walkers(positions, energies, length, 0, 0);
        }

        /** Returns the number of walkers. */
        public int count() {
            return energies.length;
        }

        /** Returns where they are, [walkers, cartesianDimension]; live. */
        public double[] positions() {
            return positions;
        }

        /** Returns their energies, kT, [walkers]; live. */
        public double[] energies() {
            return energies;
        }

        /** Returns the length of the next moves. */
        public double length() {
            return length;
        }

        /** Returns the number of rounds done. */
        public long round() {
            return round;
        }

        /** Returns the number of moves accepted in all rounds. */
        public long accepted() {
            return accepted;
        }
    }

    /**
     * Makes an exploration.
     *
     * @param generator gives the latent space; trained by the caller between rounds
     * @param potential u at the generator's temperature
     * @param walkers are moved
     * @param batch how many of them move in a round, at most all
     * @param acceptance share of moves to be accepted, in (0, 1)
     * @param seed draws moves and acceptances
     */
    public AdaptiveExploration(
            BoltzmannGenerator generator,
            ReducedPotential potential,
            Walkers walkers,
            int batch,
            double acceptance,
            long seed) {
        if (batch < 1 || batch > walkers.count()) {
            throw new IllegalArgumentException("rounds of " + batch + " of " + walkers.count() + " walkers");
        }
        this.moves = new LatentWalkers(generator, potential, batch, seed);
        this.width = potential.dimension();
        this.walkers = walkers;
        this.batch = batch;
        this.acceptance = acceptance;
        chosen = new double[batch * width];
        chosenEnergies = new double[batch];
    }

    /** Returns the walkers. */
    public Walkers walkers() {
        return walkers;
    }

    /**
     * Tries one move of the walkers whose turn it is, and adapts the length of the next.
     *
     * @return the share of the moves that were accepted
     */
    public double advance() {
        int count = walkers.count();
        int first = (int) (walkers.round * batch % count);
        for (int i = 0; i < batch; i++) {
            int walker = (first + i) % count;
            System.arraycopy(walkers.positions, walker * width, chosen, i * width, width);
            chosenEnergies[i] = walkers.energies[walker];
        }
        int taken = moves.move(walkers.round, batch, chosen, chosenEnergies, walkers.length);
        for (int i = 0; i < batch; i++) {
            int walker = (first + i) % count;
            System.arraycopy(chosen, i * width, walkers.positions, walker * width, width);
            walkers.energies[walker] = chosenEnergies[i];
        }
        double share = (double) taken / batch;
        double next = walkers.length * StrictMath.exp(GAIN * (share - acceptance));
        walkers.length = Math.max(SHORTEST, Math.min(LONGEST, next));
        walkers.accepted += taken;
        walkers.round++;
        return share;
    }
}
