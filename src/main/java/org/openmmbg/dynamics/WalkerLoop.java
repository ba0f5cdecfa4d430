package org.openmmbg.dynamics;

import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts walkers and goes through their steps: begin all, evaluate all in one batch, end all. Walker w moves by the
 * dynamics of number w modulo their count; all of them move the same system.
 */
final class WalkerLoop {

    private static final Logger LOG = LoggerFactory.getLogger(WalkerLoop.class);

    private final ParticleSystem system;
    private final List<? extends Dynamics> dynamics;
    private final int dimension;
    private final Backup backup = new Backup();

    WalkerLoop(ParticleSystem system, List<? extends Dynamics> dynamics) {
        this.system = system;
        this.dynamics = dynamics;
        this.dimension = system.dimension();
    }

    Walkers start(int count, double[] positions, long firstNumber) {
        if (positions.length != (long) count * dimension) {
            throw new IllegalArgumentException(positions.length + " starting positions of " + count
                    + " walkers: expected " + (long) count * dimension);
        }
        long[] deathSteps = new long[count];
        Arrays.fill(deathSteps, -1);
        Walkers walkers = new Walkers(
                count,
                firstNumber,
                positions,
                new double[positions.length],
                new double[count],
                new double[positions.length],
                deathSteps,
                0,
                0,
                0,
                new long[count],
                new long[count]);
        backup.fit(walkers);
        ConstraintProjector constraints = system.constraints();
        for (int walker = 0; walker < count; walker++) {
            int offset = walker * dimension;
            if (constraints != null && !constraints.projectPositions(positions, offset, walkers.positions, offset)) {
                throw new IllegalArgumentException("the starting positions of walker " + walker
                        + " are too far from the constraints: expected a structure that keeps them nearly");
            }
            backup.keepPositions(walkers, walker);
            dynamicsOf(walker).drawVelocities(walkers, walker);
        }
        evaluate(walkers);
        for (int walker = 0; walker < count; walker++) {
            if (!isFinite(walkers, walker)) {
                die(walkers, walker, backup);
            }
        }
        return walkers;
    }

    /** Goes on; {@code between} is called after each step, before the listener. */
    void run(Walkers walkers, long steps, long every, FrameListener between, FrameListener listener) {
        requireFits(walkers);
        if (steps < 0 || every < 1) {
            throw new IllegalArgumentException(
                    steps + " steps with a frame every " + every + ": expected at least 0 and 1");
        }
        for (Dynamics one : dynamics) {
            long together = one.stepsPerMove();
            if (steps % together != 0 || every % together != 0 || walkers.step % together != 0) {
                throw new IllegalArgumentException(steps + " steps from step " + walkers.step + " with a frame every "
                        + every + ": expected multiples of " + together + ", the steps of a move");
            }
        }
        backup.fit(walkers);
        for (long i = 0; i < steps; i++) {
            step(walkers);
            between.frame(walkers);
            if (walkers.step % every == 0) {
                listener.frame(walkers);
            }
        }
    }

    void requireFits(Walkers walkers) {
        if (walkers.dimension() != dimension) {
            throw new IllegalArgumentException(
                    "walkers of " + walkers.dimension() + " coordinates: expected " + dimension);
        }
    }

    private Dynamics dynamicsOf(int walker) {
        return dynamics.get(walker % dynamics.size());
    }

    private void step(Walkers walkers) {
        for (int walker = 0; walker < walkers.count(); walker++) {
            if (!walkers.isDead(walker)) {
                dynamicsOf(walker).begin(walkers, walker, backup);
                walkers.walkerSteps++;
            }
        }
        walkers.step++;
        evaluate(walkers);
        for (int walker = 0; walker < walkers.count(); walker++) {
            if (walkers.isDead(walker)) {
                standStill(walkers, walker);
            } else {
                dynamicsOf(walker).end(walkers, walker, backup, isFinite(walkers, walker));
            }
        }
    }

    private void evaluate(Walkers walkers) {
        system.potential().evaluate(walkers.count(), walkers.positions, walkers.energies, walkers.gradients);
        walkers.evaluations += walkers.count();
    }

    /** Ends a walker, where it last was well. */
    static void die(Walkers walkers, int walker, Backup backup) {
        walkers.deathSteps[walker] = walkers.step;
        LOG.warn(
                "walker {} died at step {}: its energy or forces are not finite",
                walkers.firstNumber() + walker,
                walkers.step);
        backup.restorePositions(walkers, walker);
        standStill(walkers, walker);
    }

    private static void standStill(Walkers walkers, int walker) {
        int from = walker * walkers.dimension();
        int to = from + walkers.dimension();
        walkers.energies[walker] = Double.NaN;
        Arrays.fill(walkers.gradients, from, to, 0);
        Arrays.fill(walkers.velocities, from, to, 0);
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
