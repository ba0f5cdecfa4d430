package org.openmmbg.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;
import org.openmmbg.dynamics.AcceptanceRule;
import org.openmmbg.dynamics.LangevinDynamics;
import org.openmmbg.dynamics.MetropolisedDynamics;
import org.openmmbg.dynamics.NoiseKey;
import org.openmmbg.dynamics.ParticleSystem;
import org.openmmbg.dynamics.Series;
import org.openmmbg.dynamics.Thermostat;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.random.RandomStream;

/**
 * Each kind of move by itself against exact answers: how often each state is seen, and how often each two states follow each
 * other, which must be alike in both directions. Wrong rules put in on purpose must be found out.
 */
class DetailedBalanceTest {
    private static final long SEED = 97;
    private static final double RIGHT = 4.5;
    private static final double WRONG = 12;

    private static final DiscreteSystem SYSTEM = new DiscreteSystem(0, 1, 0.5, 2.2);
    private static final double[] DRAWN = {0.1, 0.4, 0.3, 0.2};

    /** The largest deviation, in standard errors, of transitions from those that exact detailed balance gives. */
    private static double jumps(AcceptanceRule rule, double[] claimed) {
        int walkers = 60;
        HybridSampler sampler = new HybridSampler(
                SYSTEM.dynamics(300), Ensemble.EVERYWHERE, new DiscreteSystem.Draws(DRAWN, claimed), 0, SEED, rule);
        HybridChain chain = sampler.start(walkers, new double[walkers]);
        sampler.run(chain, 50, now -> {});
        Transitions transitions = new Transitions(4, chain.walkers().positions());
        sampler.run(chain, 3000, now -> transitions.see(now.walkers().positions()));
        double[] p = SYSTEM.probabilities();
        return transitions.worst(
                (i, j) -> DRAWN[(int) j] * Math.min(1, p[(int) j] / DRAWN[(int) j] * DRAWN[(int) i] / p[(int) i]));
    }

    @Test
    void jumpsToDrawsAreInDetailedBalance() {
        double z = jumps(AcceptanceRule.METROPOLIS, DRAWN);
        System.out.printf(Locale.ROOT, "seed %d: jumps, largest z %.2f%n", SEED, z);
        assertThat(z).isLessThan(RIGHT);
        // Another rule that is right as well, but not the best: Barker's, with other transitions.
        assertThat(jumps((difference, uniform) -> uniform < 1 / (1 + Math.exp(difference)), DRAWN))
                .isGreaterThan(WRONG);
    }

    @Test
    void wrongRulesOfJumpsAreFoundOut() {
        assertThat(jumps((difference, uniform) -> true, DRAWN)).isGreaterThan(WRONG);
        assertThat(jumps((difference, uniform) -> uniform < Math.exp(difference), DRAWN))
                .isGreaterThan(WRONG);
        assertThat(jumps((difference, uniform) -> uniform < Math.exp(-difference / 2), DRAWN))
                .isGreaterThan(WRONG);
        // The density of the draws forgotten.
        assertThat(jumps(AcceptanceRule.METROPOLIS, new double[] {1, 1, 1, 1})).isGreaterThan(WRONG);
    }

    /** Where no draw ever comes a walker stays; where the target has no weight it never goes. */
    @Test
    void noJumpLeadsOutOfTheEnsembleNorFromWhereNoDrawComes() {
        double[] onlyUpper = {0, 0, 0.5, 0.5};
        HybridSampler sampler = new HybridSampler(
                SYSTEM.dynamics(300),
                (x, offset) -> x[offset] != 3,
                new DiscreteSystem.Draws(onlyUpper, onlyUpper),
                0,
                SEED);
        HybridChain chain = sampler.start(2, new double[] {0, 2});
        sampler.run(chain, 500, now -> {});
        assertThat(chain.walkers().positions()).containsExactly(0, 2);
        assertThat(chain.acceptedJumps()[0]).isZero();
        assertThat(chain.acceptedJumps()[1]).isPositive();
    }

