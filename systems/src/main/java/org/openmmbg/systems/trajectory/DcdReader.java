package org.openmmbg.systems.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.openmmbg.systems.InputFileException;

/**
 * Reads DCD trajectories of CHARMM, NAMD, X-PLOR and OpenMM, of either byte order, with or without a unit cell.
 *
 * <p>Lengths are checked against the size of the file before anything is allocated. Refused: fixed atoms, a fourth
 * dimension, records with 64-bit lengths, a file that ends within a frame or holds another number of frames than its
 * header says (a header of 0 frames, as interrupted programs leave it, is believed to be unfinished).
 */
public final class DcdReader {
    private static final double NM_PER_ANGSTROM = 0.1;
    private static final int HEADER = 84;
    private static final int CORD = 0x44524f43;
    private static final int UNIT_CELL = 48;
    private static final int LARGEST_TITLE = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final long size;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    private DcdReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.size = channel.size();
    }

    /**
     * Reads a file.
     *
     * @throws InputFileException if the file cannot be used
     */
    public static Frames read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return new DcdReader(file, channel).frames();
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read as a DCD file: " + e.getMessage(), e);
        }
    }

    private Frames frames() throws IOException {
        ByteBuffer header = bytes(8 + HEADER);
        if (header.getInt(0) != HEADER) {
            order = ByteOrder.BIG_ENDIAN;
            header.order(order);
        }
        boolean cord = header.order() == ByteOrder.LITTLE_ENDIAN
                ? header.getInt(4) == CORD
                : header.getInt(4) == Integer.reverseBytes(CORD);
        if (header.getInt(0) != HEADER || header.getInt(4 + HEADER) != HEADER || !cord) {
            throw fault("is no DCD file with 32-bit records: its first record is not the header 'CORD' of 84 bytes");
        }
        int promised = control(header, 0);
        if (control(header, 8) != 0) {
            throw fault("has fixed atoms, which are not supported; write every atom in every frame");
        }
        boolean charmm = control(header, 19) != 0;
        boolean unitCell = charmm && control(header, 10) != 0;
        if (charmm && control(header, 11) != 0) {
            throw fault("has a fourth dimension, which is not supported");
        }
        skipTitle();
        ByteBuffer count = bytes(12);
        int atoms = count.getInt(4);
        if (count.getInt(0) != 4 || count.getInt(8) != 4 || atoms < 1) {
            throw fault("has no number of atoms where its header ends");
        }
        return readFrames(atoms, promised, unitCell);
    }

    private Frames readFrames(int atoms, int promised, boolean unitCell) throws IOException {
        long frameSize = 3 * (8 + 4L * atoms) + (unitCell ? 8 + UNIT_CELL : 0);
        long left = size - channel.position();
        if (left % frameSize != 0) {
            throw fault("ends within a frame, at byte " + size + ": " + left + " bytes for frames of " + frameSize
                    + " bytes (" + atoms + " atoms); is it truncated?");
        }
        long frames = left / frameSize;
        if (promised != 0 && frames != promised) {
            throw fault("holds " + frames + " frames, but its header says " + promised);
        }
        if (frames * 3 * atoms > Integer.MAX_VALUE - 8 || frameSize > Integer.MAX_VALUE - 8) {
            throw fault("is too large to be read at once: " + frames + " frames of " + atoms + " atoms");
        }
        double[] positions = new double[Math.toIntExact(frames * 3 * atoms)];
        for (int f = 0; f < frames; f++) {
            ByteBuffer frame = bytes(Math.toIntExact(frameSize));
            if (unitCell) {
                record(frame, f, UNIT_CELL);
                frame.position(frame.position() + UNIT_CELL);
                record(frame, f, UNIT_CELL);
            }
            for (int axis = 0; axis < 3; axis++) {
                record(frame, f, 4 * atoms);
                for (int i = 0; i < atoms; i++) {
                    positions[(f * atoms + i) * 3 + axis] = frame.getFloat() * NM_PER_ANGSTROM;
                }
                record(frame, f, 4 * atoms);
            }
        }
        return new Frames(atoms, (int) frames, positions, null);
    }

    private void skipTitle() throws IOException {
        int length = bytes(4).getInt(0);
        if (length < 0 || length > LARGEST_TITLE || channel.position() + length + 4 > size) {
            throw fault("has a title of " + length + " bytes, which cannot be");
        }
        channel.position(channel.position() + length);
        if (bytes(4).getInt(0) != length) {
            throw fault("has a title record whose two lengths differ");
        }
    }

    private void record(ByteBuffer frame, int index, int length) {
        int found = frame.getInt();
        if (found != length) {
            throw fault("frame " + index + " has a record of " + found + " bytes where " + length + " are expected");
        }
    }

    /** Returns one of the 20 numbers of the header. */
    private static int control(ByteBuffer header, int index) {
        return header.getInt(8 + 4 * index);
    }

    /** Reads exactly so many bytes; the caller has checked that they are few or that the file has them. */
    private ByteBuffer bytes(int length) throws IOException {
        if (channel.position() + length > size) {
            throw fault("ends early, at byte " + size + ": " + length + " bytes are expected from byte "
                    + channel.position() + "; is it truncated, or no DCD file?");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(order);
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
