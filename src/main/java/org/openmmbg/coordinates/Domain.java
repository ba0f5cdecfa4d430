package org.openmmbg.coordinates;

import org.jspecify.annotations.Nullable;

/**
 * The one fundamental domain on which a target density lives. A draw outside has weight 0, or else configurations would be
 * counted more than once. Immutable; may be used by several threads at a time.
 */
public interface Domain {

    /** Returns whether a coordinate lives on the circle [−π, π). */
    boolean isPeriodic(int column);

    /**
     * Tells whether a configuration lies in the domain; NaN does not.
     *
     * @param q configurations; the one that begins at the offset is meant. Not modified.
     */
    boolean contains(double[] q, int offset);

    /**
     * Moves a configuration into the domain by what the target does not see: whole turns of angles, labels of identical
     * particles. It may remain outside where there is no such way.
     *
     * @param q configurations; the one that begins at the offset is meant. Modified.
     */
    void wrap(double[] q, int offset);

    /**
     * A penalty for training, kT, 0 inside the domain.
     *
     * @param q configurations; the one that begins at the offset is meant. Not modified.
     * @param gradient the penalty's gradient is added from the offset on. Modified. May be null.
     */
    double penalty(double[] q, int offset, double @Nullable [] gradient);
}
