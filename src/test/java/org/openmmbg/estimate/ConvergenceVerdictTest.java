package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class ConvergenceVerdictTest {

    private static final Map<String, boolean[]> NONE = Map.of();

    @Test
    void manyEqualWeightsConverge() {
        ConvergenceVerdict verdict = ConvergenceVerdict.of(ImportanceWeights.equal(1000), Map.of("A", first(1000, 20)));
        assertThat(verdict.converged()).isTrue();
        assertThat(verdict.reason())
                .isEqualTo("raw ESS 100 %, 1000 effective samples, largest weight 0.100 % of the sum");
    }

    @Test
    void eachCriterionFailsByItself() {
        fails(withNonZero(100_000, 900), NONE, "raw ESS is 0.900 %, at least 1.00 % is needed");
        fails(withNonZero(1000, 199), NONE, "199.0 effective samples, at least 200 are needed");
        fails(
                ImportanceWeights.equal(1000),
                Map.of("phi>0", first(1000, 19)),
                "19.0 effective samples in state phi>0, at least 20 are needed");
        // One weight of 60 among 1000 of 1: 5.66 % of the sum, but still 245 effective samples.
        double[] logWeights = new double[1000];
        logWeights[5] = Math.log(60);
        fails(new ImportanceWeights(logWeights), NONE, "one weight is 5.67 % of the sum, at most 5.00 % is allowed");
        fails(new ImportanceWeights(new double[] {Double.NaN}), NONE, "raw ESS is 0.00 %, at least 1.00 % is needed");
    }

    @Test
    void heavyTailsAreWarnedOfAndDoNotDecide() {
        RandomStream stream = new RandomStream(5, Purpose.TEST, 0);
        double[] logWeights = new double[50_000];
        Arrays.setAll(logWeights, i -> -0.8 * Math.log(1 - stream.nextDouble()));
        ConvergenceVerdict verdict = ConvergenceVerdict.of(new ImportanceWeights(logWeights), NONE);
        assertThat(verdict.converged()).isTrue();
        assertThat(verdict.warnings()).singleElement().asString().contains("Pareto k");
    }

    @Test
    void estimatesOfWorkAreJudgedByTheirOverlap() {
        double[] far = {30, 31, 32};
        ConvergenceVerdict verdict = ConvergenceVerdict.of(BennettAcceptanceRatio.of(far, far));
        assertThat(verdict.converged()).isFalse();
        assertThat(verdict.reason()).startsWith("the ensembles {A} and {B} hardly overlap");
        double[] near = {0.1, -0.1, 0.3};
        assertThat(ConvergenceVerdict.of(BennettAcceptanceRatio.of(near, near)))
                .matches(ConvergenceVerdict::converged)
                .extracting(ConvergenceVerdict::reason)
                .asString()
                .startsWith("overlap 0.9");
        assertThat(ConvergenceVerdict.of(ExponentialAveraging.forward(far)).converged())
                .isFalse();
        assertThat(ConvergenceVerdict.of(ExponentialAveraging.forward(new double[100]))
                        .reason())
                .isEqualTo("100 effective samples, Pareto k 0.00");
        Oscillators apart = new Oscillators(new double[] {0, 1, 20}, new double[] {1, 1, 1}, new double[3]);
        int[] counts = {50, 50, 50};
        assertThat(ConvergenceVerdict.of(Mbar.of(apart.energies(apart.draw(counts, 5, 0)), counts))
                        .converged())
                .isFalse();
        Oscillators close = new Oscillators(new double[] {0, 1, 2}, new double[] {1, 1, 1}, new double[3]);
        assertThat(ConvergenceVerdict.of(Mbar.of(close.energies(close.draw(counts, 5, 0)), counts))
                        .converged())
                .isTrue();
    }

    private static void fails(ImportanceWeights weights, Map<String, boolean[]> states, String reason) {
        ConvergenceVerdict verdict = ConvergenceVerdict.of(weights, states);
        assertThat(verdict.converged()).isFalse();
        assertThat(verdict.reason()).isEqualTo(reason);
    }

    private static ImportanceWeights withNonZero(int count, int nonZero) {
        double[] logWeights = new double[count];
        Arrays.fill(logWeights, nonZero, count, Double.NEGATIVE_INFINITY);
        return new ImportanceWeights(logWeights);
    }

    private static boolean[] first(int count, int members) {
        boolean[] result = new boolean[count];
        Arrays.fill(result, 0, members, true);
        return result;
    }
}
