package org.openmmbg.systems.trajectory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.openmmbg.systems.AtomicFiles;

/**
 * Writes DCD trajectories as CHARMM and OpenMM do: little-endian records, ångströms in single precision, no unit cell.
 */
public final class DcdWriter {
    private static final double ANGSTROM_PER_NM = 10;
    private static final int TITLE_LENGTH = 80;
    private static final int CHARMM_VERSION = 24;
    private static final double PS_PER_AKMA = 0.04888821;

    private DcdWriter() {}

    /**
     * Writes a file. It appears whole or not at all. Weights are not written: the format has no place for them. A number
     * that is not finite is written as it is, so that frames keep their places.
     *
     * @throws IOException if the file cannot be written
     */
    public static void write(Path file, Frames frames) throws IOException {
        AtomicFiles.write(file, out -> {
            out.write(header(frames.atoms(), frames.count()));
            byte[] bytes = new byte[3 * (8 + 4 * frames.atoms())];
            ByteBuffer frame = littleEndian(bytes);
            for (int f = 0; f < frames.count(); f++) {
                frame.clear();
                for (int axis = 0; axis < 3; axis++) {
                    frame.putInt(4 * frames.atoms());
                    for (int i = 0; i < frames.atoms(); i++) {
                        double nm = frames.positions()[(f * frames.atoms() + i) * 3 + axis];
                        frame.putFloat((float) (nm * ANGSTROM_PER_NM));
                    }
                    frame.putInt(4 * frames.atoms());
                }
                out.write(bytes);
            }
        });
    }

    private static byte[] header(int atoms, int frames) {
        byte[] bytes = new byte[92 + 8 + 4 + TITLE_LENGTH + 12];
        ByteBuffer header = littleEndian(bytes);
        header.putInt(84).put("CORD".getBytes(StandardCharsets.US_ASCII));
        int[] control = new int[20];
        control[0] = frames;
        // First step and steps between frames: frames that are independent draws have neither; readers want at least 1.
        control[1] = 1;
        control[2] = 1;
        control[3] = frames;
        control[9] = Float.floatToIntBits((float) (1 / PS_PER_AKMA));
        control[19] = CHARMM_VERSION;
        for (int value : control) {
            header.putInt(value);
        }
        header.putInt(84);
        header.putInt(4 + TITLE_LENGTH).putInt(1);
        byte[] title = "Written by openmm-bg".getBytes(StandardCharsets.US_ASCII);
        header.put(title);
        for (int i = title.length; i < TITLE_LENGTH; i++) {
            header.put((byte) ' ');
        }
        header.putInt(4 + TITLE_LENGTH);
        header.putInt(4).putInt(atoms).putInt(4);
        return bytes;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
