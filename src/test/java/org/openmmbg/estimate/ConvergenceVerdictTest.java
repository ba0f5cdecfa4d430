package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
