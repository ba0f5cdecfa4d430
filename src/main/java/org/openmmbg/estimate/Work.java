package org.openmmbg.estimate;

import java.util.List;

/** Values of work, as exponential averaging and the acceptance ratio take them. */
final class Work {

    private Work() {}

    /** Returns a work that is not −∞. */
    static double check(double work, int draw) {
        if (work == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "work " + draw
                            + " is −∞: expected a number, or +∞ for a draw outside the other ensemble, or NaN for a failed one");
        }
        return work;
    }

    /** Returns the warning that evaluations failed, if any did. */
    static List<String> warnings(int failed) {
        return failed == 0 ? List.of() : List.of(failed + " evaluations failed; they count as draws of weight 0");
    }
}
