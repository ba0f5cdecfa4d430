package org.openmmbg.openmm.system;

import java.util.Arrays;

/**
 * The grid in which OpenMM's CPU platform sorts particles to find neighbours: cells as wide as the cutoff over two of the
 * three axes, empty ones included, so that its memory grows with the area and not with the number of particles.
 */
public final class NeighborGrid {
    /** Most cells: they take about half a gigabyte. */
    public static final double MAX_CELLS = 1e7;

    private NeighborGrid() {}

    /**
     * Whether there are few enough cells, whichever axes they lie over.
     *
     * @param x extent of the particles, or of the periodic box, nm
     * @param y likewise
     * @param z likewise
     * @param cutoff cutoff distance, nm
     */
    public static boolean fits(double x, double y, double z, double cutoff) {
        double[] edges = {x, y, z};
        Arrays.sort(edges);
        return edges[1] / cutoff * (edges[2] / cutoff) <= MAX_CELLS;
    }

    /** Returns the smallest cutoff, nm, of the forces that cut off without a periodic box; infinite if none does. */
    public static double openCutoff(SystemSpec system) {
        return system.forces().stream()
                .mapToDouble(NeighborGrid::openCutoff)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static double openCutoff(Force force) {
        // A switch over the sealed types is a preview feature in Java 17.
        if (force instanceof NonbondedForce f) {
            boolean open = f.method() == NonbondedForce.Method.CUTOFF_NON_PERIODIC;
            return open ? f.cutoff() : Double.POSITIVE_INFINITY;
        } else if (force instanceof GbsaObcForce f) {
            return openCutoff(f.method(), f.cutoff());
        } else if (force instanceof CustomNonbondedForce f) {
            return openCutoff(f.method(), f.cutoff());
        } else if (force instanceof CustomGbForce f) {
            return openCutoff(f.method(), f.cutoff());
        }
        return Double.POSITIVE_INFINITY;
    }

    private static double openCutoff(CutoffMethod method, double cutoff) {
        return method == CutoffMethod.CUTOFF_NON_PERIODIC ? cutoff : Double.POSITIVE_INFINITY;
    }
}
