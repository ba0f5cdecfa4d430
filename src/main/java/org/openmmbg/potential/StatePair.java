package org.openmmbg.potential;

import java.util.List;

/**
 * Two states on either side of a value of a coordinate, and what is reported of them.
 *
 * @param coordinate name of the coordinate, ASCII
 * @param boundary the value that parts the states; belongs to neither
 * @param below name of the state below the boundary, ASCII
 * @param above name of the state above it, ASCII
 * @param aboveFirst whether the published difference is F(above) − F(below), else F(below) − F(above)
 * @param profileLow lower end of the interval over which the profile is compared
 * @param profileHigh upper end of it
 */
public record StatePair(
        String coordinate,
        double boundary,
        String below,
        String above,
        boolean aboveFirst,
        double profileLow,
        double profileHigh) {

    /** Checks that the boundary is inside the interval. */
    public StatePair {
        if (!(profileLow < boundary && boundary < profileHigh)) {
            throw new IllegalArgumentException("boundary " + boundary + " of states on [" + profileLow + ", "
                    + profileHigh + "]: expected it inside");
        }
    }

    /** Returns the names of both, that below the boundary first. */
    public List<String> names() {
        return List.of(below, above);
    }

    /** Returns whether a state is one of the two. */
    public boolean has(String state) {
        return state.equals(below) || state.equals(above);
    }

    /**
     * Returns whether a value of the coordinate belongs to a state.
     *
     * @param state one of the two
     */
    public boolean holds(String state, double value) {
        return state.equals(above) ? value > boundary : value < boundary;
    }

    /** Returns the name of the difference, such as F(x>0)-F(x<0). */
    public String differenceName() {
        return aboveFirst ? "F(" + above + ")-F(" + below + ")" : "F(" + below + ")-F(" + above + ")";
    }

    /** Returns the difference of that name from the two states' free energies, in the unit of these. */
    public double difference(double freeEnergyBelow, double freeEnergyAbove) {
        return aboveFirst ? freeEnergyAbove - freeEnergyBelow : freeEnergyBelow - freeEnergyAbove;
    }
}
