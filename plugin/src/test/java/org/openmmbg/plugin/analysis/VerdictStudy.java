package org.openmmbg.plugin.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import org.openmmbg.estimate.Estimate;
import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/**
 * Whether "converged" may be believed: an estimate with its verdict, made many times from other random numbers. Of what is
 * called converged nearly 95 % of the intervals must hold the answer, and the mean error be small beside its bar.
 *
 * <p>With the system property {@code study.repeats} more repeats than in the suite; the figures of 200 are in the validation
 * pages.
 */
public final class VerdictStudy {
    /** Repeats of a cell. */
    public static final int REPEATS = Integer.getInteger("study.repeats", 20);

    private static final long SEED = 97;

    private VerdictStudy() {}

    /**
     * One repeat.
     *
     * @param converged whether it is called so
     */
    public record Outcome(boolean converged, Estimate estimate) {}

    /** Makes an estimate. */
    @FunctionalInterface
    public interface Repeat {
        /** Makes it of these random numbers. */
        Outcome run(RandomStream random);
    }

    /**
     * What a cell of a study found.
     *
     * @param converged repeats that were called converged
     * @param covered of these, with an interval that holds the answer
     * @param bias mean of their errors over the mean of their standard errors
     */
    public record Cell(int converged, int covered, double bias) {}

    /** Runs a cell and checks it: coverage of 90 % and more and a bias below a third, each as far as so few repeats can tell. */
    public static Cell check(String name, double truth, Repeat repeat) {
        int converged = 0;
        int covered = 0;
        double errors = 0;
        double bars = 0;
        for (int i = 0; i < REPEATS; i++) {
            Outcome outcome = repeat.run(new RandomStream(SEED, Purpose.TEST, i));
            Estimate estimate = outcome.estimate();
            if (outcome.converged()) {
                converged++;
                covered += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
                errors += estimate.value() - truth;
                bars += (estimate.high() - estimate.low()) / 3.92;
            }
        }
        Cell cell = new Cell(converged, covered, converged == 0 ? 0 : errors / bars);
        System.out.printf(
                "seed %d, %s: converged %d of %d, of these covered %d, bias %.2f of the mean error%n",
                SEED, name, converged, REPEATS, covered, cell.bias);
        assertThat((double) covered).as(name).isGreaterThanOrEqualTo(0.9 * converged - 2 * Math.sqrt(0.09 * converged));
        assertThat(Math.abs(cell.bias)).as(name).isLessThanOrEqualTo(1.0 / 3 + 2 / Math.sqrt(Math.max(1, converged)));
        return cell;
    }
}
