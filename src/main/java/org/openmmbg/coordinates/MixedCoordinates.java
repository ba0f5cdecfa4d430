package org.openmmbg.coordinates;

import org.jspecify.annotations.Nullable;

/**
 * Coordinates for proteins (Noé, Olsson, Köhler and Wu, Science 2019): positions of some atoms, such as the backbone's,
 * whitened by their principal components, and bonds, angles and torsions of all other atoms, which hang on them. A small
 * turn about a backbone bond then moves no atom far away, as it does in internal coordinates alone.
 *
 * <p>A vector q of N atoms, M of them placed by their positions, has 3N − 6 numbers: 3M − 6 principal components in units
 * of their standard deviations over examples, the widest first; then N − M bonds (nm), N − M angles and N − M torsions
 * (radians), each in the order of the Z-matrix's rows.
 *
 * <p>Positions come out in the frame of the reference: the M atoms are where they lie best on those of the reference. As
 * in {@link InternalCoordinates}, ∫ f(x) dx = 8π² V ∫ f(x(q)) |J(q)| dq for every f that does not change under rigid
 * motions, and nothing is left out of |J| but 8π² V: {@link EckartFrame} has the part of the M atoms, which is not that of
 * the linear map alone, and every other atom adds r² sin θ, whatever frame its partners stand in. So log-weights of the two
 * kinds of coordinates may be compared.
 *
 * <p>Each configuration has one q in {@link MixedDomain}. Immutable; methods work on rows [from, to) of their arrays, and
 * several threads may work on disjoint rows of the same arrays at the same time.
 */
public final class MixedCoordinates implements CoordinateMap {

    /** Added to the variances of the positions' principal components, nm². */
    private static final double VARIANCE_FLOOR = 1e-8;

    private final MixedZMatrix zMatrix;
    private final EckartFrame frame;
    // The x coordinate's index of each row's atoms.
    private final int[] atom;
    private final int[] bondAtom;
    private final int[] angleAtom;
    private final int[] torsionAtom;

    /**
     * Makes coordinates fitted to examples.
     *
     * @param zMatrix how each atom is placed
     * @param reference positions that others are laid on, nm, [3N]. Not modified.
     * @param count number of examples, at least 2
     * @param examples positions, nm, in any frame, [count, 3N]. Not modified.
     */
    public MixedCoordinates(MixedZMatrix zMatrix, double[] reference, int count, double[] examples) {
        int width = 3 * zMatrix.atomCount();
        if (reference.length != width || count < 2 || examples.length < (long) count * width) {
            throw new IllegalArgumentException("mixed coordinates of " + zMatrix.atomCount() + " atoms from "
                    + reference.length + " reference coordinates and " + count + " examples of " + examples.length
                    + " coordinates in all: expected " + width + " each, and at least 2 examples");
        }
        this.zMatrix = zMatrix;
        int[] cartesian =
                zMatrix.cartesian().stream().mapToInt(Integer::intValue).toArray();
        frame = new EckartFrame(cartesian, reference, examples, count, VARIANCE_FLOOR);
        atom = zMatrix.rows().stream().mapToInt(row -> 3 * row.atom()).toArray();
        bondAtom = zMatrix.rows().stream().mapToInt(row -> 3 * row.bondAtom()).toArray();
        angleAtom = zMatrix.rows().stream().mapToInt(row -> 3 * row.angleAtom()).toArray();
        torsionAtom =
                zMatrix.rows().stream().mapToInt(row -> 3 * row.torsionAtom()).toArray();
    }

    /** Returns how each atom is placed. */
    public MixedZMatrix zMatrix() {
        return zMatrix;
    }

    /** Returns the number of coordinates, 3N − 6. */
    @Override
    public int dimension() {
        return bondOffset() + 3 * atom.length;
    }

    /** Returns the number of Cartesian coordinates, 3N. */
    @Override
    public int cartesianDimension() {
        return 3 * zMatrix.atomCount();
    }

    /** Returns where the bonds start, 3M − 6. */
    public int bondOffset() {
        return frame.dimension();
    }

    /** Returns where the angles start. */
    public int angleOffset() {
        return bondOffset() + atom.length;
    }

    /** Returns where the torsions start. */
    public int torsionOffset() {
        return bondOffset() + 2 * atom.length;
    }

    /** Returns whether the positions of q from the offset on lie best on the reference as they stand. */
    boolean liesBest(double[] q, int offset) {
        return frame.contains(q, offset);
    }

    @Override
    public void toCartesian(int from, int to, double[] q, double[] x, double @Nullable [] logDet) {
        for (int row = from; row < to; row++) {
            int qAt = row * dimension();
            int xAt = row * cartesianDimension();
            double sum = frame.toCartesian(q, qAt, x, xAt, logDet != null);
            for (int i = 0; i < atom.length; i++) {
                double volume = Placement.place(
                        x,
                        xAt + atom[i],
                        xAt + bondAtom[i],
                        xAt + angleAtom[i],
                        xAt + torsionAtom[i],
                        q[qAt + bondOffset() + i],
                        q[qAt + angleOffset() + i],
                        q[qAt + torsionOffset() + i]);
                if (logDet != null) {
                    sum += Math.log(Math.abs(volume));
                }
            }
            if (logDet != null) {
                logDet[row] += sum;
            }
        }
    }

    @Override
    public void toCartesianVjp(
            int from, int to, double[] q, double[] x, double[] xBar, double[] logDetBar, double[] qBar) {
        for (int row = from; row < to; row++) {
            int qAt = row * dimension();
            int xAt = row * cartesianDimension();
            for (int i = atom.length - 1; i >= 0; i--) {
                int bondAt = qAt + bondOffset() + i;
                int angleAt = qAt + angleOffset() + i;
                Placement.pullBack(
                        x,
                        xAt + atom[i],
                        xAt + bondAtom[i],
                        xAt + angleAtom[i],
                        xAt + torsionAtom[i],
                        q[bondAt],
                        q[angleAt],
                        xBar,
                        logDetBar[row],
                        qBar,
                        bondAt,
                        angleAt,
                        qAt + torsionOffset() + i);
            }
            frame.toCartesianVjp(q, qAt, xBar, xAt, logDetBar[row], qBar);
        }
    }

    @Override
    public void toInternal(int from, int to, double[] x, double[] q, double @Nullable [] logDet) {
        for (int row = from; row < to; row++) {
            int qAt = row * dimension();
            int xAt = row * cartesianDimension();
            double sum = frame.toInternal(x, xAt, q, qAt, logDet != null);
            for (int i = 0; i < atom.length; i++) {
                double volume = Placement.measure(
                        x,
                        xAt + atom[i],
                        xAt + bondAtom[i],
                        xAt + angleAtom[i],
                        xAt + torsionAtom[i],
                        q,
                        qAt + bondOffset() + i,
                        qAt + angleOffset() + i,
                        qAt + torsionOffset() + i);
                if (logDet != null) {
                    sum += Math.log(volume);
                }
            }
            if (logDet != null) {
                logDet[row] -= sum;
            }
        }
    }
}
