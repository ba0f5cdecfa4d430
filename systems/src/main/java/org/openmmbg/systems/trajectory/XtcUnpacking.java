package org.openmmbg.systems.trajectory;

import java.nio.ByteBuffer;

/**
 * Unpacks the positions of one frame. An atom is stored in full, after it a flag; with the flag a run of further atoms as
 * small differences, each to the one before. The first atom of a run changes places with the atom stored in full before it
 * (an oxygen between its hydrogens). The range of the small differences adapts as the runs tell.
 */
final class XtcUnpacking {
    private final float precision;
    private final long[] least = new long[3];
    private final long[] sizes = new long[3];
    private final boolean joint;
    private final int jointBits;
    private final XtcBitReader bits;
    private int step;

    /**
     * Begins a frame.
     *
     * @param header precision, three least and three largest numbers, step, length
     * @param data the packed positions
     */
    XtcUnpacking(ByteBuffer header, byte[] data) throws XtcBitReader.DamagedException {
        precision = header.getFloat();
        if (!(precision > 0) || Float.isInfinite(precision)) {
            throw new XtcBitReader.DamagedException("its precision is " + precision);
        }
        for (int axis = 0; axis < 3; axis++) {
            least[axis] = header.getInt();
        }
        boolean small = true;
        for (int axis = 0; axis < 3; axis++) {
            sizes[axis] = header.getInt() - least[axis] + 1;
            if (sizes[axis] < 1) {
                throw new XtcBitReader.DamagedException("its least position is above its largest");
            }
            small &= sizes[axis] <= XtcSizes.LARGEST_JOINT_RANGE;
        }
        joint = small;
        jointBits = joint ? XtcSizes.jointBits(sizes) : 0;
        step = header.getInt();
        requireStep();
        bits = new XtcBitReader(data);
    }

    /** Writes positions, nm, into an array from an offset on. Modified. */
    void unpack(int atoms, double[] positions, int offset) throws XtcBitReader.DamagedException {
        long[] full = new long[3];
        long[] last = new long[3];
        long[] difference = new long[3];
        int run = 0;
        for (int i = 0; i < atoms; ) {
            readFull(full);
            int change = 0;
            if (bits.bits(1) == 1) {
                int told = (int) bits.bits(XtcSizes.RUN_BITS);
                run = told / 3;
                change = told % 3 - 1;
            }
            if (i + 1 + run > atoms) {
                throw new XtcBitReader.DamagedException("it holds more than " + atoms + " atoms");
            }
            if (run == 0) {
                store(full, positions, offset + 3 * i++);
            } else {
                System.arraycopy(full, 0, last, 0, 3);
                long half = XtcSizes.smallSize(step) / 2;
                long[] range = {XtcSizes.smallSize(step), XtcSizes.smallSize(step), XtcSizes.smallSize(step)};
                for (int k = 0; k < run; k++) {
                    bits.joint(step, range, difference);
                    for (int axis = 0; axis < 3; axis++) {
                        last[axis] += difference[axis] - half;
                    }
                    store(last, positions, offset + 3 * i++);
                    if (k == 0) {
                        store(full, positions, offset + 3 * i++);
                    }
                }
            }
            step += change;
            requireStep();
        }
    }

    private void readFull(long[] full) throws XtcBitReader.DamagedException {
        if (joint) {
            bits.joint(jointBits, sizes, full);
        } else {
            for (int axis = 0; axis < 3; axis++) {
                full[axis] = bits.bits(XtcSizes.bits(sizes[axis]));
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            full[axis] += least[axis];
        }
    }

    private void store(long[] numbers, double[] positions, int at) {
        for (int axis = 0; axis < 3; axis++) {
            positions[at + axis] = numbers[axis] / (double) precision;
        }
    }

    private void requireStep() throws XtcBitReader.DamagedException {
        if (step < XtcSizes.FIRST_STEP || step > XtcSizes.lastStep()) {
            throw new XtcBitReader.DamagedException("it has a range of number " + step + ", which does not exist");
        }
    }
}
