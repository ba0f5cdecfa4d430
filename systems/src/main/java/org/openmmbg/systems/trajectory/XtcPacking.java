package org.openmmbg.systems.trajectory;

import java.nio.ByteBuffer;

/** Packs the positions of one frame; see {@link XtcUnpacking}. */
final class XtcPacking {
    /** The range of small differences may grow and shrink by so many steps in all. */
    private static final int STEPS = 8;

    private final int atoms;
    private final int[] x;
    private final int[] least = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
    private final int[] largest = {Integer.MIN_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE};
    private final long[] sizes = new long[3];
    private final XtcBitWriter bits = new XtcBitWriter();
    private boolean joint = true;
    private int jointBits;
    private int step;

    /**
     * Begins a frame.
     *
     * @param x positions in units of the precision, [3 atoms]. Modified: atoms change places.
     */
    XtcPacking(int[] x) {
        this.x = x;
        this.atoms = x.length / 3;
        long nearest = Long.MAX_VALUE;
        for (int i = 0; i < atoms; i++) {
            for (int axis = 0; axis < 3; axis++) {
                least[axis] = Math.min(least[axis], x[3 * i + axis]);
                largest[axis] = Math.max(largest[axis], x[3 * i + axis]);
            }
            if (i > 0) {
                nearest = Math.min(nearest, sum(i));
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            sizes[axis] = (long) largest[axis] - least[axis] + 1;
            joint &= sizes[axis] <= XtcSizes.LARGEST_JOINT_RANGE;
        }
        jointBits = joint ? XtcSizes.jointBits(sizes) : 0;
        step = XtcSizes.FIRST_STEP;
        while (step < XtcSizes.lastStep() && XtcSizes.smallSize(step) < nearest) {
            step++;
        }
    }

    private long sum(int atom) {
        long sum = 0;
        for (int axis = 0; axis < 3; axis++) {
            sum += Math.abs((long) x[3 * atom + axis] - x[3 * atom - 3 + axis]);
        }
        return sum;
    }

    /** Returns the frame's data with the numbers before them: precision, ranges, first step, length. */
    byte[] pack(float precision) {
        int firstStep = step;
        int mostStep = Math.min(XtcSizes.lastStep(), firstStep + STEPS);
        int leastStep = Math.max(XtcSizes.FIRST_STEP, mostStep - STEPS);
        long wide = XtcSizes.smallSize(mostStep) / 2;
        int lastTold = -1;
        for (int i = 0; i < atoms; ) {
            int change = 0;
            if (step < mostStep && i >= 1 && isNear(i, i - 1, wide)) {
                change = 1;
            } else if (step > leastStep) {
                change = -1;
            }
            boolean runs = i + 1 < atoms && isNear(i, i + 1, half(step));
            if (runs) {
                swap(i, i + 1);
            } else if (change < 0) {
                change = 0;
            }
            writeFull(i);
            int run = 0;
            while (runs && run < XtcSizes.LONGEST_RUN) {
                int next = i + 1 + run;
                if (change < 0 && isFar(next, half(step - 1))) {
                    change = 0;
                }
                run++;
                runs = next + 1 < atoms && isNear(next + 1, next, half(step));
            }
            if (run != lastTold || change != 0) {
                lastTold = run;
                bits.bits(1, 1);
                bits.bits(XtcSizes.RUN_BITS, 3L * run + change + 1);
            } else {
                bits.bits(1, 0);
            }
            for (int k = 1; k <= run; k++) {
                writeDifference(i + k);
            }
            i += 1 + run;
            step += change;
        }
        return joined(precision, firstStep);
    }

    private byte[] joined(float precision, int firstStep) {
        byte[] data = bits.toByteArray();
        ByteBuffer all = ByteBuffer.allocate(9 * 4 + (data.length + 3) / 4 * 4);
        all.putFloat(precision);
        for (int number : least) {
            all.putInt(number);
        }
        for (int number : largest) {
            all.putInt(number);
        }
        all.putInt(firstStep).putInt(data.length).put(data);
        return all.array();
    }

    /** Half of the range of small differences; 0 below the first step, where no difference is small. */
    private static long half(int step) {
        return step < XtcSizes.FIRST_STEP ? 0 : XtcSizes.smallSize(step) / 2;
    }

    private boolean isNear(int i, int j, long limit) {
        for (int axis = 0; axis < 3; axis++) {
            if (Math.abs((long) x[3 * i + axis] - x[3 * j + axis]) >= limit) {
                return false;
            }
        }
        return true;
    }

    /** Whether an atom is too far from the one before it for a range with that half. */
    private boolean isFar(int i, long half) {
        double square = 0;
        for (int axis = 0; axis < 3; axis++) {
            double d = (double) x[3 * i + axis] - x[3 * i - 3 + axis];
            square += d * d;
        }
        return square >= (double) half * half;
    }

    private void swap(int i, int j) {
        for (int axis = 0; axis < 3; axis++) {
            int kept = x[3 * i + axis];
            x[3 * i + axis] = x[3 * j + axis];
            x[3 * j + axis] = kept;
        }
    }

    private void writeFull(int i) {
        long[] numbers = new long[3];
        for (int axis = 0; axis < 3; axis++) {
            numbers[axis] = (long) x[3 * i + axis] - least[axis];
        }
        if (joint) {
            bits.joint(jointBits, sizes, numbers);
            return;
        }
        for (int axis = 0; axis < 3; axis++) {
            bits.bits(XtcSizes.bits(sizes[axis]), numbers[axis]);
        }
    }

    private void writeDifference(int i) {
        long size = XtcSizes.smallSize(step);
        long[] numbers = new long[3];
        for (int axis = 0; axis < 3; axis++) {
            numbers[axis] = (long) x[3 * i + axis] - x[3 * i - 3 + axis] + size / 2;
        }
        bits.joint(step, new long[] {size, size, size}, numbers);
    }
}
