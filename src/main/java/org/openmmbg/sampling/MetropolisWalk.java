package org.openmmbg.sampling;

import java.util.Arrays;
import java.util.function.Predicate;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * A random walk that leaves exp(−u) as it is: all coordinates move by a normal step at once, and the move is accepted with
 * probability min(1, exp(u − u')) (Metropolis et al., J. Chem. Phys. 21, 1087, 1953). A configuration whose energy is not a
 * number is refused. For one thread at a time.
 */
public final class MetropolisWalk {
    private final ReducedPotential potential;
    private final double deviation;
    private final RandomStream random;
    private final double[] position;
    private final double[] proposal;
    private final double[] energy = new double[1];
    private double current;
    private long steps;
    private long accepted;

    /**
     * Starts a walk and evaluates its start.
     *
     * @param potential u
     * @param deviation standard deviation of a step of each coordinate, positive
     * @param start [dimension]. Not modified.
     * @param seed seed of the walk
     * @param number number of the walk: walks of other numbers are independent
     * @throws IllegalArgumentException if the start has no finite energy
     */
    public MetropolisWalk(ReducedPotential potential, double deviation, double[] start, long seed, long number) {
        if (!(deviation > 0 && Double.isFinite(deviation))) {
            throw new IllegalArgumentException("walk with steps of " + deviation + ": expected a positive number");
        }
        this.potential = potential;
        this.deviation = deviation;
        this.random = new RandomStream(seed, Purpose.METROPOLIS_WALK, number);
        this.position = Arrays.copyOf(start, potential.dimension());
        this.proposal = new double[position.length];
        potential.evaluate(1, position, energy, null);
        current = energy[0];
        if (!Double.isFinite(current)) {
            throw new IllegalArgumentException("a walk starts where the energy is " + current);
        }
    }

    /**
     * Takes a number of steps, fewer if a configuration ends the walk: it is then where it was before that step.
     *
     * @param count number of steps
     * @param ends tells of a configuration whether it ends the walk; must not keep the array
     * @return whether all steps were taken
     */
    public boolean run(long count, Predicate<double[]> ends) {
        for (long i = 0; i < count; i++) {
            for (int j = 0; j < position.length; j++) {
                proposal[j] = position[j] + deviation * random.nextGaussian();
            }
            double uniform = random.nextDouble();
            potential.evaluate(1, proposal, energy, null);
            steps++;
            if (!(uniform < StrictMath.exp(current - energy[0]))) {
                continue;
            }
            if (ends.test(proposal)) {
                return false;
            }
            accepted++;
            current = energy[0];
            System.arraycopy(proposal, 0, position, 0, position.length);
        }
        return true;
    }

    /** Returns where the walk is, [dimension]. Changes as it goes on. */
    public double[] position() {
        return position;
    }

    /** Returns the number of steps taken. */
    public long steps() {
        return steps;
    }

    /** Returns the number of steps that were accepted. */
    public long accepted() {
        return accepted;
    }

    /** Returns the number of energies evaluated: one a step, and the start's. */
    public long evaluations() {
        return steps + 1;
    }
}
