package org.openmmbg.random;

/**
 * A counter-based random stream: the word at a position is a pure function of (seed, purpose, block, position), so a
 * stream is saved as its position, and work split into blocks gives the same numbers whatever the number of threads.
 *
 * <p>The generator is Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC
 * 2011). The key is the seed; the counter holds, from its lowest bits, 48 bits of position, 16 bits of purpose and 64
 * bits of block. Commons RNG 1.7 has the same generator, but as a sequence: it moves by relative jumps of a double
 * length and is set up anew for each block, so it cannot be addressed, which is all that this class does.
 *
 * <p>A position counts 64-bit words. Every draw takes whole words, and all but {@link #nextInt} exactly one, so the
 * n-th gaussian of a block can be had by {@link #seek}. Gaussians come by inverting the normal distribution function
 * in plain arithmetic and StrictMath, hence the same bits on every machine.
 *
 * <p>For one thread at a time. Allocates nothing after construction.
 */
public final class RandomStream {

    /** Number of words in a block. */
    public static final long BLOCK_LENGTH = 1L << 49;

    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long LOW = 0xFFFFFFFFL;

    private final int key0;
    private final int key1;
    private int purposeBits;
    private int block0;
    private int block1;
    private long position;
    private long first;
    private long second;

    /**
     * Opens the stream at position 0.
     *
     * @param seed any number
     * @param purpose what the stream is for
     * @param block any number: the index of a piece of work
     */
    public RandomStream(long seed, Purpose purpose, long block) {
        key0 = (int) seed;
        key1 = (int) (seed >>> 32);
        reset(purpose, block);
    }

    /** Goes to position 0 of another block, keeping the seed. */
    public void reset(Purpose purpose, long block) {
        purposeBits = purpose.number() << 16;
        block0 = (int) block;
        block1 = (int) (block >>> 32);
        position = 0;
    }

    /** Returns the number of words drawn from this block so far, which {@link #seek} takes back. */
    public long position() {
        return position;
    }

    /**
     * Goes to a position of this block.
     *
     * @throws IllegalArgumentException if the position is outside [0, {@link #BLOCK_LENGTH}]
     */
    public void seek(long newPosition) {
        if (newPosition < 0 || newPosition > BLOCK_LENGTH) {
            throw new IllegalArgumentException(
                    "position " + newPosition + " of a random stream: expected 0 to " + BLOCK_LENGTH);
        }
        position = newPosition;
        if ((newPosition & 1) != 0) {
            generate(newPosition >>> 1);
        }
    }

    /**
     * Returns the next 64 bits.
     *
     * @throws IllegalStateException if the block is used up
     */
    public long nextLong() {
        long at = position;
        if ((at & 1) != 0) {
            position = at + 1;
            return second;
        }
        if (at >= BLOCK_LENGTH) {
            throw new IllegalStateException("the block of the random stream is used up; take another block");
        }
        generate(at >>> 1);
        position = at + 1;
        return first;
    }

    /**
     * Returns an integer in [0, bound), each equally likely (Lemire, "Fast random integer generation in an interval",
     * 2019). Takes more than one word with probability below bound / 2³².
     *
     * @throws IllegalArgumentException if bound is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound + ": expected at least 1");
        }
        long product = (nextLong() >>> 32) * bound;
        if ((product & LOW) < bound) {
            long threshold = (1L << 32) % bound;
            while ((product & LOW) < threshold) {
                product = (nextLong() >>> 32) * bound;
            }
        }
        return (int) (product >>> 32);
    }

    /** Returns a number in [0, 1), a multiple of 2⁻⁵³. */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    /** Returns a number in (0, 1), an odd multiple of 2⁻⁵³. */
    public double nextOpenDouble() {
        return ((nextLong() >>> 12) + 0.5) * 0x1p-52;
    }

    /** Returns a draw of the standard normal distribution; its tails end at 8.2. */
    public double nextGaussian() {
        return NormalQuantile.of(nextOpenDouble());
    }

    /**
     * Fills with draws of the standard normal distribution, the same as {@link #nextGaussian} gives one by one.
     *
     * @param out takes the draws at [offset, offset + length). Modified.
     */
    public void fillGaussian(double[] out, int offset, int length) {
        for (int i = 0; i < length; i++) {
            out[offset + i] = nextGaussian();
        }
    }

    private void generate(long counter) {
        int c0 = (int) counter;
        int c1 = (int) (counter >>> 32) | purposeBits;
        int c2 = block0;
        int c3 = block1;
        int k0 = key0;
        int k1 = key1;
        for (int round = 0; round < 10; round++) {
            long p0 = MULTIPLIER_0 * (c0 & LOW);
            long p1 = MULTIPLIER_1 * (c2 & LOW);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        first = (c0 & LOW) | ((long) c1 << 32);
        second = (c2 & LOW) | ((long) c3 << 32);
    }
}
