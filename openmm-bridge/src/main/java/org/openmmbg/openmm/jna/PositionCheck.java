package org.openmmbg.openmm.jna;

import static org.openmmbg.openmm.EvaluationStatus.*;

import org.openmmbg.openmm.EvaluationStatus;
import org.openmmbg.openmm.system.NeighborGrid;
import org.openmmbg.openmm.system.SystemSpec;

/**
 * Whether OpenMM may see positions: finite, no coordinate too large, and, where forces cut off without a periodic box, not
 * so far apart that the neighbour list of the CPU platform takes all of the memory.
 */
public final class PositionCheck {
    /** Largest coordinate, nm: beyond it single precision is coarser than 10⁻⁴ nm. */
    public static final double MAX_COORDINATE = 1e3;

    private final int coordinates;

    /** Smallest cutoff without a periodic box, nm; infinite where there is none. */
    private final double cutoff;

    public PositionCheck(SystemSpec spec) {
        coordinates = 3 * spec.particleCount();
        cutoff = NeighborGrid.openCutoff(spec);
    }

    /**
     * Looks at one configuration.
     *
     * @param values positions, nm. Not modified
     * @param offset index of its first coordinate
     * @return {@link EvaluationStatus#DONE} if OpenMM may see it, and why not else
     */
    public EvaluationStatus check(double[] values, int offset) {
        boolean near = true;
        for (int i = offset; i < offset + coordinates; i++) {
            double size = Math.abs(values[i]);
            if (!(size <= MAX_COORDINATE)) {
                if (!(size <= Double.MAX_VALUE)) {
                    return POSITIONS_NOT_FINITE;
                }
                near = false;
            }
        }
        return near && (cutoff == Double.POSITIVE_INFINITY || fits(values, offset)) ? DONE : POSITIONS_TOO_LARGE;
    }

    private boolean fits(double[] values, int offset) {
        return NeighborGrid.fits(
                extent(values, offset), extent(values, offset + 1), extent(values, offset + 2), cutoff);
    }

    private double extent(double[] values, int first) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = first; i < first - first % 3 + coordinates; i += 3) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        return most - least;
    }

    /** Returns what is wrong with positions that are {@link EvaluationStatus#POSITIONS_TOO_LARGE}, for a message. */
    public String tooLarge() {
        String message = "beyond ±" + MAX_COORDINATE + " nm";
        return cutoff == Double.POSITIVE_INFINITY
                ? message
                : message + ", or too far apart for a cutoff of " + cutoff + " nm without a periodic box";
    }
}
