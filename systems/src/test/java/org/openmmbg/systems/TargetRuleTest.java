package org.openmmbg.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openmmbg.systems.TargetRule.Verdict;

class TargetRuleTest {
    private Topology topology = Ala2.topology();
    private double[] positions = new double[0];
    private TargetRule rule = TargetRule.of(topology);

    @BeforeEach
    void load() {
        positions = TestFiles.ala2().models().get(0).clone();
    }

    @Test
    void realStructureIsAccepted() {
        assertThat(rule.centres()).hasSize(1);
        assertThat(rule.transBonds()).hasSize(2);
        assertThat(rule.judge(positions, 0)).isEqualTo(Verdict.ACCEPTED);
        assertThat(rule.accepts(positions, 0)).isTrue();
    }

    @Test
    void mirrorImageHasTheWrongChirality() {
        for (int i = 0; i < positions.length; i += 3) {
            positions[i] = -positions[i];
        }
        assertThat(rule.judge(positions, 0)).isEqualTo(Verdict.WRONG_CHIRALITY);
        assertThat(rule.allowCis().judge(positions, 0)).isEqualTo(Verdict.WRONG_CHIRALITY);
    }

    @Test
    void halfATurnAboutEitherPeptideBondIsCis() {
        for (TorsionObservable omega : Torsions.omega(topology)) {
            double before = omega.value(positions, 0);
            double[] turned = Ala2.turn(positions, omega.j(), omega.k(), Math.PI);
            assertThat(Math.cos(omega.value(turned, 0) - before)).isLessThan(-0.999);
            assertThat(rule.judge(turned, 0)).isEqualTo(Verdict.CIS_PEPTIDE);
            assertThat(rule.allowCis().judge(turned, 0)).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void theLimitIsARightAngle() {
        TorsionObservable omega = Torsions.omega(topology).get(0);
        double trans = omega.value(positions, 0);
        double[] inside = Ala2.turn(positions, omega.j(), omega.k(), Math.toRadians(91) - trans);
        double[] outside = Ala2.turn(positions, omega.j(), omega.k(), Math.toRadians(89) - trans);
        assertThat(omega.value(inside, 0)).isCloseTo(Math.toRadians(91), within(1e-9));
        assertThat(rule.accepts(inside, 0)).isTrue();
        assertThat(rule.accepts(outside, 0)).isFalse();
    }

    @Test
    void theOffsetPicksTheConfiguration() {
        double[] two = Arrays.copyOf(positions, 2 * positions.length);
        assertThat(rule.accepts(two, positions.length)).isFalse();
        System.arraycopy(positions, 0, two, positions.length, positions.length);
        assertThat(rule.accepts(two, positions.length)).isTrue();
    }

    @Test
    void nanIsNeverAccepted() {
        positions[3 * topology.find(1, "CB")] = Double.NaN;
        assertThat(rule.accepts(positions, 0)).isFalse();
    }

    @Test
    void bondsBeforeProlineAreFreeAndGlycineHasNoCentre() throws IOException {
        TargetRule peptide = TargetRule.of(Peptides.capped("GLY", "PRO", "ALA"));
        assertThat(peptide.centres()).hasSize(2);
        assertThat(peptide.transBonds()).hasSize(3);
    }
}
