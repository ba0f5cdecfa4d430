package org.openmmbg.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.openmmbg.potential.HarmonicPotential;
import org.openmmbg.sampling.AdaptiveExploration.Walkers;

class AdaptiveExplorationTest {
    private static final long SEED = 11;
    private static final HarmonicPotential TARGET = new HarmonicPotential(1, 4);

    private static AdaptiveExploration exploration(Walkers walkers, int batch) {
        return new AdaptiveExploration(LatentWalkersTest.distorted(), TARGET, walkers, batch, 0.4, SEED);
    }

    private static Walkers fresh(int count) {
        double[] start = {0.5, 0.2};
        double[] energy = new double[1];
        TARGET.evaluate(1, start, energy, null);
        return Walkers.at(start, energy[0], count, 0.01);
    }

    @Test
    void theLengthAdaptsUntilTheShareAcceptedIsAsAsked() {
        AdaptiveExploration exploration = exploration(fresh(200), 100);
        for (int round = 0; round < 400; round++) {
            exploration.advance();
        }
        double mean = 0;
        for (int round = 0; round < 200; round++) {
            mean += exploration.advance() / 200;
        }
        assertThat(mean).isCloseTo(0.4, within(0.03));
        assertThat(exploration.walkers().length()).isGreaterThan(0.1);
        double[] energies = new double[200];
        TARGET.evaluate(200, exploration.walkers().positions(), energies, null);
        assertThat(exploration.walkers().energies()).containsExactly(energies);
    }

    @Test
    void walkersTakeTurns() {
        AdaptiveExploration exploration = exploration(fresh(10), 4);
        // 5 rounds of 4 of 10 walkers: everyone's turn came twice, and short moves are accepted.
        for (int round = 0; round < 5; round++) {
            exploration.advance();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(exploration.walkers().positions()[2 * i]).isNotEqualTo(0.5);
        }
        assertThat(exploration.walkers().round()).isEqualTo(5);
        assertThat(exploration.walkers().accepted()).isBetween(10L, 20L);
    }

    @Test
    void savedWalkersGoOnAsIfNothingHadHappened() {
        AdaptiveExploration whole = exploration(fresh(10), 4);
        AdaptiveExploration stopped = exploration(fresh(10), 4);
        for (int round = 0; round < 7; round++) {
            whole.advance();
            stopped.advance();
        }
        Walkers saved = stopped.walkers();
        AdaptiveExploration resumed = exploration(
                new Walkers(
                        saved.positions().clone(),
                        saved.energies().clone(),
                        saved.length(),
                        saved.round(),
                        saved.accepted()),
                4);
        for (int round = 0; round < 7; round++) {
            whole.advance();
            resumed.advance();
        }
        assertThat(resumed.walkers().positions())
                .containsExactly(whole.walkers().positions());
        assertThat(resumed.walkers().length()).isEqualTo(whole.walkers().length());
        assertThat(resumed.walkers().accepted()).isEqualTo(whole.walkers().accepted());
    }

    @Test
    void whatCannotBeExploredIsRefused() {
        assertThatThrownBy(() -> Walkers.at(new double[2], Double.NaN, 3, 0.1)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> exploration(fresh(3), 4)).hasMessageContaining("rounds of 4 of 3");
    }
}
