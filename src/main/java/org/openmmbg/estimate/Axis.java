package org.openmmbg.estimate;

/**
 * Equal bins of a histogram's axis.
 *
 * @param low lower end
 * @param high upper end, above low
 * @param bins number of bins, at least 1
 * @param periodic whether values are moved by whole lengths into [low, high); else those outside are left out, and the
 *     last bin holds its upper end
 */
public record Axis(double low, double high, int bins, boolean periodic) {

    /** Checks the ends and the bins. */
    public Axis {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("axis from " + low + " to " + high + ": expected low below high");
        }
        if (bins < 1) {
            throw new IllegalArgumentException("axis of " + bins + " bins: expected at least 1");
        }
    }

    /** Returns an axis of an angle in radians, periodic on [−π, π). */
    public static Axis angle(int bins) {
        return new Axis(-Math.PI, Math.PI, bins, true);
    }

    /** Returns the width of a bin. */
    public double width() {
        return (high - low) / bins;
    }

    /** Returns the middle of a bin. */
    public double centre(int bin) {
        return low + (bin + 0.5) * width();
    }

    /** Returns the bin of a value, or −1 where it has none (outside, or NaN). */
    public int bin(double value) {
        double place = (value - low) / (high - low);
        if (periodic) {
            place -= Math.floor(place);
        }
        if (!(place >= 0 && place <= 1)) {
            return -1;
        }
        int bin = (int) (place * bins);
        if (bin < bins) {
            return bin;
        }
        // The upper end: of a circle it is the lower one, by rounding.
        return periodic ? 0 : bins - 1;
    }
}
