package org.openmmbg.systems.trajectory;

import java.math.BigInteger;

/** The numbers of the xdr3dfcoord format that reading and writing share. */
final class XtcSizes {
    static final int MAGIC = 1995;

    /** Up to so many atoms are stored as plain floats. */
    static final int LARGEST_PLAIN = 9;

    /** The least step of {@link #smallSize}. */
    static final int FIRST_STEP = 9;

    /** Ranges beyond this are stored axis by axis. */
    static final long LARGEST_JOINT_RANGE = 0xffffff;

    /** After a flag, five bits tell the length of a run of small differences and how the step changes. */
    static final int RUN_BITS = 5;

    /** Atoms in a run of small differences, at most. */
    static final int LONGEST_RUN = 8;

    /** About 2^(i/3): the range of the small differences at step i, so that three of them take i bits. */
    private static final int[] SMALL = {
        0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 10, 12, 16, 20, 25, 32, 40, 50, 64, 80, 101, 128, 161, 203, 256, 322, 406, 512,
        645, 812, 1024, 1290, 1625, 2048, 2580, 3250, 4096, 5060, 6501, 8192, 10321, 13003, 16384, 20642, 26007, 32768,
        41285, 52015, 65536, 82570, 104031, 131072, 165140, 208063, 262144, 330280, 416127, 524287, 660561, 832255,
        1048576, 1321122, 1664510, 2097152, 2642245, 3329021, 4194304, 5284491, 6658042, 8388607, 10568983, 13316085,
        16777216
    };

    private XtcSizes() {}

    /** Returns the greatest step. */
    static int lastStep() {
        return SMALL.length - 1;
    }

    /** Returns the range of small differences at a step. */
    static int smallSize(int step) {
        return SMALL[step];
    }

    /** Returns the number of bits of three numbers below the given sizes, stored as one. */
    static int jointBits(long[] sizes) {
        BigInteger product = BigInteger.ONE;
        for (long size : sizes) {
            product = product.multiply(BigInteger.valueOf(size));
        }
        return product.bitLength();
    }

    /** Returns the number of bits of one number below a size, as the format counts them. */
    static int bits(long size) {
        return Long.SIZE - Long.numberOfLeadingZeros(size);
    }
}
