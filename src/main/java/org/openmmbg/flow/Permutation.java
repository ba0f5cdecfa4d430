package org.openmmbg.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts columns in another order: column j of x is column order[j] of z. */
public final class Permutation implements Bijector {
    private final int[] order;

    /**
     * Makes the map.
     *
     * @param order each column once
     * @throws IllegalArgumentException if a column is missing
     */
    public Permutation(List<Integer> order) {
        this.order = order.stream().mapToInt(Integer::intValue).toArray();
        boolean[] seen = new boolean[this.order.length];
        for (int column : this.order) {
            if (column < 0 || column >= seen.length || seen[column]) {
                throw new IllegalArgumentException(order + " is no order of columns 0 to " + (seen.length - 1));
            }
            seen[column] = true;
        }
    }

    private enum NoTape implements Tape {
        NEEDED
    }

    @Override
    public int dimension() {
        return order.length;
    }

    @Override
    public Tape newTape(int capacity) {
        return NoTape.NEEDED;
    }

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        take(rows, z, x);
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        putBack(rows, xBar, zBar);
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        putBack(rows, x, z);
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        take(rows, zBar, xBar);
    }

    private void take(int rows, double[] from, double[] to) {
        for (int first = 0; first < rows * order.length; first += order.length) {
            for (int j = 0; j < order.length; j++) {
                to[first + j] = from[first + order[j]];
            }
        }
    }

    private void putBack(int rows, double[] from, double[] to) {
        for (int first = 0; first < rows * order.length; first += order.length) {
            for (int j = 0; j < order.length; j++) {
                to[first + order[j]] = from[first + j];
            }
        }
    }
}
