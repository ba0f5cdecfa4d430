package org.openmmbg.systems.trajectory;

import org.jspecify.annotations.Nullable;

/**
 * Configurations of one molecule. The arrays are not copied.
 *
 * @param atoms number of atoms, at least 1
 * @param count number of frames
 * @param positions nm, row-major [count, 3 atoms]
 * @param weights statistical weight of each frame, not normalised, [count]; null when all weigh the same
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
public record Frames(int atoms, int count, double[] positions, double @Nullable [] weights) {

    /**
     * Checks the lengths.
     *
     * @throws IllegalArgumentException if an array has another length
     */
    // Not the compact form: javac leaves its type annotations out of the class file.
    public Frames(int atoms, int count, double[] positions, double @Nullable [] weights) {
        if (atoms < 1 || count < 0 || positions.length != 3L * atoms * count) {
            throw new IllegalArgumentException(
                    positions.length + " coordinates for " + count + " frames of " + atoms + " atoms");
        }
        if (weights != null && weights.length != count) {
            throw new IllegalArgumentException(weights.length + " weights for " + count + " frames");
        }
        this.atoms = atoms;
        this.count = count;
        this.positions = positions;
        this.weights = weights;
    }
}
