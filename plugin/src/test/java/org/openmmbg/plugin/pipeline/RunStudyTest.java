package org.openmmbg.plugin.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openmmbg.estimate.Bootstrap;
import org.openmmbg.estimate.ConvergenceVerdict;
import org.openmmbg.estimate.Estimate;
import org.openmmbg.plugin.analysis.VerdictStudy;
import org.openmmbg.plugin.analysis.WeightedSeeds;
import org.openmmbg.random.RandomStream;

/** A run's verdict on generators that are wrong in known ways. */
class RunStudyTest {
    private static final int DRAWS = 20_000;
    private static final int SEEDS = 1000;

    /** A distribution on a line. */
    private interface Line {
        double draw(RandomStream random);

        double logDensity(double x);
    }

    /**
     * Normal wells.
     *
     * @param shares of the whole, adding up to 1
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Wells(double[] shares, double[] middles, double[] widths) implements Line {
        @Override
        public double draw(RandomStream random) {
            double which = random.nextDouble();
            int well = 0;
            while (well < shares.length - 1 && which >= shares[well]) {
                which -= shares[well++];
            }
            return middles[well] + widths[well] * random.nextGaussian();
        }

        @Override
        public double logDensity(double x) {
            double sum = 0;
            for (int i = 0; i < shares.length; i++) {
                double z = (x - middles[i]) / widths[i];
                sum += shares[i] * Math.exp(-z * z / 2) / (widths[i] * Math.sqrt(2 * Math.PI));
            }
            return Math.log(sum);
        }
    }

    private static Samples samples(Line target, Line generator, int count, RandomStream random) {
        Samples samples = new Samples(count, 1);
        for (int i = 0; i < count; i++) {
            double x = generator.draw(random);
            samples.positions()[i] = x;
            samples.logDensities()[i] = generator.logDensity(x);
            samples.energies()[i] = -target.logDensity(x);
            samples.weigh(i, Samples.Reason.NONE);
        }
        return samples;
    }

    /** A run's results of F(x > boundary) − F(x < boundary), with seeds that are samples of the target. */
    private static VerdictStudy.Outcome run(Line target, Line generator, double boundary, RandomStream random) {
        double[] seeds = new double[SEEDS];
        double[] logWeights = new double[SEEDS];
        for (int i = 0; i < SEEDS; i++) {
            seeds[i] = target.draw(random);
            logWeights[i] = target.logDensity(seeds[i]) - generator.logDensity(seeds[i]);
        }
        Bootstrap bootstrap = new Bootstrap(random.nextLong(), 100);
        Findings main = new Findings(
                1,
                samples(target, generator, DRAWS, random),
                new WeightedSeeds(seeds, logWeights, null),
                Map.of(),
                bootstrap);
        Findings check = new Findings(
                1, samples(target, generator, DRAWS / 10, random), WeightedSeeds.NONE, Map.of(), bootstrap);
        for (Findings findings : List.of(main, check)) {
            findings.state("above", (x, offset) -> x[offset] > boundary);
            findings.state("below", (x, offset) -> x[offset] < boundary);
            findings.difference("above", "below");
        }
        Results.FreeEnergy found = main.freeEnergies().get(0);
        ConvergenceVerdict verdict = main.verdict(check);
        return new VerdictStudy.Outcome(
                verdict.converged(),
                new Estimate(
                        found.valueKT(), found.ci95KT().low(), found.ci95KT().high()));
    }

    /** The target is a normal distribution of width 1; the state is what lies above 1, 15.87 % of it. */
    @ParameterizedTest
    @ValueSource(doubles = {1.2, 1, 0.8, 0.65, 0.5})
    void generatorsThatAreTooNarrow(double width) {
        Line target = new Wells(new double[] {1}, new double[] {0}, new double[] {1});
        Line generator = new Wells(new double[] {1}, new double[] {0}, new double[] {width});
        double truth = Math.log(0.841344746 / 0.158655254);
        VerdictStudy.Cell cell =
                VerdictStudy.check("width " + width, truth, random -> run(target, generator, 1, random));
        if (width >= 1) {
            assertThat(cell.converged()).as("right generators").isGreaterThanOrEqualTo(VerdictStudy.REPEATS * 3 / 4);
        }
    }

    /**
     * A well of the rest at 0, and one of the given share at 8, both in the state below 12; above it, at 16, another 20 %. The well
     * at 8 is drawn at a fraction of its share.
     */
    @ParameterizedTest
    @CsvSource({"0.04, 0.01", "0.04, 0.001", "0.04, 0", "0.2, 0.01", "0.2, 0.001", "0.2, 0"})
    void wellsThatAreHardlyDrawn(double share, double fraction) {
        double[] middles = {0, 8, 16};
        double[] widths = {1, 1, 1};
        Line target = new Wells(new double[] {0.8 - share, share, 0.2}, middles, widths);
        double drawn = share * fraction;
        Line generator = new Wells(new double[] {0.8 - drawn, drawn, 0.2}, middles, new double[] {1.1, 1.1, 1.1});
        VerdictStudy.check(
                "share " + share + " drawn at " + fraction, Math.log(4), random -> run(target, generator, 12, random));
    }
}
