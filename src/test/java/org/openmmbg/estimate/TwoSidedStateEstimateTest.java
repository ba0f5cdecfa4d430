package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Two normal wells of one width, that at 5 with a twentieth of the mass of that at −5. The generator draws both equally often, each
 * a little too wide, and never goes beyond 5.5 in the second, where 31 % of its mass are.
 */
class TwoSidedStateEstimateTest {
    private static final long SEED = 83;
    private static final int REPEATS = 200;
    private static final int DRAWS = 4000;
    private static final int SAMPLES = 1000;
    private static final double RARE = 0.05;
    private static final double WIDTH = 1.1;
    private static final double END = 0.5;

    /** P(z < END / WIDTH) of a normal distribution. */
    private static final double INSIDE = 0.675238;

    private static double logNormal(double z, double width) {
        return -z * z / (2 * width * width) - Math.log(width * Math.sqrt(2 * Math.PI));
    }

    /** Returns the log-weight at a distance from a well's middle; +∞ where the generator does not go. */
    private static double logWeight(boolean rare, double z) {
        double target = logNormal(z, 1) + (rare ? Math.log(RARE) : 0);
        double drawn = Math.log(0.5) + logNormal(z, WIDTH) - (rare ? Math.log(INSIDE) : 0);
        return rare && z > END ? Double.POSITIVE_INFINITY : target - drawn;
    }

    @Test
    void samplesOfTheStatesMendWhatTheDrawsMiss() {
        int covered = 0;
        int coveredByDraws = 0;
        double meanZ = 0;
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            RandomStream random = new RandomStream(SEED, Purpose.TEST, repeat);
            double[] logWeights = new double[DRAWS];
            boolean[] rare = new boolean[DRAWS];
            boolean[] common = new boolean[DRAWS];
            for (int i = 0; i < DRAWS; i++) {
                rare[i] = random.nextDouble() < 0.5;
                common[i] = !rare[i];
                double z = WIDTH * random.nextGaussian();
                while (rare[i] && z > END) {
                    z = WIDTH * random.nextGaussian();
                }
                logWeights[i] = logWeight(rare[i], z);
            }
            double[] ofRare = new double[SAMPLES];
            double[] ofCommon = new double[SAMPLES];
            Arrays.setAll(ofRare, i -> logWeight(true, random.nextGaussian()));
            Arrays.setAll(ofCommon, i -> logWeight(false, random.nextGaussian()));
            ImportanceWeights weights = new ImportanceWeights(logWeights);
            TwoSidedStateEstimate first =
                    TwoSidedStateEstimate.of("rare", weights, rare, ofRare).orElseThrow();
            TwoSidedStateEstimate second = TwoSidedStateEstimate.of("common", weights, common, ofCommon)
                    .orElseThrow();
            assertThat(first.warnings()).isEmpty();
            Estimate difference = first.less(second, DRAWS);
            double error = (difference.high() - difference.low()) / 3.92;
            meanZ += (difference.value() + Math.log(RARE)) / error / REPEATS;
            covered += holds(difference) ? 1 : 0;
            Estimate drawn = FreeEnergyDifference.between(weights, rare, common, new Bootstrap(SEED, 40));
            coveredByDraws += holds(drawn) ? 1 : 0;
        }
        System.out.printf(
                "seed %d: %d of %d intervals cover, mean z %.2f; of the draws alone %d%n",
                SEED, covered, REPEATS, meanZ, coveredByDraws);
        // 95 % of 200 with three standard deviations of the count.
        assertThat(covered).isBetween(181, 199);
        assertThat(Math.abs(meanZ)).isLessThan(3 / Math.sqrt(REPEATS));
        assertThat(coveredByDraws).isZero();
    }

    private static boolean holds(Estimate difference) {
        return difference.low() <= -Math.log(RARE) && -Math.log(RARE) <= difference.high();
    }

    @Test
    void samplesThatDoNotMeetTheDrawsAreToldOf() {
        ImportanceWeights weights = new ImportanceWeights(new double[1000]);
        boolean[] all = new boolean[1000];
        Arrays.fill(all, true);
        double[] far = new double[200];
        Arrays.fill(far, 20);
        TwoSidedStateEstimate found =
                TwoSidedStateEstimate.of("A", weights, all, far).orElseThrow();
        assertThat(found.warnings())
                .singleElement()
                .asString()
                .startsWith("the draws in state A and the samples of it");
    }

    @Test
    void withoutDrawsOrWithFewSamplesThereIsNone() {
        ImportanceWeights weights = new ImportanceWeights(new double[1000]);
        assertThat(TwoSidedStateEstimate.of("A", weights, new boolean[1000], new double[500]))
                .isEmpty();
        boolean[] all = new boolean[1000];
        Arrays.fill(all, true);
        assertThat(TwoSidedStateEstimate.of("A", weights, all, new double[99])).isEmpty();
    }
}
