package org.openmmbg.hybrid;

import java.util.Arrays;

/** How often walkers go between two states. */
public final class Crossings {

    /** In {@link Side#of}: a configuration of neither state. */
    public static final int BETWEEN = 0;

    /** Tells on which side a configuration is. */
    @FunctionalInterface
    public interface Side {

        /** Returns −1 in the first state, 1 in the second, else {@link #BETWEEN}. */
        int of(double[] positions, int offset);
    }

    private final Side side;
    private final long[] last;
    private final long[] crossings;

    /** Starts counting for a number of walkers. */
    public Crossings(int walkers, Side side) {
        this(new long[walkers], new long[walkers], side);
    }

    /**
     * Restores saved counts; each array is what the accessor of its name gave.
     *
     * @param last [W]. Not modified.
     * @param crossings [W]. Not modified.
     */
    public Crossings(long[] last, long[] crossings, Side side) {
        this.last = last.clone();
        this.crossings = crossings.clone();
        this.side = side;
    }

    /**
     * Takes note of where walkers are.
     *
     * @param width coordinates of a walker
     * @param positions [W, width]. Not modified.
     */
    public void see(int width, double[] positions) {
        for (int walker = 0; walker < last.length; walker++) {
            int now = side.of(positions, walker * width);
            if (now != BETWEEN) {
                crossings[walker] += last[walker] != BETWEEN && last[walker] != now ? 1 : 0;
                last[walker] = now;
            }
        }
    }

    /** Returns the state that each walker was in last, [W]; live. */
    public long[] last() {
        return last;
    }

    /** Returns how often each walker went from one state to the other, [W]; live. */
    public long[] crossings() {
        return crossings;
    }

    /** Returns the number of ways there and back, of all walkers. */
    public long roundTrips() {
        return Arrays.stream(crossings).map(count -> count / 2).sum();
    }
}
