package org.openmmbg.plugin.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.openmmbg.coordinates.MixedCoordinates;
import org.openmmbg.coordinates.MixedDomain;
import org.openmmbg.coordinates.TorsionKind;
import org.openmmbg.coordinates.TorsionRange;
import org.openmmbg.systems.MixedLayout;

/**
 * Mixed coordinates fitted to seeds. A torsion that turns freely, but that the seeds leave out of a good part of the
 * circle, is cut in the middle of that part: the interval is still the whole circle, and the map onto it need not be
 * circular.
 *
 * @param coordinates the coordinates
 * @param domain their domain
 */
record ProteinCoordinates(MixedCoordinates coordinates, MixedDomain domain) {
    private static final double TURN = 2 * Math.PI;

    /** A torsion is cut in a part of the circle of at least this length, radians, that no seed visits. */
    private static final double CUT_GAP = 2;

    /**
     * Fits the coordinates.
     *
     * @param layout the coordinates chosen for the protein
     * @param reference positions that others are laid on, nm, [3N]. Not modified.
     * @param count number of seeds, at least 2
     * @param seeds positions, nm, [count, 3N]. Not modified.
     */
    static ProteinCoordinates fit(MixedLayout layout, double[] reference, int count, double[] seeds) {
        MixedCoordinates coordinates = new MixedCoordinates(layout.zMatrix(), reference, count, seeds);
        int n = coordinates.dimension();
        double[] q = new double[count * n];
        coordinates.toInternal(0, count, seeds, q, null);
        List<TorsionRange> ranges = new ArrayList<>();
        for (TorsionRange range : layout.torsions()) {
            int column = coordinates.torsionOffset() + ranges.size();
            ranges.add(range.kind() == TorsionKind.PERIODIC ? cut(q, n, count, column) : range);
        }
        return new ProteinCoordinates(coordinates, new MixedDomain(coordinates, ranges));
    }

    private static TorsionRange cut(double[] q, int n, int count, int column) {
        double[] values = new double[count];
        for (int seed = 0; seed < count; seed++) {
            values[seed] = q[seed * n + column];
        }
        Arrays.sort(values);
        double widest = values[0] + TURN - values[count - 1];
        double low = values[count - 1];
        for (int i = 1; i < count; i++) {
            if (values[i] - values[i - 1] > widest) {
                widest = values[i] - values[i - 1];
                low = values[i - 1];
            }
        }
        double opposite = low + widest / 2 + Math.PI;
        return widest < CUT_GAP
                ? TorsionRange.periodic()
                : TorsionRange.confined(Math.IEEEremainder(opposite, TURN), Math.PI);
    }
}
