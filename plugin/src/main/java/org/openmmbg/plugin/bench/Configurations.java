package org.openmmbg.plugin.bench;

import org.openmmbg.random.Purpose;
import org.openmmbg.random.RandomStream;

/** Configurations to measure with: a structure, each coordinate moved a little. */
final class Configurations {
    /** nm; as far as bonds move at room temperature. */
    private static final double SPREAD = 0.003;

    private Configurations() {}

    /** Returns [batch, 3N] configurations around a structure, the same ones each time. */
    static double[] around(double[] structure, int batch) {
        RandomStream random = new RandomStream(0, Purpose.BENCH, 0);
        double[] positions = new double[batch * structure.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = structure[i % structure.length] + SPREAD * random.nextGaussian();
        }
        return positions;
    }
}
