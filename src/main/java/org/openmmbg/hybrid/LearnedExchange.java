package org.openmmbg.hybrid;

import org.openmmbg.dynamics.AcceptanceRule;
import org.openmmbg.dynamics.Dynamics;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Replica exchange between two ensembles of the same particles through an invertible map M (Invernizzi, Krämer, Clementi
 * and Noé, J. Phys. Chem. Lett. 13 (2022) 11643): a pair (x, y) of A and B tries to become (M⁻¹(y), M(x)), accepted with
 * probability min(1, exp(−Φ_A(x) − Φ_B(y))), where Φ_A(x) = u_B(M(x)) − u_A(x) − log|det ∂M/∂x| and Φ_B(y) the same for the
 * inverse map. Velocities are drawn anew after a swap. A is the one ensemble of the dynamics of number 0, B that of
 * number 1: each at its own temperature, its walkers in pairs. For one thread at a time.
 */
public final class LearnedExchange {
    private final MetropolisedDynamics[] dynamics;
    private final Ensemble ensemble;
    private final ConfigurationMap map;
    private final int segmentSteps;
    private final long seed;
    private final AcceptanceRule rule;

    /** An invertible map between configurations of two ensembles. */
    public interface ConfigurationMap {

        /**
         * Maps configurations.
         *
         * @param forward from A to B, else back
         * @param count number of configurations
         * @param from [count, dimension]. Not modified.
         * @param to [count, dimension]. Modified.
         * @param logDet log|det| of the Jacobian over positions, up to what the ensembles do not see, [count]. Modified. NaN
         *     where the configuration cannot be mapped there and back.
         */
        void map(boolean forward, int count, double[] from, double[] to, double[] logDet);
    }

    /**
     * Makes an exchange.
     *
     * @param a dynamics of ensemble A, at the temperature whose kT its potential is in
     * @param b dynamics of ensemble B, the same
     * @param ensemble which configurations count, in both
     * @param map from A to B
     * @param segmentSteps steps between swaps; 0 for swaps alone
     * @param seed seed of the acceptance
     * @throws IllegalArgumentException if an argument is not as stated
     */
    public LearnedExchange(
            MetropolisedDynamics a,
            MetropolisedDynamics b,
            Ensemble ensemble,
            ConfigurationMap map,
            int segmentSteps,
            long seed) {
        this(a, b, ensemble, map, segmentSteps, seed, AcceptanceRule.METROPOLIS);
    }

    LearnedExchange(
            MetropolisedDynamics a,
            MetropolisedDynamics b,
            Ensemble ensemble,
            ConfigurationMap map,
            int segmentSteps,
            long seed,
            AcceptanceRule rule) {
        dynamics = new MetropolisedDynamics[] {a, b};
        for (MetropolisedDynamics one : dynamics) {
            if (one.system().potentialTemperatureK() != one.thermostat().temperatureK()) {
                throw new IllegalArgumentException(
                        "dynamics at " + one.thermostat().temperatureK()
                                + " K with energies in kT of " + one.system().potentialTemperatureK()
                                + " K: expected one temperature");
            }
            if (segmentSteps < 0 || segmentSteps % one.stepsPerMove() != 0) {
                throw new IllegalArgumentException("segments of " + segmentSteps + " steps: expected a multiple of "
                        + one.stepsPerMove() + ", the steps of a move");
            }
        }
        if (a.system().dimension() != b.system().dimension()) {
            throw new IllegalArgumentException("ensembles of " + a.system().dimension() + " and "
                    + b.system().dimension() + " coordinates: expected the same");
        }
        this.ensemble = ensemble;
        this.map = map;
        this.segmentSteps = segmentSteps;
        this.seed = seed;
        this.rule = rule;
    }

    /** The state: pairs of walkers, and counts over all pairs. */
    public static final class Pairs {
        private final Walkers a;
        private final Walkers b;
        private long cycle;
        private long swaps;
        private long acceptedSwaps;
        private long refusedSegments;
        private long mappedEvaluations;

        /**
         * Restores a saved state; each argument is what the accessor of its name gave.
         *
         * @param a walkers of A. Kept.
         * @param b walkers of B, as many. Kept.
         */
        public Pairs(
                Walkers a,
                Walkers b,
                long cycle,
                long swaps,
                long acceptedSwaps,
                long refusedSegments,
                long mappedEvaluations) {
            if (a.count() != b.count()) {
                throw new IllegalArgumentException(
                        a.count() + " walkers of A and " + b.count() + " of B: expected pairs");
            }
            this.a = a;
            this.b = b;
            this.cycle = cycle;
            this.swaps = swaps;
            this.acceptedSwaps = acceptedSwaps;
            this.refusedSegments = refusedSegments;
            this.mappedEvaluations = mappedEvaluations;
        }

