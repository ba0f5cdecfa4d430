package org.openmmbg.coordinates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one fundamental domain of mixed coordinates: bonds positive, angles in (0, π), each torsion in its interval, and the
 * atoms placed by their positions where they lie best on the reference. The last leaves out what lies as far from the
 * reference as its mirror image or a half turn, which has no penalty since no generator gets there. Immutable; may be used
 * by several threads at a time.
 */
public final class MixedDomain implements Domain {

    private final MixedCoordinates coordinates;
    private final InternalDomain internal;

    /**
     * Makes the domain.
     *
     * @param torsions the interval of each torsion, in the order of the rows
     * @throws IllegalArgumentException if there are more or fewer intervals than torsions
     */
    public MixedDomain(MixedCoordinates coordinates, List<TorsionRange> torsions) {
        this.coordinates = coordinates;
        internal = new InternalDomain(
                coordinates.bondOffset(),
                coordinates.angleOffset(),
                coordinates.torsionOffset(),
                coordinates.dimension(),
                torsions);
    }

    @Override
    public boolean isPeriodic(int column) {
        return internal.isPeriodic(column);
    }

    @Override
    public boolean contains(double[] q, int offset) {
        return internal.contains(q, offset) && coordinates.liesBest(q, offset);
    }

    @Override
    public void wrap(double[] q, int offset) {
        internal.wrap(q, offset);
    }

    @Override
    public double penalty(double[] q, int offset, double @Nullable [] gradient) {
        return internal.penalty(q, offset, gradient);
    }
}
