package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MbarTest {

    private static final long SEED = 41;
    private static final Offset<Double> SAME = within(1e-6);

    static Stream<JsonNode> oscillators() {
        return StreamSupport.stream(PymbarFixture.read().get("oscillators").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("oscillators")
    void allIsAsPymbarHasIt(JsonNode system) {
        Oscillators oscillators = new Oscillators(
                PymbarFixture.numbers(system.get("centres")),
                PymbarFixture.numbers(system.get("constants")),
                PymbarFixture.numbers(system.get("offsets")));
        double[] counts = PymbarFixture.numbers(system.get("counts"));
        double[] x = PymbarFixture.numbers(system.get("x"));
        Mbar mbar = Mbar.of(
                oscillators.energies(x),
                Arrays.stream(counts).mapToInt(c -> (int) c).toArray());
        assertThat(mbar.solved()).isTrue();
        assertThat(mbar.warnings()).isEmpty();
        double[] squares = Arrays.stream(x).map(v -> v * v).toArray();
        for (int i = 0; i < mbar.ensembles(); i++) {
            for (int j = 0; j < mbar.ensembles(); j++) {
                AsymptoticEstimate difference = mbar.difference(i, j);
                assertThat(difference.value())
                        .isCloseTo(system.get("differences").get(i).get(j).asDouble(), SAME);
                assertThat(difference.standardError())
                        .isCloseTo(system.get("errors").get(i).get(j).asDouble(), SAME);
                assertThat(mbar.overlap()[i][j])
                        .isCloseTo(system.get("overlap").get(i).get(j).asDouble(), SAME);
            }
            AsymptoticEstimate square = mbar.expectation(i, squares);
            assertThat(square.value()).isCloseTo(system.get("square").get(i).asDouble(), SAME);
            assertThat(square.standardError())
                    .isCloseTo(system.get("square_errors").get(i).asDouble(), SAME);
        }
        assertThat(mbar.scalarOverlap()).isCloseTo(system.get("overlap_scalar").asDouble(), SAME);
        double[] other = Arrays.stream(x).map(v -> 1.25 * (v - 0.7) * (v - 0.7)).toArray();
        AsymptoticEstimate perturbed = mbar.differenceTo(0, other);
        assertThat(perturbed.value()).isCloseTo(system.get("other").asDouble(), SAME);
        assertThat(perturbed.standardError())
                .isCloseTo(system.get("other_error").asDouble(), SAME);
        AsymptoticEstimate mean = mbar.expectation(mbar.weights(other), x);
        assertThat(mean.value()).isCloseTo(system.get("other_mean").asDouble(), SAME);
        assertThat(mean.standardError())
                .isCloseTo(system.get("other_mean_error").asDouble(), SAME);
    }

    /** Repeats of five oscillators with known free energies and moments, the fourth of them not drawn from. */
    @Test
    void errorsAreHonest() {
        Oscillators oscillators = new Oscillators(
                new double[] {0, 1, 2, 2.5, 3}, new double[] {1, 2, 3, 2, 5}, new double[] {0, 3, -1, 0, 40});
        int[] counts = {200, 150, 100, 0, 150};
        Coverage first = new Coverage("F(4) - F(0)", oscillators.freeEnergy(4) - oscillators.freeEnergy(0));
        Coverage unsampled = new Coverage("F(3) - F(1)", oscillators.freeEnergy(3) - oscillators.freeEnergy(1));
        Coverage mean = new Coverage("<x> in 3", 2.5);
        Coverage square = new Coverage("<x^2> in 0", 1);
        for (int repeat = 0; repeat < Coverage.REPEATS; repeat++) {
            double[] x = oscillators.draw(counts, SEED, repeat);
            Mbar mbar = Mbar.of(oscillators.energies(x), counts);
            first.add(mbar.difference(0, 4));
            unsampled.add(mbar.difference(1, 3));
            mean.add(mbar.expectation(3, x));
            square.add(mbar.expectation(0, Arrays.stream(x).map(v -> v * v).toArray()));
        }
        first.check(SEED);
        unsampled.check(SEED);
        mean.check(SEED);
        square.check(SEED);
    }

    @Test
    void manyFarApartStatesAreSolvedFor() {
        int states = 20;
        double[] centres = new double[states];
        double[] constants = new double[states];
        double[] offsets = new double[states];
        int[] counts = new int[states];
        for (int k = 0; k < states; k++) {
            centres[k] = 1.5 * k;
            constants[k] = 1 + 0.1 * k;
            offsets[k] = 1000 * Math.sin(k);
            counts[k] = 100 + 10 * k;
        }
        Oscillators oscillators = new Oscillators(centres, constants, offsets);
        Mbar mbar = Mbar.of(oscillators.energies(oscillators.draw(counts, SEED, 0)), counts);
        System.out.printf("seed %d: %d iterations, last step %.1e%n", SEED, mbar.iterations(), mbar.lastStep());
        assertThat(mbar.solved()).isTrue();
        assertThat(mbar.iterations()).isLessThan(40);
        assertThat(mbar.warnings()).isEmpty();
        for (int k = 1; k < states; k++) {
            AsymptoticEstimate difference = mbar.difference(0, k);
            double exact = oscillators.freeEnergy(k) - oscillators.freeEnergy(0);
            assertThat((difference.value() - exact) / difference.standardError())
                    .isBetween(-4.0, 4.0);
        }
        // The equations hold: weights sum to 1 in each ensemble.
        for (double[] row : mbar.overlap()) {
            assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-9));
        }
    }

    @Test
    void statesWithoutOverlapAreTold() {
        Oscillators oscillators =
                new Oscillators(new double[] {0, 0.5, 9, 9.5}, new double[] {1, 1, 1, 1}, new double[4]);
        int[] counts = {100, 100, 100, 100};
        Mbar mbar = Mbar.of(oscillators.energies(oscillators.draw(counts, SEED, 0)), counts);
        assertThat(mbar.warnings())
                .anySatisfy(warning ->
                        assertThat(warning).startsWith("the ensembles {0, 1} and {2, 3} hardly overlap: similarity"));
        assertThat(mbar.scalarOverlap()).isLessThan(1e-3);
        // Within a group all is well, between them the error is not hidden.
        assertThat(mbar.difference(0, 1).standardError()).isLessThan(0.1);
        assertThat(mbar.difference(0, 2).standardError()).isGreaterThan(1);
    }

    @Test
    void statesThatShareNoDrawHaveNoDifference() {
        double infinite = Double.POSITIVE_INFINITY;
        double[][] energies = {
            {0, 0.1, 0.2, infinite, infinite, infinite},
            {infinite, infinite, infinite, 0, 0.1, 0.2},
            {infinite, infinite, infinite, infinite, infinite, infinite},
            {1, 1.1, 1.2, infinite, infinite, infinite}
        };
        Mbar mbar = Mbar.of(energies, new int[] {3, 3, 0, 0});
        assertThat(mbar.difference(0, 1).standardError()).isEqualTo(infinite);
        assertThat(mbar.difference(0, 2)).isEqualTo(new AsymptoticEstimate(infinite, infinite));
        assertThat(mbar.difference(0, 3).value()).isCloseTo(1, within(1e-12));
        assertThat(mbar.difference(0, 3).standardError()).isCloseTo(0, within(1e-7));
        assertThat(mbar.warnings()).anySatisfy(warning -> assertThat(warning).contains("{0, 3} and {1} and {2}"));
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> Mbar.of(new double[][] {{0}}, new int[] {1, 1}))
                .hasMessageContaining("1 ensembles for 2 counts");
        assertThatThrownBy(() -> Mbar.of(new double[][] {{0}}, new int[] {2}))
                .hasMessageContaining("1 energies in ensemble 0 for 2 draws");
        assertThatThrownBy(() -> Mbar.of(new double[][] {{}}, new int[] {0})).hasMessageContaining("no draws");
        assertThatThrownBy(() -> Mbar.of(new double[][] {{0, Double.NaN}}, new int[] {2}))
                .hasMessageContaining("draw 1 in ensemble 0");
        assertThatThrownBy(() -> Mbar.of(new double[][] {{0, 0}, {0, Double.POSITIVE_INFINITY}}, new int[] {1, 1}))
                .hasMessageContaining("draw 1 in ensemble 1");
        assertThat(Mbar.of(new double[][] {{0, 0}, {Double.POSITIVE_INFINITY, 0}}, new int[] {1, 1})
                        .difference(0, 1)
                        .value())
                .isFinite();
    }

    /** For two ensembles the acceptance ratio is the same estimator. */
    @Test
    void twoEnsemblesAreTheAcceptanceRatio() {
        Oscillators oscillators = new Oscillators(new double[] {0, 1.5}, new double[] {1, 3}, new double[] {0, -7});
        int[] counts = {300, 100};
        double[][] energies = oscillators.energies(oscillators.draw(counts, SEED, 3));
        double[] forward = new double[300];
        double[] reverse = new double[100];
        Arrays.setAll(forward, i -> energies[1][i] - energies[0][i]);
        Arrays.setAll(reverse, i -> energies[0][300 + i] - energies[1][300 + i]);
        Mbar mbar = Mbar.of(energies, counts);
        BennettAcceptanceRatio ratio = BennettAcceptanceRatio.of(forward, reverse);
        assertThat(ratio.difference().value()).isCloseTo(mbar.difference(0, 1).value(), within(1e-9));
        assertThat(ratio.difference().standardError())
                .isCloseTo(mbar.difference(0, 1).standardError(), within(1e-9));
        assertThat(ratio.overlap()).isCloseTo(mbar.scalarOverlap(), within(1e-9));
    }
}
