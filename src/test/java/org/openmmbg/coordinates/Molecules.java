package org.openmmbg.coordinates;

import java.util.List;
import org.openmmbg.coordinates.ZMatrix.Row;
import org.openmmbg.random.RandomStream;

/** Molecules for tests. */
final class Molecules {

    private Molecules() {}

    /** Alanine dipeptide, with impropers and torsions that hang on hydrogens. */
    static final ZMatrix DIPEPTIDE = new ZMatrix(List.of(
            new Row(8, -1, -1, -1),
            new Row(6, 8, -1, -1),
            new Row(14, 8, 6, -1),
            new Row(4, 6, 8, 14),
            new Row(5, 4, 6, 8),
            new Row(7, 6, 8, 4),
            new Row(1, 4, 6, 8),
            new Row(0, 1, 4, 6),
            new Row(2, 1, 4, 0),
            new Row(3, 1, 4, 0),
            new Row(9, 8, 6, 4),
            new Row(10, 8, 6, 4),
            new Row(11, 10, 8, 6),
            new Row(12, 10, 8, 11),
            new Row(13, 10, 8, 11),
            new Row(16, 14, 8, 6),
            new Row(15, 14, 8, 16),
            new Row(17, 16, 14, 15),
            new Row(18, 16, 14, 8),
            new Row(19, 18, 16, 14),
            new Row(20, 18, 16, 19),
            new Row(21, 18, 16, 19)));

    /** Four atoms in a row; the third is bonded to the second. */
    static final ZMatrix CHAIN = new ZMatrix(
            List.of(new Row(0, -1, -1, -1), new Row(1, 0, -1, -1), new Row(2, 1, 0, -1), new Row(3, 2, 1, 0)));

    /** Three atoms, the third bonded to the first, numbered against the rows. */
    static final ZMatrix TRIATOMIC =
            new ZMatrix(List.of(new Row(2, -1, -1, -1), new Row(0, 2, -1, -1), new Row(1, 2, 0, -1)));

    /** Draws internal vectors with bonds in (0.09, 0.16) nm, angles in (1.2, 2.4) and torsions all around. */
    static double[] draw(InternalCoordinates coordinates, int rows, RandomStream stream) {
        int dimension = coordinates.dimension();
        double[] q = new double[rows * dimension];
        for (int i = 0; i < q.length; i++) {
            int k = i % dimension;
            double u = stream.nextDouble();
            if (k < coordinates.angleOffset()) {
                q[i] = 0.09 + 0.07 * u;
            } else if (k < coordinates.torsionOffset()) {
                q[i] = 1.2 + 1.2 * u;
            } else {
                q[i] = Math.PI * (1 - 2 * u);
            }
        }
        return q;
    }
}
