package org.openmmbg.plugin.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * Example configurations of the target ensemble.
 */
final class Seeds {
    private final int count;
    private final double[] positions;
    private final double @Nullable [] weights;

    /**
     * @param count number of configurations
     * @param positions nm, [count, 3N]
     * @param weights [count]; null for equal weights
     */
    Seeds(int count, double[] positions, double @Nullable [] weights) {
        this.count = count;
        this.positions = positions;
        this.weights = weights;
    }

    int count() {
        return count;
    }

    double[] positions() {
        return positions;
    }

    double @Nullable [] weights() {
        return weights;
    }
}
