package org.openmmbg.plugin.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.estimate.BennettAcceptanceRatio;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.ExponentialAveraging;
import org.openmmbg.random.RandomStream;

/** Verdicts on normal works, F(B) − F(A) = 2 kT, and on frames that depend on each other. */
class WorkStudyTest {
    private static final double DIFFERENCE = 2;

    /** Returns works of either side, with a memory of their neighbours. */
    private static double[] works(int count, double difference, double spread, double memory, RandomStream random) {
        double[] works = series(count, memory, random);
        Arrays.setAll(works, i -> difference + spread * spread / 2 + spread * works[i]);
        return works;
    }

    /** Returns normal numbers, each of which keeps this part of the one before: 1 + 2τ = (1 + part)/(1 − part). */
    private static double[] series(int count, double memory, RandomStream random) {
        double[] values = new double[count];
        double value = random.nextGaussian();
        for (int i = 0; i < count; i++) {
            values[i] = value;
            value = memory * value + Math.sqrt(1 - memory * memory) * random.nextGaussian();
        }
        return values;
    }

    private static double memory(double time) {
        double inefficiency = 1 + 2 * time;
        return (inefficiency - 1) / (inefficiency + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 500",
        "1, 500",
        "1, 2000",
        "1.5, 2000",
        "1.5, 5000",
        "2, 5000",
        "2, 20000",
        "3, 20000",
        "4, 20000",
        "6, 20000"
    })
    void worksOfOneSide(double spread, int count) {
        VerdictStudy.Cell cell =
                VerdictStudy.check("one side, spread " + spread + ", " + count + " works", DIFFERENCE, random -> {
                    ExponentialAveraging averaging =
                            ExponentialAveraging.forward(works(count, DIFFERENCE, spread, 0, random));
                    return new VerdictStudy.Outcome(
                            ConvergenceVerdict.of(averaging).converged(),
                            averaging.difference().interval());
                });
        if (spread <= 1 && count >= 2000) {
            assertThat(cell.converged()).isGreaterThanOrEqualTo(VerdictStudy.REPEATS * 9 / 10);
        }
        if (spread >= 3) {
            assertThat(cell.converged()).isZero();
        }
    }

    private static VerdictStudy.Outcome twoSided(
            int count, double spread, double memory, boolean subsample, RandomStream random) {
        WorkSeries forward = Objects.requireNonNull(
                WorkSeries.of("forward", works(count, DIFFERENCE, spread, memory, random), subsample));
        WorkSeries reverse = Objects.requireNonNull(
                WorkSeries.of("reverse", works(count, -DIFFERENCE, spread, memory, random), subsample));
        BennettAcceptanceRatio ratio = BennettAcceptanceRatio.of(forward.values(), reverse.values());
        ConvergenceVerdict verdict =
                ConvergenceVerdict.of(ratio).unless(forward.objection()).unless(reverse.objection());
        return new VerdictStudy.Outcome(verdict.converged(), ratio.difference().interval());
    }

    @ParameterizedTest
    @CsvSource({"0.5, 200", "1, 200", "2, 500", "3, 500", "3, 2000", "4, 2000", "6, 5000"})
    void worksOfBothSides(double spread, int count) {
        VerdictStudy.check(
                "both sides, spread " + spread + ", " + count + " works each",
                DIFFERENCE,
                random -> twoSided(count, spread, 0, false, random));
    }

    @ParameterizedTest
    @ValueSource(doubles = {2, 20, 200})
    void worksThatDependOnEachOther(double time) {
        VerdictStudy.Cell refused = VerdictStudy.check(
                "both sides, correlation time " + time,
                DIFFERENCE,
                random -> twoSided(20_000, 1, memory(time), false, random));
        assertThat(refused.converged()).isZero();
        VerdictStudy.check("the same, thinned", DIFFERENCE, random -> twoSided(20_000, 1, memory(time), true, random));
    }
}