        /** Returns pairs of the same state, which go on apart from these. */
        public Pairs copy() {
            return new Pairs(a.copy(), b.copy(), cycle, swaps, acceptedSwaps, refusedSegments, mappedEvaluations);
        }

        /** Returns the walkers of A. */
        public Walkers a() {
            return a;
        }

        /** Returns the walkers of B. */
        public Walkers b() {
            return b;
        }

        /** Returns the number of cycles done, of one segment and one swap each. */
        public long cycle() {
            return cycle;
        }

        /** Returns the number of swaps tried. */
        public long swaps() {
            return swaps;
        }

        /** Returns the number of swaps accepted. */
        public long acceptedSwaps() {
            return acceptedSwaps;
        }

        /** Returns the number of segments that ended outside the ensemble and were taken back. */
        public long refusedSegments() {
            return refusedSegments;
        }

        /** Returns the number of mapped configurations whose energies were evaluated. */
        public long mappedEvaluations() {
            return mappedEvaluations;
        }
    }

    /**
     * Starts pairs of walkers.
     *
     * @param count number of pairs
     * @param startsA starting positions of A, [count, dimension]. Not modified.
     * @param startsB starting positions of B, [count, dimension]. Not modified.
     */
    public Pairs start(int count, double[] startsA, double[] startsB) {
        Walkers a = dynamics[0].start(count, startsA, 0);
        Walkers b = dynamics[1].start(count, startsB, count);
        if (a.deadCount() + b.deadCount() > 0) {
            throw new IllegalArgumentException("a walker starts without a finite energy");
        }
        return new Pairs(a, b, 0, 0, 0, 0, 0);
    }

    /**
     * Goes on for a number of cycles.
     *
     * @param pairs the state. Modified.
     * @param after called after each cycle
     */
    public void run(Pairs pairs, long cycles, Runnable after) {
        Side a = new Side(dynamics[0], pairs.a);
        Side b = new Side(dynamics[1], pairs.b);
        for (long i = 0; i < cycles; i++) {
            if (segmentSteps > 0) {
                pairs.refusedSegments += a.segment() + b.segment();
            }
            swap(pairs, a, b);
            pairs.cycle++;
            after.run();
        }
    }

    private void swap(Pairs pairs, Side a, Side b) {
        int count = pairs.a.count();
        map.map(true, count, pairs.a.positions(), b.proposed, a.logDet);
        map.map(false, count, pairs.b.positions(), a.proposed, b.logDet);
        a.evaluate();
        b.evaluate();
        pairs.mappedEvaluations += 2L * count;
        RandomStream uniforms = new RandomStream(seed, Purpose.LEARNED_EXCHANGE, pairs.cycle);
        for (int walker = 0; walker < count; walker++) {
            double uniform = uniforms.nextDouble();
            pairs.swaps++;
            double difference = b.energies[walker]
                    - pairs.a.energies()[walker]
                    - a.logDet[walker]
                    + a.energies[walker]
                    - pairs.b.energies()[walker]
                    - b.logDet[walker];
            if (a.mayGo(walker) && b.mayGo(walker) && rule.accepts(difference, uniform)) {
                a.go(walker);
                b.go(walker);
                pairs.acceptedSwaps++;
            }
        }
    }

    /** One ensemble's walkers, and where they might go. */
    private final class Side {
        final MetropolisedDynamics own;
        final ReducedPotential potential;
        final Walkers walkers;
        final int width;
        final double[] proposed;
        final double[] energies;
        final double[] gradients;
        final double[] logDet;

        Side(MetropolisedDynamics own, Walkers walkers) {
            this.own = own;
            this.walkers = walkers;
            potential = own.system().potential();
            width = walkers.dimension();
            proposed = new double[walkers.positions().length];
            gradients = new double[proposed.length];
            energies = new double[walkers.count()];
            logDet = new double[walkers.count()];
        }

        int segment() {
            Walkers before = walkers.copy();
            own.run(walkers, segmentSteps, segmentSteps, frame -> {});
            int refused = 0;
            for (int walker = 0; walker < walkers.count(); walker++) {
                if (!ensemble.contains(walkers.positions(), walker * width)) {
                    Dynamics.takeBack(walkers, walker, before);
                    refused++;
                }
            }
            return refused;
        }

        void evaluate() {
            potential.evaluate(walkers.count(), proposed, energies, gradients);
        }

        boolean mayGo(int walker) {
            double sum = energies[walker];
            for (int at = walker * width; at < (walker + 1) * width; at++) {
                sum += 0 * gradients[at];
            }
            return Double.isFinite(sum) && ensemble.contains(proposed, walker * width);
        }

        void go(int walker) {
            walkers.place(walker, proposed, energies[walker], gradients, walker * width);
            own.redrawVelocities(walkers, walker);
        }
    }
}
