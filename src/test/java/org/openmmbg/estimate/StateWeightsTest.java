package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

class StateWeightsTest {
    private static final long SEED = 67;

    private static void objects(StateWeights weights, String reason) {
        assertThat(weights.objection()).contains(reason);
    }

    private static StateWeights all(ImportanceWeights weights) {
        return StateWeights.ofAll(weights, SeedWeights.NONE);
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

    @Test
    void eachCriterionFailsByItself() {
        objects(all(withNonZero(100_000, 900)), "raw ESS is 0.900 %, at least 1.00 % is needed");
        objects(all(withNonZero(1000, 199)), "199.0 effective samples, at least 200 are needed");
        ImportanceWeights equal = ImportanceWeights.equal(1000);
        objects(
                StateWeights.in("phi>0", equal, first(1000, 19), SeedWeights.NONE),
                "19.0 effective samples in state phi>0, at least 20 are needed");
        objects(
                StateWeights.in("phi>0", equal, first(1000, 20), SeedWeights.NONE),
                "too few draws of positive weight in state phi>0 to judge the tail of their weights");
        assertThat(StateWeights.in("phi>0", equal, first(1000, 30), SeedWeights.NONE)
                        .objection())
                .isEmpty();
        // One weight of 60 among 1000 of 1: 5.66 % of the sum, but still 245 effective samples.
        double[] logWeights = new double[1000];
        logWeights[5] = Math.log(60);
        objects(all(new ImportanceWeights(logWeights)), "one weight is 5.67 % of the sum, at most 5.00 % is allowed");
        objects(all(new ImportanceWeights(new double[] {Double.NaN})), "raw ESS is 0.00 %, at least 1.00 % is needed");
        objects(
                StateWeights.ofAll(equal, new SeedWeights(new double[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 1})),
                "10.0 % of the seeds lie where the generator does not go, at most 5.00 % are allowed");
    }

    /** Weights v^(−0.8) with v uniform have a finite mean and no variance. */
    @Test
    void aHeavyTailIsNotConverged() {
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 0);
        double[] logWeights = new double[50_000];
        Arrays.setAll(logWeights, i -> -0.8 * Math.log(1 - stream.nextDouble()));
        StateWeights weights = all(new ImportanceWeights(logWeights));
        assertThat(weights.paretoK()).isCloseTo(0.8, within(0.1));
        assertThat(weights.objection().orElseThrow())
                .startsWith("the tail of the weights is heavy: Pareto k is 0.")
                .endsWith("at most 0.70 is allowed for 50000 draws");
    }

    /** One draw in a hundred is in a state whose weights have a heavy tail: the tail of all weights is as good as that of the rest. */
    @Test
    void aHeavyTailInARareStateIsFoundThere() {
        int count = 100_000;
        RandomStream stream = new RandomStream(SEED, Purpose.TEST, 1);
        double[] logWeights = new double[count];
        boolean[] rare = first(count, count / 100);
        for (int i = 0; i < count; i++) {
            logWeights[i] =
                    rare[i] ? Math.log(0.01) - 0.9 * Math.log(1 - stream.nextDouble()) : 0.4 * stream.nextGaussian();
        }
        ImportanceWeights weights = new ImportanceWeights(logWeights);
        assertThat(all(weights).objection()).isEmpty();
        assertThat(StateWeights.in("A", weights, rare, SeedWeights.NONE).objection())
                .isPresent();
    }

    /** Seeds of a rare state that weigh more than any draw there, but less than the heaviest draw of all. */
    @Test
    void missedSeedsAreMeasuredAgainstTheirOwnState() {
        double[] drawn = new double[1000];
        Arrays.fill(drawn, 0, 100, -3);
        ImportanceWeights weights = new ImportanceWeights(drawn);
        double[] seeds = new double[100];
        Arrays.fill(seeds, 0, 80, -3);
        Arrays.fill(seeds, 80, 100, -1);
        assertThat(StateWeights.ofAll(weights, new SeedWeights(seeds)).missedSeeds())
                .isZero();
        StateWeights rare = StateWeights.in("A", weights, first(1000, 100), new SeedWeights(seeds));
        assertThat(rare.missedSeeds()).isEqualTo(0.2);
        assertThat(rare.missedFreeEnergy()).isCloseTo(-Math.log(0.8), within(1e-15));
        objects(rare, "20.0 % of the seeds in state A lie where the generator does not go, at most 5.00 % are allowed");
    }

