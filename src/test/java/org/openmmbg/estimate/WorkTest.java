package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** Exponential averaging and the acceptance ratio. */
class WorkTest {

    private static final long SEED = 43;
    private static final Offset<Double> SAME = within(1e-6);

    @Test
    void allIsAsPymbarHasIt() {
        JsonNode expected = PymbarFixture.read().get("two_sided");
        double[] forward = PymbarFixture.numbers(expected.get("forward"));
        double[] reverse = PymbarFixture.numbers(expected.get("reverse"));
        check(BennettAcceptanceRatio.of(forward, reverse).difference(), expected, "bar");
        check(ExponentialAveraging.forward(forward).difference(), expected, "exp_forward");
        check(ExponentialAveraging.reverse(reverse).difference(), expected, "exp_reverse");
    }

    private static void check(AsymptoticEstimate estimate, JsonNode expected, String name) {
        assertThat(estimate.value()).isCloseTo(expected.get(name).asDouble(), SAME);
        assertThat(estimate.standardError())
                .isCloseTo(expected.get(name + "_error").asDouble(), SAME);
    }

    /** Gaussian works, N(ΔF + s²/2, s²) forward and N(−ΔF + s²/2, s²) back, obey Crooks' relation. */
    @Test
    void errorsAreHonest() {
        double truth = 2.5;
        Coverage forward = new Coverage("EXP forward", truth);
        Coverage reverse = new Coverage("EXP reverse", truth);
        Coverage both = new Coverage("BAR", truth);
        for (int repeat = 0; repeat < Coverage.REPEATS; repeat++) {
            double[] there = works(400, truth, 0.6, 2L * repeat);
            double[] back = works(250, -truth, 0.6, 2L * repeat + 1);
            forward.add(ExponentialAveraging.forward(there).difference());
            reverse.add(ExponentialAveraging.reverse(back).difference());
            there = works(400, truth, 1.5, 2L * repeat);
            back = works(250, -truth, 1.5, 2L * repeat + 1);
            both.add(BennettAcceptanceRatio.of(there, back).difference());
        }
        forward.check(SEED);
        reverse.check(SEED);
        both.check(SEED);
    }

    private static double[] works(int count, double difference, double spread, long block) {
        double[] work = new double[count];
        new RandomStream(SEED, Purpose.TEST, block).fillGaussian(work, 0, count);
        return Arrays.stream(work)
                .map(w -> difference + spread * spread / 2 + spread * w)
                .toArray();
    }

    @Test
    void littleOverlapIsTold() {
        double[] near = works(1500, 1, 1, 0);
        double[] nearBack = works(1500, -1, 1, 1);
        double[] far = works(500, 1, 8, 0);
        double[] farBack = works(500, -1, 8, 1);
        assertThat(BennettAcceptanceRatio.of(near, nearBack).warnings()).isEmpty();
        assertThat(ExponentialAveraging.forward(near).warnings()).isEmpty();
        assertThat(BennettAcceptanceRatio.of(far, farBack).overlap()).isLessThan(0.01);
        assertThat(BennettAcceptanceRatio.of(far, farBack).warnings())
                .singleElement()
                .asString()
                .startsWith("the ensembles {A} and {B} hardly overlap");
        assertThat(ExponentialAveraging.forward(far).warnings())
                .anySatisfy(warning -> assertThat(warning).startsWith("too few draws for the work's spread of 7.8 kT"))
                .anySatisfy(warning -> assertThat(warning).contains("Pareto k"));
    }

    /** Each side by itself is trusted, and they say two different things. */
    @Test
    void sidesThatContradictEachOtherAreTold() {
        double[] there = works(2000, 1, 0.5, 0);
        double[] back = works(2000, -1.5, 0.5, 1);
        assertThat(ExponentialAveraging.forward(there).warnings()).isEmpty();
        assertThat(ExponentialAveraging.reverse(back).warnings()).isEmpty();
        assertThat(BennettAcceptanceRatio.of(there, back).warnings())
                .singleElement()
                .asString()
                .startsWith("the draws of either ensemble by themselves contradict each other: 0.99");
    }

    @Test
    void fewDrawsAreTold() {
        double[] many = works(2000, 1, 0.5, 0);
        double[] one = {-0.9};
        assertThat(BennettAcceptanceRatio.of(many, one).warnings())
                .contains("1 draws of one ensemble, at least 50 are needed");
        assertThat(ExponentialAveraging.reverse(one).warnings()).hasSize(2);
    }

    @Test
    void ensemblesThatAreTheSameOverlapWhollyAndDifferByTheirOffset() {
        double[] there = new double[10];
        double[] back = new double[30];
        Arrays.fill(there, 1234.5);
        Arrays.fill(back, -1234.5);
        BennettAcceptanceRatio ratio = BennettAcceptanceRatio.of(there, back);
        assertThat(ratio.difference().value()).isCloseTo(1234.5, within(1e-9));
        assertThat(ratio.difference().standardError()).isCloseTo(0, within(1e-7));
        assertThat(ratio.overlap()).isCloseTo(1, within(1e-12));
    }

    @Test
    void drawsOutsideAndFailedOnesHaveNoWeightButCount() {
        double infinite = Double.POSITIVE_INFINITY;
        ExponentialAveraging averaging = ExponentialAveraging.forward(new double[] {1, 1, infinite, Double.NaN});
        assertThat(averaging.difference().value()).isCloseTo(1 + Math.log(2), within(1e-12));
        assertThat(averaging.warnings()).contains("1 evaluations failed; they count as draws of weight 0");
        // Half of A lies outside B, all of B inside A: F(B) − F(A) = log 2.
        double[] forward = new double[1000];
        Arrays.fill(forward, 0, 500, infinite);
        double[] reverse = new double[1000];
        BennettAcceptanceRatio ratio = BennettAcceptanceRatio.of(forward, reverse);
        assertThat(ratio.difference().value()).isCloseTo(Math.log(2), within(1e-9));
        forward[0] = Double.NaN;
        assertThat(BennettAcceptanceRatio.of(forward, reverse).difference().value())
                .isCloseTo(Math.log(2), within(1e-9));
        assertThat(BennettAcceptanceRatio.of(forward, reverse).failedCount()).isEqualTo(1);
    }

    @Test
    void sidesThatDoNotMeetHaveNoDifference() {
        double infinite = Double.POSITIVE_INFINITY;
        double[] none = {infinite, Double.NaN};
        double[] some = {0.5, infinite};
        assertThat(BennettAcceptanceRatio.of(none, some).difference())
                .isEqualTo(new AsymptoticEstimate(infinite, infinite));
        assertThat(BennettAcceptanceRatio.of(some, none).difference())
                .isEqualTo(new AsymptoticEstimate(-infinite, infinite));
        assertThat(BennettAcceptanceRatio.of(none, none).difference().value()).isNaN();
        assertThat(BennettAcceptanceRatio.of(none, none).warnings()).hasSize(3);
        assertThatThrownBy(() -> BennettAcceptanceRatio.of(new double[0], some))
                .hasMessageContaining("no work of ensemble A");
        assertThatThrownBy(() -> BennettAcceptanceRatio.of(some, new double[] {0, -infinite}))
                .hasMessageContaining("work 1 is −∞");
    }
}
