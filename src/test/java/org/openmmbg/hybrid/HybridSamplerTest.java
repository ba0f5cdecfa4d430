package org.openmmbg.hybrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.dynamics.Walkers;
import org.openmmbg.potential.DoubleWell;
import org.openmmbg.potential.MuellerBrown;
import org.openmmbg.potential.TwoStateSystem;

class HybridSamplerTest {
    private static final long SEED = 11;

    /** One chain on each system with a generator that is adapted, and with one left bad; HybridStudy has more seeds. */
    @ParameterizedTest
    @ValueSource(strings = {"double well", "Mueller-Brown"})
    void chainsThatStartInOneBasinFindTheExactDifference(String name) {
        TwoStateSystem system = name.equals("double well") ? new DoubleWell(1) : new MuellerBrown(1);
        for (boolean good : new boolean[] {false, true}) {
            HybridStudy.Outcome outcome = HybridStudy.run(system, good, SEED);
            System.out.printf(
                    Locale.ROOT, "%s, %s generator, seed %d: %s%n", name, good ? "good" : "bad", SEED, outcome);
            assertThat(Math.abs(outcome.z())).isLessThan(4);
            assertThat(outcome.estimate().high() - outcome.estimate().low()).isLessThan(2);
            assertThat(outcome.plainCrossings()).isLessThanOrEqualTo(2);
            assertThat(outcome.roundTrips()).isGreaterThan(10);
            if (good) {
                assertThat(outcome.ess()).isGreaterThan(0.3);
            } else {
                assertThat(outcome.ess()).isBetween(1e-4, 0.05);
            }
        }
    }

    private static HybridChain cut(int... cycles) {
        DoubleWell well = new DoubleWell(1);
        HybridSampler sampler =
                HybridStudy.sampler(well, new FlowProposal(HybridStudy.bad(well, 1), CanonicalForm.AS_IS), SEED);
        HybridChain chain = sampler.start(6, HybridStudy.starts(well, 6));
        for (int part : cycles) {
            sampler = HybridStudy.sampler(well, new FlowProposal(HybridStudy.bad(well, 1), CanonicalForm.AS_IS), SEED);
            Walkers saved = chain.walkers();
            chain = new HybridChain(
                    saved.copy(),
                    chain.jumps(),
                    chain.acceptedJumps(),
                    chain.refusedSegments(),
                    chain.cycle(),
                    chain.proposalEvaluations(),
                    chain.failedProposals());
            sampler.run(chain, part, now -> {});
        }
        return chain;
    }

    @Test
    void aChainThatWasCutGoesOnToTheSameBits() {
        HybridChain whole = cut(60);
        HybridChain parts = cut(13, 1, 46);
        assertThat(parts.walkers().positions()).isEqualTo(whole.walkers().positions());
        assertThat(parts.walkers().velocities()).isEqualTo(whole.walkers().velocities());
        assertThat(parts.acceptedJumps()).isEqualTo(whole.acceptedJumps());
        assertThat(parts.evaluations()).isEqualTo(whole.evaluations());
        assertThat(Arrays.stream(whole.acceptedJumps()).sum()).isPositive();
        // The start, a segment's steps and a draw, of each walker.
        assertThat(whole.evaluations()).isEqualTo(6 * (1 + 60 * (HybridStudy.SEGMENT_STEPS + 1)));
    }

    @Test
    void crossingsAreCountedFromStateToState() {
        Crossings crossings = new Crossings(1, (x, offset) -> x[offset] < -1 ? -1 : x[offset] > 1 ? 1 : 0);
        HybridSampler sampler = new HybridSampler(
                new DiscreteSystem(0).dynamics(300),
                Ensemble.EVERYWHERE,
                new DiscreteSystem.Draws(new double[] {1}, new double[] {1}),
                0,
                SEED);
        HybridChain chain = sampler.start(1, new double[1]);
        for (double x : new double[] {0, -2, 0, -2, 2, 0, 2, 0, -2, 2, -2}) {
            chain.walkers().place(0, new double[] {x}, 0, new double[1], 0);
            crossings.see(1, chain.walkers().positions());
        }
        assertThat(crossings.crossings()).containsExactly(4);
        assertThat(crossings.roundTrips()).isEqualTo(2);
    }

    @Test
    void badArgumentsAreRefused() {
        DoubleWell well = new DoubleWell(1);
        HybridSampler sampler =
                HybridStudy.sampler(well, new FlowProposal(HybridStudy.bad(well, 1), CanonicalForm.AS_IS), SEED);
        assertThatThrownBy(() -> sampler.start(1, new double[] {Double.NaN, 0})).hasMessageContaining("walker 0");
        assertThatThrownBy(() -> new HybridSampler(
                        new DiscreteSystem(0).dynamics(300),
                        Ensemble.EVERYWHERE,
                        new DiscreteSystem.Draws(new double[] {1}, new double[] {1}),
                        -1,
                        SEED))
                .hasMessageContaining("segments of -1 steps");
    }
}
