package org.openmmbg.systems.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.openmmbg.systems.AtomicFiles;

/**
 * Writes XTC trajectories as GROMACS does: nm, rounded to 0.001 nm, without a cell; frames are numbered from 0 in place of
 * steps and times. Weights are not written: the format has no place for them.
 */
public final class XtcWriter {
    private static final float PRECISION = 1000;
    private static final double LARGEST = (Integer.MAX_VALUE - 2) / PRECISION;
    private static final int HEADER_INTS = 14;

    private XtcWriter() {}

    /**
     * Writes a file. It appears whole or not at all.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a coordinate is not finite or beyond 2·10⁶ nm, for which the format has no room
     */
    public static void write(Path file, Frames frames) throws IOException {
        AtomicFiles.write(file, out -> {
            for (int f = 0; f < frames.count(); f++) {
                ByteBuffer header = ByteBuffer.allocate(4 * HEADER_INTS);
                header.putInt(XtcSizes.MAGIC).putInt(frames.atoms()).putInt(f).putFloat(f);
                header.putInt(4 * HEADER_INTS - 4, frames.atoms());
                out.write(header.array());
                out.write(frames.atoms() <= XtcSizes.LARGEST_PLAIN ? plain(frames, f) : packed(frames, f));
            }
        });
    }

    private static byte[] plain(Frames frames, int frame) {
        ByteBuffer data = ByteBuffer.allocate(12 * frames.atoms());
        for (int k = 0; k < 3 * frames.atoms(); k++) {
            data.putFloat((float) coordinate(frames, frame, k));
        }
        return data.array();
    }

    private static byte[] packed(Frames frames, int frame) {
        int[] rounded = new int[3 * frames.atoms()];
        for (int k = 0; k < rounded.length; k++) {
            rounded[k] = (int) Math.rint(coordinate(frames, frame, k) * PRECISION);
        }
        return new XtcPacking(rounded).pack(PRECISION);
    }

    private static double coordinate(Frames frames, int frame, int k) {
        double nm = frames.positions()[3 * frames.atoms() * frame + k];
        if (!(Math.abs(nm) < LARGEST)) {
            throw new IllegalArgumentException(
                    "coordinate " + k + " of frame " + frame + " is " + nm + " nm, for which XTC has no room");
        }
        return nm;
    }
}
