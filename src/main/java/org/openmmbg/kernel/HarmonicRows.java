package org.openmmbg.kernel;

/** Cosines and sines of multiples of angles, for one row of cells at a time. The memory of one thread. */
public final class HarmonicRows {
    private final int harmonics;
    private final Matrix values;
    private final Matrix bars;

    /**
     * Makes room for rows of up to {@code capacity} cells.
     *
     * @param harmonics highest multiple, at least 1
     * @param capacity a multiple of {@link Matrix#LANES}
     */
    public HarmonicRows(int harmonics, int capacity) {
        this.harmonics = harmonics;
        values = new Matrix(Precision.FLOAT64, 2 * harmonics, capacity);
        bars = new Matrix(Precision.FLOAT64, 2 * harmonics, capacity);
    }

    /**
     * Computes cos φ, sin φ, cos 2φ, sin 2φ and so on.
     *
     * @param angles φ, of float64, from index on. Not modified.
     * @param out 2·harmonics rows from firstRow on, [rows, n], of either precision. Modified.
     */
    public void forward(Matrix angles, int index, Matrix out, int firstRow, int n) {
        Kernels.active().sinCos(angles, index, values, n, values, 0, n);
        for (int k = 1; k < harmonics; k++) {
            Kernels.active().nextHarmonic(values, 2 * k * n, n);
        }
        DenseMath.narrow(values, 0, out, firstRow * n, 2 * harmonics * n);
    }

    /**
     * Computes the cotangents of the angles.
     *
     * @param features what {@link #forward} gave, from firstRow on. Not modified.
     * @param featureBars their cotangents, in the same rows. Not modified.
     * @param angleBars of float64, from index on. Modified.
     */
    public void vjp(Matrix features, Matrix featureBars, int firstRow, Matrix angleBars, int index, int n) {
        DenseMath.widen(features, firstRow * n, values, 0, 2 * harmonics * n);
        DenseMath.widen(featureBars, firstRow * n, bars, 0, 2 * harmonics * n);
        Kernels.active().harmonicsVjp(values, bars, harmonics, angleBars, index, n);
    }
}
