package org.openmmbg.coordinates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The one fundamental domain of internal coordinates on which a target density lives: bonds positive, angles in (0, π),
 * each torsion in its {@link TorsionRange}. A draw outside has weight 0, or else configurations would be counted more
 * than once. Immutable; may be used by several threads at a time.
 */
public final class InternalDomain implements Domain {

    /** An excess of this many nm costs 1 kT of penalty. */
    public static final double BOND_SCALE_NM = 0.01;

    /** An excess of this many radians costs 1 kT of penalty. */
    public static final double ANGLE_SCALE = 0.1;

    private static final double TWO_PI = 2 * Math.PI;

    private final int bondOffset;
    private final int angleOffset;
    private final int torsionOffset;
    private final List<TorsionRange> torsions;

    /**
     * Makes the domain.
     *
     * @param coordinates the internal coordinates
     * @param torsions the interval of each torsion, in the order of the internal vector
     * @throws IllegalArgumentException if there are more or fewer intervals than torsions
     */
    public InternalDomain(InternalCoordinates coordinates, List<TorsionRange> torsions) {
        this(0, coordinates.angleOffset(), coordinates.torsionOffset(), coordinates.dimension(), torsions);
    }

    /** Makes the domain of bonds, angles and torsions that follow one another in a row of coordinates. */
    InternalDomain(int bondOffset, int angleOffset, int torsionOffset, int end, List<TorsionRange> torsions) {
        this.bondOffset = bondOffset;
        this.angleOffset = angleOffset;
        this.torsionOffset = torsionOffset;
        this.torsions = List.copyOf(torsions);
        if (torsions.size() != end - torsionOffset) {
            throw new IllegalArgumentException(torsions.size() + " torsion ranges: expected " + (end - torsionOffset));
        }
    }

    /** Returns the torsions' intervals, in the order of the internal vector. */
    public List<TorsionRange> torsions() {
        return torsions;
    }

    @Override
    public boolean isPeriodic(int column) {
        return column >= torsionOffset && torsions.get(column - torsionOffset).kind() == TorsionKind.PERIODIC;
    }

    /**
     * Tells whether an internal vector lies in the domain; NaN does not. A periodic torsion must lie in [−π, π): call
     * {@link #wrap} first on what was measured, or on what a circular map gave in single precision.
     *
     * @param q internal vectors; the one at [offset, offset + 3N − 6) is meant. Not modified.
     */
    @Override
    public boolean contains(double[] q, int offset) {
        for (int i = offset + bondOffset; i < offset + angleOffset; i++) {
            if (!(q[i] > 0 && q[i] < Double.POSITIVE_INFINITY)) {
                return false;
            }
        }
        for (int i = offset + angleOffset; i < offset + torsionOffset; i++) {
            if (!(q[i] > 0 && q[i] < Math.PI)) {
                return false;
            }
        }
        for (int k = 0; k < torsions.size(); k++) {
            TorsionRange range = torsions.get(k);
            double value = q[offset + torsionOffset + k];
            double low = range.centre() - range.halfWidth();
            double high = range.centre() + range.halfWidth();
            boolean aboveLow = range.kind() == TorsionKind.PERIODIC ? value >= low : value > low;
            if (!(aboveLow && value < high)) {
                return false;
            }
        }
        return true;
    }

    /**
     * A penalty for training, 0 inside the domain: the sum over coordinates of (excess / scale)², kT, with the scales
     * {@link #BOND_SCALE_NM} and {@link #ANGLE_SCALE}. Periodic torsions cost nothing, since {@link #wrap} brings them
     * back.
     *
     * @param q internal vectors; the one at [offset, offset + 3N − 6) is meant. Not modified.
     * @param gradient the penalty's gradient is added at [offset, offset + 3N − 6). Modified. May be null.
     */
    @Override
    public double penalty(double[] q, int offset, double @Nullable [] gradient) {
        double sum = 0;
        for (int i = bondOffset; i < angleOffset; i++) {
            sum += term(q, offset + i, 0, Double.POSITIVE_INFINITY, BOND_SCALE_NM, gradient);
        }
        for (int i = angleOffset; i < torsionOffset; i++) {
            sum += term(q, offset + i, 0, Math.PI, ANGLE_SCALE, gradient);
        }
        for (int k = 0; k < torsions.size(); k++) {
            TorsionRange range = torsions.get(k);
            if (range.kind() == TorsionKind.CONFINED) {
                double low = range.centre() - range.halfWidth();
                double high = range.centre() + range.halfWidth();
                sum += term(q, offset + torsionOffset + k, low, high, ANGLE_SCALE, gradient);
            }
        }
        return sum;
    }

    private static double term(
            double[] q, int at, double low, double high, double scale, double @Nullable [] gradient) {
        double value = q[at];
        double excess = value < low ? value - low : Math.max(value - high, 0);
        if (excess == 0) {
            return 0;
        }
        if (gradient != null) {
            gradient[at] += 2 * excess / (scale * scale);
        }
        return excess * excess / (scale * scale);
    }

    /**
     * Moves each torsion by whole turns into [centre − π, centre + π); for a periodic one that is [−π, π). Where a
     * confined interval is shorter than the circle, a torsion may remain outside it.
     *
     * @param q internal vectors; the one at [offset, offset + 3N − 6) is meant. Modified.
     */
    @Override
    public void wrap(double[] q, int offset) {
        for (int k = 0; k < torsions.size(); k++) {
            int at = offset + torsionOffset + k;
            double low = torsions.get(k).centre() - Math.PI;
            double value = q[at];
            if (value >= low && value < low + TWO_PI) {
                continue;
            }
            double wrapped = value - TWO_PI * Math.floor((value - low) / TWO_PI);
            // Rounding may leave a value at either end.
            q[at] = wrapped >= low + TWO_PI ? low : Math.max(wrapped, low);
        }
    }
}
