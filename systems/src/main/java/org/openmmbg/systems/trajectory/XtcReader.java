package org.openmmbg.systems.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.openmmbg.systems.InputFileException;

/**
 * Reads XTC trajectories of GROMACS: positions in nm, rounded to a stated precision and packed as xdr3dfcoord, the format
 * of F. van Hoesel (Groningen). Cells, steps and times are skipped.
 *
 * <p>The number of atoms must be the one expected and every frame whole, which is checked before anything is allocated.
 * The variant with 64-bit lengths (more than 298 million atoms) is refused.
 */
public final class XtcReader {
    /** Magic number, atoms, step, time, nine numbers of the cell, atoms again. */
    private static final int HEADER = 14 * 4;

    /** Precision, three least and three largest numbers, step, length of the data. */
    private static final int PACKED_HEADER = 9 * 4;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private final int atoms;

    private XtcReader(Path file, FileChannel channel, int atoms) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
        this.atoms = atoms;
    }

    /**
     * Reads a file.
     *
     * @param atoms the number of atoms that each frame must have
     * @throws InputFileException if the file cannot be used
     */
    public static Frames read(Path file, int atoms) {
        try (FileChannel channel = FileChannel.open(file)) {
            return new XtcReader(file, channel, atoms).frames();
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read as an XTC file: " + e.getMessage(), e);
        }
    }

    private Frames frames() throws IOException {
        int count = count();
        if ((long) count * 3 * atoms > Integer.MAX_VALUE - 8) {
            throw fault("is too large to be read at once: " + count + " frames of " + atoms + " atoms");
        }
        double[] positions = new double[count * 3 * atoms];
        channel.position(0);
        for (int f = 0; f < count; f++) {
            bytes(HEADER, f);
            int offset = f * 3 * atoms;
            if (atoms <= XtcSizes.LARGEST_PLAIN) {
                ByteBuffer plain = bytes(12 * atoms, f);
                for (int i = 0; i < 3 * atoms; i++) {
                    positions[offset + i] = plain.getFloat();
                }
            } else {
                packed(f, positions, offset);
            }
        }
        return new Frames(atoms, count, positions, null);
    }

    /** Walks over all frames without reading their data. */
    private int count() throws IOException {
        int count = 0;
        for (long at = 0; at < size; at = channel.position()) {
            ByteBuffer header = bytes(HEADER, count);
            int magic = header.getInt(0);
            if (magic != XtcSizes.MAGIC) {
                throw fault(
                        count == 0
                                ? "is no XTC file: it begins with " + magic + ", not " + XtcSizes.MAGIC
                                : "frame " + count + " begins with " + magic + ", not " + XtcSizes.MAGIC);
            }
            int found = header.getInt(4);
            if (found != atoms || header.getInt(HEADER - 4) != atoms) {
                throw fault("frame " + count + " has " + found + " atoms; expected " + atoms);
            }
            skipData(count);
            count++;
        }
        return count;
    }

    private void skipData(int frame) throws IOException {
        long length = 12L * atoms;
        if (atoms > XtcSizes.LARGEST_PLAIN) {
            length = bytes(PACKED_HEADER, frame).getInt(PACKED_HEADER - 4);
            // No atom takes less than the bit that tells whether a run follows.
            if (length < 0 || 8 * length < atoms / (XtcSizes.LONGEST_RUN + 1)) {
                throw fault("frame " + frame + " has " + length + " bytes of data for " + atoms + " atoms");
            }
            length = padded(length);
        }
        if (channel.position() + length > size) {
            throw fault("ends within frame " + frame + ", at byte " + size + "; is it truncated?");
        }
        channel.position(channel.position() + length);
    }

    private void packed(int frame, double[] positions, int offset) throws IOException {
        ByteBuffer header = bytes(PACKED_HEADER, frame);
        int length = header.getInt(PACKED_HEADER - 4);
        byte[] data = bytes((int) padded(length), frame).array();
        try {
            new XtcUnpacking(header, data).unpack(atoms, positions, offset);
        } catch (XtcBitReader.DamagedException e) {
            throw fault("frame " + frame + " is damaged: " + e.getMessage());
        }
    }

    private static long padded(long length) {
        return (length + 3) / 4 * 4;
    }

    private ByteBuffer bytes(int length, int frame) throws IOException {
        if (channel.position() + length > size) {
            throw fault("ends within frame " + frame + ", at byte " + size + "; is it truncated, or no XTC file?");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw fault("ends early");
            }
        }
        return buffer.flip();
    }

    private InputFileException fault(String message) {
        return new InputFileException(file, message);
    }
}
