package org.openmmbg.flow;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.kernel.DenseMath;
import org.openmmbg.kernel.Matrix;
import org.openmmbg.kernel.Precision;

/** Couplings one after the other, which work on the state transposed: it is turned once on the way in and once out. */
final class CouplingChain implements Bijector {
    private final List<Coupling> couplings;
    private final int dimension;
    private final int[] columns;

    /** Number of couplings in front whose columns none after them moves: they decide these columns' marginal by themselves. */
    private final int marginal;

    private final int[] marginalColumns;

    /** @param couplings in the order of z → x, not empty, of one dimension */
    CouplingChain(List<Coupling> couplings) {
        this.couplings = List.copyOf(couplings);
        dimension = couplings.get(0).dimension();
        columns = IntStream.range(0, dimension).toArray();
        marginal = marginal(this.couplings);
        marginalColumns = couplings.subList(0, marginal).stream()
                .flatMapToInt(coupling -> Arrays.stream(coupling.moving()))
                .distinct()
                .sorted()
                .toArray();
    }

    private static int marginal(List<Coupling> couplings) {
        for (int count = couplings.size() - 1; count > 0; count--) {
            Set<Integer> before = moved(couplings.subList(0, count));
            if (couplings.subList(0, count).stream().allMatch(coupling -> before.containsAll(coupling.seen()))
                    && Collections.disjoint(before, moved(couplings.subList(count, couplings.size())))) {
                return count;
            }
        }
        return 0;
    }

    private static Set<Integer> moved(List<Coupling> couplings) {
        Set<Integer> moved = new HashSet<>();
        couplings.forEach(coupling -> Arrays.stream(coupling.moving()).forEach(moved::add));
        return moved;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Tape newTape(int capacity) {
        return new ChainTape(Matrix.padded(capacity));
    }

    private final class ChainTape implements Tape {
        /** Coordinates or their cotangents, a row for every column of the batch. */
        final Matrix state;

        /** Log-determinants or their cotangents. */
        final Matrix logDet;

        final List<Coupling.Memory> memories;

        /** Cotangents of the marginal's columns behind its couplings, from the last product of x → z. */
        final Matrix marginalBars;

        ChainTape(int capacity) {
            marginalBars = new Matrix(Precision.FLOAT64, marginalColumns.length, capacity);
            Scratch scratch = new Scratch();
            state = scratch.matrix("state", Precision.FLOAT64, dimension, capacity);
            logDet = scratch.matrix("logDet", Precision.FLOAT64, 1, capacity);
            memories = couplings.stream()
                    .map(coupling -> coupling.newMemory(capacity, scratch))
                    .toList();
        }

        /** At fixed x the marginal's log density changes by −s·dT − d log|det|, with its own score s: that of the last product. */
        void leaveScoreOnly() {
            int cells = state.columns();
            for (int j = 0; j < marginalColumns.length; j++) {
                for (int cell = 0; cell < cells; cell++) {
                    state.set(marginalColumns[j] * cells + cell, logDet.get(cell) * marginalBars.get(j * cells + cell));
                }
            }
        }

        void load(int rows, double[] batch, double[] logDets) {
            int cells = Matrix.padded(rows);
            state.reshape(dimension, cells);
            logDet.reshape(1, cells);
            DenseMath.gather(batch, rows, dimension, columns, state);
            // Cells beyond the last row have no cotangent, so they add nothing to the parameters'.
            logDet.clear();
            for (int row = 0; row < rows; row++) {
                logDet.set(row, logDets[row]);
            }
        }

        void store(int rows, double[] batch) {
            DenseMath.scatter(state, batch, rows, dimension, columns);
        }

        void store(int rows, double[] batch, double[] logDets) {
            store(rows, batch);
            for (int row = 0; row < rows; row++) {
                logDets[row] = logDet.get(row);
            }
        }
    }

    @Override
    public void forward(Tape tape, int rows, double[] z, double[] x, double[] logDet) {
        ChainTape memory = (ChainTape) tape;
        memory.load(rows, z, logDet);
        Coupling.Memory last = null;
        for (int i = 0; i < couplings.size(); i++) {
            couplings.get(i).forward(memory.memories.get(i), last, memory.state, memory.logDet);
            last = memory.memories.get(i);
        }
        memory.store(rows, x, logDet);
    }

    @Override
    public void inverse(Tape tape, int rows, double[] x, double[] z, double[] logDet) {
        ChainTape memory = (ChainTape) tape;
        memory.load(rows, x, logDet);
        Coupling.Memory last = null;
        for (int i = couplings.size() - 1; i >= 0; i--) {
            couplings.get(i).inverse(memory.memories.get(i), last, memory.state, memory.logDet);
            last = memory.memories.get(i);
        }
        memory.store(rows, z, logDet);
    }

    @Override
    public void forwardVjp(
            Tape tape, int rows, double[] xBar, double[] logDetBar, double[] zBar, @Nullable Gradients gradients) {
        ChainTape memory = (ChainTape) tape;
        memory.load(rows, xBar, logDetBar);
        for (int i = couplings.size() - 1; i >= 0; i--) {
            couplings.get(i).vjp(false, memory.memories.get(i), memory.state, memory.logDet, gradients);
            if (i == marginal && i > 0 && gradients != null && gradients.isMarginalByScore()) {
                memory.leaveScoreOnly();
            }
        }
        memory.store(rows, zBar);
    }

    @Override
    public void inverseVjp(
            Tape tape, int rows, double[] zBar, double[] logDetBar, double[] xBar, @Nullable Gradients gradients) {
        ChainTape memory = (ChainTape) tape;
        memory.load(rows, zBar, logDetBar);
        for (int i = 0; i < couplings.size(); i++) {
            couplings.get(i).vjp(true, memory.memories.get(i), memory.state, memory.logDet, gradients);
            if (i == marginal - 1) {
                memory.marginalBars.reshape(marginalColumns.length, memory.state.columns());
                DenseMath.takeRows(memory.state, marginalColumns, memory.marginalBars);
            }
        }
        memory.store(rows, xBar);
    }
}
