package org.openmmbg.systems.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.openmmbg.systems.AtomicFiles;

/**
 * Writes XTC trajectories as GROMACS does: nm, rounded, without a cell; frames are numbered from 0 in place of
 * steps and times. Weights are not written: the format has no place for them.
 */
public final class XtcWriter {
    private static final float GROMACS_PRECISION = 1000;
    private static final double LARGEST_NUMBER = Integer.MAX_VALUE - 2;
    private static final int HEADER_INTS = 14;

    private XtcWriter() {}

    /** Writes a file rounded to 0.001 nm; see {@link #write(Path, Frames, float)}. */
    public static void write(Path file, Frames frames) throws IOException {
        write(file, frames, GROMACS_PRECISION);
    }

    /**
     * Writes a file. It appears whole or not at all.
     *
     * @param precision one over the unit that coordinates are rounded to, 1/nm, positive; frames of up to nine atoms are
     *     not rounded
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a coordinate is not finite or, times the precision, beyond 2·10⁹, for which the
     *     format has no room
     */
    public static void write(Path file, Frames frames, float precision) throws IOException {
        if (!(precision > 0 && precision < Float.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "precision " + precision + " of an XTC file: expected a positive number");
        }
        AtomicFiles.write(file, out -> {
            for (int f = 0; f < frames.count(); f++) {
                ByteBuffer header = ByteBuffer.allocate(4 * HEADER_INTS);
                header.putInt(XtcSizes.MAGIC).putInt(frames.atoms()).putInt(f).putFloat(f);
                header.putInt(4 * HEADER_INTS - 4, frames.atoms());
                out.write(header.array());
                out.write(
                        frames.atoms() <= XtcSizes.LARGEST_PLAIN
                                ? plain(frames, f, precision)
                                : packed(frames, f, precision));
            }
        });
    }

    private static byte[] plain(Frames frames, int frame, float precision) {
        ByteBuffer data = ByteBuffer.allocate(12 * frames.atoms());
        for (int k = 0; k < 3 * frames.atoms(); k++) {
            data.putFloat((float) coordinate(frames, frame, k, precision));
        }
        return data.array();
    }

    private static byte[] packed(Frames frames, int frame, float precision) {
        int[] rounded = new int[3 * frames.atoms()];
        for (int k = 0; k < rounded.length; k++) {
            rounded[k] = (int) Math.rint(coordinate(frames, frame, k, precision) * precision);
        }
        return new XtcPacking(rounded).pack(precision);
    }

    private static double coordinate(Frames frames, int frame, int k, float precision) {
        double nm = frames.positions()[3 * frames.atoms() * frame + k];
        if (!(Math.abs(nm) * precision < LARGEST_NUMBER)) {
            throw new IllegalArgumentException(
                    "coordinate " + k + " of frame " + frame + " is " + nm + " nm, for which XTC has no room");
        }
        return nm;
    }
}
