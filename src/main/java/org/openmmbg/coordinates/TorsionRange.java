package org.openmmbg.coordinates;

/**
 * The interval on which a torsion lives.
 *
 * @param kind periodic or confined
 * @param centre middle of the interval, radians
 * @param halfWidth half the interval's length, radians, in (0, π]
 */
public record TorsionRange(TorsionKind kind, double centre, double halfWidth) {

    /** Checks that the interval is no longer than the circle, else configurations would have several internal vectors. */
    public TorsionRange {
        if (!Double.isFinite(centre)) {
            throw new IllegalArgumentException("torsion centre " + centre + ": expected a finite angle");
        }
        if (!(halfWidth > 0 && halfWidth <= Math.PI)) {
            throw new IllegalArgumentException("torsion half-width " + halfWidth + ": expected in (0, pi]");
        }
        if (kind == TorsionKind.PERIODIC && !(centre == 0 && halfWidth == Math.PI)) {
            throw new IllegalArgumentException("a periodic torsion: expected centre 0 and half-width pi");
        }
    }

    /** Returns the whole circle, [−π, π). */
    public static TorsionRange periodic() {
        return new TorsionRange(TorsionKind.PERIODIC, 0, Math.PI);
    }

    /** Returns the open interval (centre − halfWidth, centre + halfWidth). */
    public static TorsionRange confined(double centre, double halfWidth) {
        return new TorsionRange(TorsionKind.CONFINED, centre, halfWidth);
    }
}
