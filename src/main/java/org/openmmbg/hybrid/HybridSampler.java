package org.openmmbg.hybrid;

import org.openmmbg.dynamics.AcceptanceRule;
import org.openmmbg.dynamics.Dynamics;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.potential.ReducedPotential;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Chains that alternate a segment of Metropolised Langevin dynamics with a jump to a generator's draw. Each kind of move
 * leaves the Boltzmann distribution on the ensemble invariant by itself, whatever the step and the generator:
 *
 * <ul>
 *   <li>A segment moves as {@link MetropolisedDynamics} does. One that ends outside the ensemble is taken back, with
 *       the velocities turned round.
 *   <li>A jump to x′ ~ q is accepted with probability min(1, w(x′)/w(x)), w = exp(−u)/q (independence sampler; Tierney,
 *       Ann. Stat. 22 (1994) 1701, section 2.3.3), and the velocities are then drawn anew. Where no draw ever comes, w is
 *       infinite and the walker leaves by dynamics alone.
 * </ul>
 *
 * <p>Random numbers are addressed by the seed, the cycle and the walker, so they do not depend on where a run was cut. The
 * generator must not change while results are taken. For one thread at a time.
 */
public final class HybridSampler {
    private final MetropolisedDynamics dynamics;
    private final ReducedPotential potential;
    private final Ensemble ensemble;
    private final JumpProposal proposal;
    private final int segmentSteps;
    private final AcceptanceRule rule;
    private final RandomStream draws;
    private final RandomStream uniforms;
    private double[] positions = new double[0];
    private double[] energies = new double[0];
    private double[] gradients = new double[0];
    private double[] logDensity = new double[0];
    private double[] ownLogDensity = new double[0];

    /**
     * Makes a sampler.
     *
     * @param dynamics moves the segments, at the temperature whose kT the potential's energies are in
     * @param ensemble which configurations count
     * @param proposal gives the jumps
     * @param segmentSteps steps of a segment, a multiple of {@link MetropolisedDynamics#stepsPerMove}; 0 for jumps alone
     * @param seed seed of draws and their acceptance
     * @throws IllegalArgumentException if an argument is not as stated
     */
    public HybridSampler(
            MetropolisedDynamics dynamics, Ensemble ensemble, JumpProposal proposal, int segmentSteps, long seed) {
        this(dynamics, ensemble, proposal, segmentSteps, seed, AcceptanceRule.METROPOLIS);
    }

    HybridSampler(
            MetropolisedDynamics dynamics,
            Ensemble ensemble,
            JumpProposal proposal,
            int segmentSteps,
            long seed,
            AcceptanceRule rule) {
        ParticleSystem system = dynamics.system();
        if (system.potentialTemperatureK() != dynamics.thermostat().temperatureK()) {
            throw new IllegalArgumentException(
                    "dynamics at " + dynamics.thermostat().temperatureK() + " K with energies in kT of "
                            + system.potentialTemperatureK() + " K: expected one temperature");
        }
        if (segmentSteps < 0 || segmentSteps % dynamics.stepsPerMove() != 0) {
            throw new IllegalArgumentException("segments of " + segmentSteps + " steps: expected a multiple of "
                    + dynamics.stepsPerMove() + ", the steps of a move");
        }
        this.dynamics = dynamics;
        this.potential = system.potential();
        this.ensemble = ensemble;
        this.proposal = proposal;
        this.segmentSteps = segmentSteps;
        this.rule = rule;
        draws = new RandomStream(seed, Purpose.HYBRID_PROPOSALS, 0);
        uniforms = new RandomStream(seed, Purpose.HYBRID_ACCEPTANCE, 0);
    }

    /**
     * Starts walkers.
     *
     * @param count number of walkers W, at least 1
     * @param starts starting positions in the ensemble, [W, dimension]. Not modified.
     * @throws IllegalArgumentException if one is outside the ensemble or has no finite energy
     */
    public HybridChain start(int count, double[] starts) {
        Walkers walkers = dynamics.start(count, starts, 0);
        for (int walker = 0; walker < count; walker++) {
            if (walkers.isDead(walker) || !ensemble.contains(starts, walker * walkers.dimension())) {
                throw new IllegalArgumentException("walker " + walker
                        + " starts outside the ensemble, or without a finite energy: expected a configuration that"
                        + " counts");
            }
        }
        return HybridChain.at(walkers);
    }

    /**
     * Goes on for a number of cycles.
     *
     * @param chain the state. Modified.
     * @param cycles number of cycles, at least 0
     * @param listener sees the chain after each
     */
    public void run(HybridChain chain, long cycles, ChainListener listener) {
        fit(chain.walkers());
        for (long i = 0; i < cycles; i++) {
            segment(chain);
            jump(chain);
            chain.cycle++;
            listener.cycle(chain);
        }
    }

    private void fit(Walkers walkers) {
        if (positions.length != walkers.positions().length) {
            positions = new double[walkers.positions().length];
            gradients = new double[positions.length];
            energies = new double[walkers.count()];
            logDensity = new double[walkers.count()];
            ownLogDensity = new double[walkers.count()];
        }
    }

    private void segment(HybridChain chain) {
        if (segmentSteps == 0) {
            return;
        }
        Walkers walkers = chain.walkers();
        Walkers before = walkers.copy();
        dynamics.run(walkers, segmentSteps, segmentSteps, frame -> {});
        for (int walker = 0; walker < walkers.count(); walker++) {
            if (!ensemble.contains(walkers.positions(), walker * walkers.dimension())) {
                Dynamics.takeBack(walkers, walker, before);
                chain.refusedSegments[walker]++;
            }
        }
    }

    private void jump(HybridChain chain) {
        Walkers walkers = chain.walkers();
        int count = walkers.count();
        int width = walkers.dimension();
        draws.reset(Purpose.HYBRID_PROPOSALS, chain.cycle);
        uniforms.reset(Purpose.HYBRID_ACCEPTANCE, chain.cycle);
        proposal.draw(count, positions, logDensity, draws);
        potential.evaluate(count, positions, energies, gradients);
        proposal.logDensity(count, walkers.positions(), ownLogDensity);
        chain.proposalEvaluations += count;
        for (int walker = 0; walker < count; walker++) {
            double uniform = uniforms.nextDouble();
            chain.jumps[walker]++;
            int offset = walker * width;
            boolean usable = !Double.isNaN(logDensity[walker]) && ensemble.contains(positions, offset);
            if (usable && !isFinite(walker, width)) {
                chain.failedProposals++;
                usable = false;
            }
            if (usable) {
                // −log w(x′) + log w(x); −∞ densities of x make w(x) infinite.
                double difference =
                        energies[walker] + logDensity[walker] - walkers.energies()[walker] - ownLogDensity[walker];
                if (rule.accepts(difference, uniform)) {
                    walkers.place(walker, positions, energies[walker], gradients, offset);
                    dynamics.redrawVelocities(walkers, walker);
                    chain.acceptedJumps[walker]++;
                }
            }
        }
    }

    private boolean isFinite(int walker, int width) {
        double sum = energies[walker];
        for (int at = walker * width; at < (walker + 1) * width; at++) {
            // Zero times a finite number is zero; anything else makes the sum NaN.
            sum += 0 * gradients[at];
        }
        return Double.isFinite(sum);
    }
}
