package org.openmmbg.dynamics;

import java.util.Arrays;
import java.util.List;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Replica exchange between temperatures (Sugita and Okamoto, Chem. Phys. Lett. 314, 141, 1999), of one ladder or of
 * several independent ones, all replicas evaluated in one batch.
 *
 * <p>After every so many steps neighbours try to swap, rungs (0, 1), (2, 3), … and (1, 2), (3, 4), … in turn, with
 * probability min(1, exp((β − β′)(U − U′))). What swaps are the configurations and their velocities, scaled by the root
 * of the ratio of the temperatures; a walker's place in the arrays is its temperature. Dead walkers do not swap.
 */
public final class ReplicaExchange {

    private final List<Dynamics> rungs;
    private final ParticleSystem system;
    private final WalkerLoop loop;
    private final long interval;
    private final RandomStream stream;
    private final AcceptanceRule rule;

    /**
     * Makes the exchange.
     *
     * @param rungs the dynamics at each temperature, from low to high, at least 2, of one and the same
     *     {@link ParticleSystem}; their kinds, steps and frictions may differ
     * @param interval steps from one attempt to the next, at least 1, a multiple of the steps of each dynamics' moves
     * @param seed seed of the acceptance of swaps
     * @throws IllegalArgumentException if an argument is not as stated
     */
    public ReplicaExchange(List<? extends Dynamics> rungs, long interval, long seed) {
        this(rungs, interval, seed, AcceptanceRule.METROPOLIS);
    }

    ReplicaExchange(List<? extends Dynamics> rungs, long interval, long seed, AcceptanceRule rule) {
        if (rungs.size() < 2) {
            throw new IllegalArgumentException(rungs.size() + " temperatures for replica exchange: expected 2 or more");
        }
        this.rungs = List.copyOf(rungs);
        this.system = rungs.get(0).system();
        for (int r = 0; r < rungs.size(); r++) {
            Dynamics dynamics = rungs.get(r);
            if (dynamics.system() != system) {
                throw new IllegalArgumentException("rung " + r + " moves another system: expected one for all");
            }
            if (r > 0 && temperature(r) <= temperature(r - 1)) {
                throw new IllegalArgumentException("temperatures " + temperature(r - 1) + " K and then "
                        + temperature(r) + " K: expected them from low to high");
            }
            if (interval < 1 || interval % dynamics.stepsPerMove() != 0) {
                throw new IllegalArgumentException("an exchange every " + interval + " steps: expected a multiple of "
                        + dynamics.stepsPerMove() + ", the steps of a move of rung " + r);
            }
        }
        this.loop = new WalkerLoop(system, this.rungs);
        this.interval = interval;
        this.rule = rule;
        this.stream = new RandomStream(seed, Purpose.REPLICA_EXCHANGE, 0);
    }

    private double temperature(int rung) {
        return rungs.get(rung).thermostat().temperatureK();
    }

    /**
     * Starts replicas with velocities of their temperatures, and evaluates their energies.
     *
     * @param ladders number of independent ladders, at least 1
     * @param positions starting positions, [ladders · R, dimension], by ladder and from cold to hot. Not modified.
     * @param firstNumber number of the first walker: walkers of different numbers have different noise
     */
    public Replicas start(int ladders, double[] positions, long firstNumber) {
        int count = Math.multiplyExact(ladders, rungs.size());
        long[] replicaAt = new long[count];
        Arrays.setAll(replicaAt, w -> w);
        Walkers walkers = loop.start(count, positions, firstNumber);
        int pairs = rungs.size() - 1;
        Replicas replicas = new Replicas(
                rungs.size(), walkers, replicaAt, new long[count], new long[count], new long[pairs], new long[pairs]);
        countRoundTrips(replicas);
        return replicas;
    }

    /**
     * Goes on for a number of steps; an exchange follows each step whose number since the start is a multiple of the
     * interval, before the listener sees it.
     *
     * @param replicas the state. Modified.
     * @param steps number of steps, as {@link Dynamics#run} takes it for each rung
     * @param every the listener is called after each step whose number is a multiple of this
     * @param listener sees the frames: walker w is at the temperature of rung w modulo R
     */
    public void run(Replicas replicas, long steps, long every, FrameListener listener) {
        if (replicas.rungs() != rungs.size()) {
            throw new IllegalArgumentException("replicas on " + replicas.rungs() + " rungs: expected " + rungs.size());
        }
        loop.run(
                replicas.walkers(),
                steps,
                every,
                walkers -> {
                    if (walkers.step % interval == 0) {
                        exchange(replicas);
                    }
                },
                listener);
    }

    private void exchange(Replicas replicas) {
        Walkers walkers = replicas.walkers();
        int size = rungs.size();
        long attempt = walkers.step / interval;
        for (int first = 0; first < walkers.count(); first += size) {
            stream.reset(Purpose.REPLICA_EXCHANGE, walkers.firstNumber() + first);
            for (int r = (int) (attempt % 2); r + 1 < size; r += 2) {
                int cold = first + r;
                int hot = cold + 1;
                if (walkers.isDead(cold) || walkers.isDead(hot)) {
                    continue;
                }
                replicas.proposals[r]++;
                stream.seek(attempt * size + r);
                double difference = (1 / temperature(r) - 1 / temperature(r + 1))
                        * system.potentialTemperatureK()
                        * (walkers.energies[hot] - walkers.energies[cold]);
                if (rule.accepts(difference, stream.nextDouble())) {
                    replicas.acceptances[r]++;
                    swap(replicas, cold, hot, Math.sqrt(temperature(r + 1) / temperature(r)));
                }
            }
        }
        countRoundTrips(replicas);
    }

    private static void swap(Replicas replicas, int cold, int hot, double heating) {
        Walkers walkers = replicas.walkers();
        int dimension = walkers.dimension();
        for (int i = cold * dimension, j = hot * dimension; i < (cold + 1) * dimension; i++, j++) {
            swap(walkers.positions, i, j);
            swap(walkers.gradients, i, j);
            double v = walkers.velocities[i];
            walkers.velocities[i] = walkers.velocities[j] / heating;
            walkers.velocities[j] = v * heating;
        }
        swap(walkers.energies, cold, hot);
        long replica = replicas.replicaAt[cold];
        replicas.replicaAt[cold] = replicas.replicaAt[hot];
        replicas.replicaAt[hot] = replica;
    }

    private static void swap(double[] values, int i, int j) {
        double value = values[i];
        values[i] = values[j];
        values[j] = value;
    }

    private static void countRoundTrips(Replicas replicas) {
        int size = replicas.rungs();
        for (int first = 0; first < replicas.replicaAt.length; first += size) {
            int atBottom = (int) replicas.replicaAt[first];
            if (replicas.lastEnds[atBottom] == 2) {
                replicas.roundTrips[atBottom]++;
            }
            replicas.lastEnds[atBottom] = 1;
            int atTop = (int) replicas.replicaAt[first + size - 1];
            if (replicas.lastEnds[atTop] == 1) {
                replicas.lastEnds[atTop] = 2;
            }
        }
    }
}
