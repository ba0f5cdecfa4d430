package org.openmmbg.coordinates;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Positions of identical particles, each with the label of its site: the configurations that {@link IdenticalParticles}
 * leaves as they are. May be used by several threads at a time.
 *
 * @param dimension number of coordinates
 * @param particles gives the labels
 */
public record RelabelledDomain(int dimension, IdenticalParticles particles) implements Domain {

    @Override
    public boolean isPeriodic(int column) {
        return false;
    }

    @Override
    public boolean contains(double[] q, int offset) {
        double[] own = Arrays.copyOfRange(q, offset, offset + dimension);
        return Arrays.stream(own).allMatch(Double::isFinite) && !particles.relabel(own, 0);
    }

    @Override
    public void wrap(double[] q, int offset) {
        particles.relabel(q, offset);
    }

    /** Returns 0: a draw with another labelling has the same energy, so there is no way back to be shown. */
    @Override
    public double penalty(double[] q, int offset, double @Nullable [] gradient) {
        return 0;
    }
}
