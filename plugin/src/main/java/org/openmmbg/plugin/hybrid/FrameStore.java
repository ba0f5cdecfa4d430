package org.openmmbg.plugin.hybrid;

import java.util.Arrays;
import org.openmmbg.training.Checkpoint;

/** Frames of many walkers, in the precision of the files. */
final class FrameStore {
    private static final String NAME = "hybrid.frames";

    private final int walkers;
    private final int width;
    private float[] frames = new float[0];
    private int count;

    FrameStore(int walkers, int width) {
        this.walkers = walkers;
        this.width = width;
    }

    /**
     * Adds a frame of each walker.
     *
     * @param positions [walkers, width]. Not modified.
     */
    void see(double[] positions) {
        int row = walkers * width;
        int needed = Math.multiplyExact(count + 1, row);
        if (needed > frames.length) {
            frames = Arrays.copyOf(frames, Math.max(needed, frames.length + frames.length / 2));
        }
        for (int i = 0; i < row; i++) {
            frames[count * row + i] = (float) positions[i];
        }
        count++;
    }

    /** Returns the number of frames of a walker. */
    int count() {
        return count;
    }

    /** Returns all positions, [walkers · count, width]: the frames of one walker after those of another. */
    double[] byWalker() {
        double[] all = new double[count * walkers * width];
        for (int frame = 0; frame < count; frame++) {
            for (int walker = 0; walker < walkers; walker++) {
                int from = (frame * walkers + walker) * width;
                int to = (walker * count + frame) * width;
                for (int i = 0; i < width; i++) {
                    all[to + i] = frames[from + i];
                }
            }
        }
        return all;
    }

    void save(Checkpoint.Builder checkpoint) {
        double[] all = new double[count * walkers * width];
        for (int i = 0; i < all.length; i++) {
            all[i] = frames[i];
        }
        checkpoint.add(NAME, all, count, walkers * width);
    }

    void load(Checkpoint checkpoint) {
        double[] all = checkpoint.array(NAME);
        frames = new float[all.length];
        for (int i = 0; i < all.length; i++) {
            frames[i] = (float) all[i];
        }
        count = all.length / (walkers * width);
    }
}
