package org.openmmbg.estimate;

import static org.assertj.core.api.Assertions.assertThat;

/** How often 95 % intervals of repeats hold the truth, and the mean z-score where there are standard errors. */
final class Coverage {

    static final int REPEATS = 200;

    private final String name;
    private final double truth;
    private int count;
    private int held;
    private int withError;
    private double sumZ;

    Coverage(String name, double truth) {
        this.name = name;
        this.truth = truth;
    }

    void add(AsymptoticEstimate estimate) {
        sumZ += (estimate.value() - truth) / estimate.standardError();
        withError++;
        add(estimate.interval());
    }

    void add(Estimate estimate) {
        held += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
        count++;
    }

    /** Prints and checks: mean z within ±0.25, intervals that hold the truth in 90 to 99 %. */
    void check(long seed) {
        double z = withError == 0 ? 0 : sumZ / withError;
        System.out.printf(
                "seed %d, %s: mean z %s, %d of %d intervals hold %.5f%n",
                seed, name, withError == 0 ? "-" : z, held, count, truth);
        assertThat(count).isEqualTo(REPEATS);
        assertThat(z).as("mean z of %s", name).isBetween(-0.25, 0.25);
        assertThat(100.0 * held / count).as("coverage of %s", name).isBetween(90.0, 99.0);
    }
}