    @Test
    void seedsOutsideDoNotCountAndFailedOnesAreMissed() {
        double[] equal = new double[12];
        Arrays.fill(equal, 2);
        ImportanceWeights draws = new ImportanceWeights(equal);
        StateWeights found = StateWeights.ofAll(
                draws, new SeedWeights(new double[] {2, Double.NEGATIVE_INFINITY, Double.NaN, 0, 5}));
        assertThat(found.seeds()).isEqualTo(4);
        assertThat(found.missedSeeds()).isEqualTo(0.5);
        StateWeights none = StateWeights.in("A", draws, new boolean[12], new SeedWeights(new double[] {1}));
        assertThat(none.missedSeeds()).isEqualTo(1);
        assertThat(none.effectiveSamples()).isZero();
        assertThat(all(draws).missedSeeds()).isZero();
    }

    /** A place of a tenth of the seeds has four draws of weight 10 among a thousand, which have 3.9 % of the sum. */
    @Test
    void whatFewDrawsStandForIsMissedBeyondTheirShare() {
        double[] drawn = new double[1000];
        Arrays.fill(drawn, 0, 4, Math.log(10));
        double[] seeds = new double[100];
        Arrays.fill(seeds, 0, 10, Math.log(10));
        StateWeights found = StateWeights.ofAll(new ImportanceWeights(drawn), new SeedWeights(seeds));
        assertThat(found.missedSeeds()).isCloseTo(0.1 - 40.0 / 1036, within(1e-12));
        Arrays.fill(drawn, 0, 12, Math.log(10));
        assertThat(StateWeights.ofAll(new ImportanceWeights(drawn), new SeedWeights(seeds))
                        .missedSeeds())
                .as("twelve draws are not few")
                .isZero();
    }

    /**
     * The target has two wells, at −5 and 5. A generator of one of them has weights that look flawless; the seeds of the
     * other well give it away.
     */
    @Test
    void aModeLeftOutShowsInTheSeeds() {
        double[] draws = new double[2000];
        new RandomStream(SEED, Purpose.TEST, 2).fillGaussian(draws, 0, draws.length);
        double[] seeds = new double[500];
        new RandomStream(SEED, Purpose.TEST, 3).fillGaussian(seeds, 0, seeds.length);
        ImportanceWeights ofLeft = new ImportanceWeights(
                Arrays.stream(draws).map(x -> logWeight(-5 + 1.1 * x)).toArray());
        double[] leftSeeds = Arrays.stream(seeds).map(x -> logWeight(-5 + x)).toArray();
        assertThat(StateWeights.ofAll(ofLeft, new SeedWeights(leftSeeds)).objection())
                .isEmpty();
        double[] bothSeeds = new double[seeds.length];
        Arrays.setAll(bothSeeds, i -> logWeight((i % 2 == 0 ? -5 : 5) + seeds[i]));
        StateWeights both = StateWeights.ofAll(ofLeft, new SeedWeights(bothSeeds));
        assertThat(both.missedSeeds()).isBetween(0.45, 0.55);
        assertThat(both.objection().orElseThrow()).contains("of the seeds lie where the generator does not go");
    }

    /** Returns log of two wells over a normal density at −5 of spread 1.1. */
    private static double logWeight(double x) {
        double target = Math.log(Math.exp(-(x + 5) * (x + 5) / 2) + Math.exp(-(x - 5) * (x - 5) / 2));
        return target + (x + 5) * (x + 5) / (2 * 1.1 * 1.1);
    }
}
