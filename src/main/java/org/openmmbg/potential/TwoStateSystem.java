package org.openmmbg.potential;

import java.util.Optional;

/** A system without molecules that has two states, told apart by one coordinate: those of Noé et al., Science 2019. */
public interface TwoStateSystem extends ReducedPotential {

    /** Returns the temperature T of u = U/T, in the units of U. */
    double temperature();

    /** Returns the two states. */
    StatePair states();

    /**
     * Returns the coordinate that tells the states apart.
     *
     * @param positions holds a configuration from the offset on. Not modified.
     */
    double coordinate(double[] positions, int offset);

    /**
     * Adds the gradient of the coordinate to a cotangent.
     *
     * @param positions holds a configuration from the offset on. Not modified.
     * @param factor what the gradient is multiplied by
     * @param gradient the product is added from the offset on. Modified.
     */
    void addCoordinateGradient(double[] positions, int offset, double factor, double[] gradient);

    /** Returns the exact free energies, where there are any. */
    Optional<KnownAnswer> answer();

    /**
     * Checks a temperature.
     *
     * @throws IllegalArgumentException if it is not a positive number
     */
    static void checkTemperature(double temperature) {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature " + temperature + ": expected a positive number");
        }
    }
}