    /** Swaps through a shift of the states on a circle; the two ensembles are of different energies. */
    private static double swaps(AcceptanceRule rule, double claimedLogDet) {
        DiscreteSystem other = new DiscreteSystem(1.5, 0, 0.3, 0.7);
        int pairs = 60;
        LearnedExchange.ConfigurationMap shift = (forward, count, from, to, logDet) -> {
            for (int row = 0; row < count; row++) {
                to[row] = (from[row] + (forward ? 1 : 3)) % 4;
                logDet[row] = forward && from[row] == 0 ? claimedLogDet : 0;
            }
        };
        LearnedExchange exchange = new LearnedExchange(
                SYSTEM.dynamics(1000), other.dynamics(300), Ensemble.EVERYWHERE, shift, 0, SEED, rule);
        double worst = 0;
        double[] p = SYSTEM.probabilities();
        double[] q = other.probabilities();
        // A swap joins (i, j) with (j − 1, i + 1) and nothing else: each such pair is a system of two states.
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                int k = (j + 3) % 4;
                int l = (i + 1) % 4;
                if (i == k) {
                    continue;
                }
                double[] startsA = new double[pairs];
                double[] startsB = new double[pairs];
                Arrays.fill(startsA, i);
                Arrays.fill(startsB, j);
                LearnedExchange.Pairs state = exchange.start(pairs, startsA, startsB);
                Transitions transitions = new Transitions(4, startsA);
                exchange.run(state, 300, () -> transitions.see(state.a().positions()));
                double[][] probability = new double[4][4];
                probability[i][k] = Math.min(1, p[k] * q[l] / (p[i] * q[j]));
                probability[k][i] = Math.min(1, p[i] * q[j] / (p[k] * q[l]));
                probability[i][i] = 1 - probability[i][k];
                probability[k][k] = 1 - probability[k][i];
                worst = Math.max(worst, transitions.worst((from, to) -> probability[(int) from][(int) to]));
            }
        }
        return worst;
    }

    @Test
    void swapsThroughAMapAreInDetailedBalanceAndWrongOnesAreFoundOut() {
        double z = swaps(AcceptanceRule.METROPOLIS, 0);
        System.out.printf(Locale.ROOT, "seed %d: swaps through a map, largest z %.2f%n", SEED, z);
        assertThat(z).isLessThan(RIGHT);
        assertThat(swaps((difference, uniform) -> true, 0)).isGreaterThan(WRONG);
        assertThat(swaps((difference, uniform) -> uniform < Math.exp(difference), 0))
                .isGreaterThan(WRONG);
        // A Jacobian that is not the map's.
        assertThat(swaps(AcceptanceRule.METROPOLIS, 1)).isGreaterThan(WRONG);
    }

    /**
     * Segments of dynamics on a part of an oscillator, x > −0.3, where the probability of x > 1 is known: a segment that
     * ends outside is taken back.
     */
    @Test
    void segmentsKeepTheRestrictedEnsemble() {
        double temperature = 300;
        double frequency = Math.sqrt(LangevinDynamics.GAS_CONSTANT * temperature);
        MetropolisedDynamics dynamics = new MetropolisedDynamics(
                new ParticleSystem(new HarmonicPotential(1), temperature, new double[] {1}),
                new Thermostat(temperature, 0.7 / frequency, frequency),
                1,
                NoiseKey.metropolis(SEED));
        int walkers = 200;
        double[] starts = new double[walkers];
        HybridSampler sampler = new HybridSampler(dynamics, (x, offset) -> x[offset] > -0.3, new NoDraws(), 3, SEED);
        HybridChain chain = sampler.start(walkers, starts);
        sampler.run(chain, 20, now -> {});
        double[] above = new double[walkers];
        int cycles = 1000;
        sampler.run(chain, cycles, now -> {
            for (int walker = 0; walker < walkers; walker++) {
                above[walker] += now.walkers().positions()[walker] > 1 ? 1.0 / cycles : 0;
            }
        });
        assertThat(Arrays.stream(chain.refusedSegments()).sum()).isPositive();
        assertThat(Arrays.stream(chain.acceptedJumps()).sum()).isZero();
        Series.check(SEED, "P(x > 1) on a part of an oscillator", above, tail(1) / tail(-0.3));
    }

    private static double tail(double x) {
        return 0.5 * Erf.erfc(x / Math.sqrt(2));
    }

    /** No draw can be used. */
    private static final class NoDraws implements JumpProposal {

        @Override
        public void draw(int count, double[] positions, double[] logDensity, RandomStream random) {
            Arrays.fill(logDensity, 0, count, Double.NaN);
        }

        @Override
        public void logDensity(int count, double[] positions, double[] logDensity) {
            Arrays.fill(logDensity, 0, count, Double.NEGATIVE_INFINITY);
        }
    }

    /** Counts which state follows which, of many walkers. */
    private static final class Transitions {
        private final long[][] counts;
        private final double[] last;

        Transitions(int states, double[] positions) {
            counts = new long[states][states];
            last = positions.clone();
        }

        void see(double[] positions) {
            for (int walker = 0; walker < last.length; walker++) {
                counts[(int) last[walker]][(int) positions[walker]]++;
                last[walker] = positions[walker];
            }
        }

        /** Given how often each state was left, how often another followed is binomial. */
        double worst(DoubleBinaryOperator exact) {
            double worst = 0;
            for (int i = 0; i < counts.length; i++) {
                long all = Arrays.stream(counts[i]).sum();
                for (int j = 0; j < counts.length; j++) {
                    double p = exact.applyAsDouble(i, j);
                    if (i != j && all > 0 && p > 0) {
                        // A rule that always goes has no spread: one event more keeps the z-score finite.
                        double error = Math.sqrt(all * p * (1 - p) + 1);
                        worst = Math.max(worst, Math.abs(counts[i][j] - all * p) / error);
                    }
                }
            }
            return worst;
        }
    }
}
