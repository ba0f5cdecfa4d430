package org.openmmbg.systems.trajectory;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;

/**
 * Reads the positions of HDF5 trajectories as MDTraj writes them (convention Pande 1.1): a dataset {@code coordinates} in
 * nanometers, [frames, atoms, 3].
 */
public final class MdtrajHdf5Reader {
    private static final String DATASET = "coordinates";
    /** Below this size data may compress as well as they like. */
    private static final long SMALL = 1L << 26;
    /** Larger data that shrank by more than this are none, but an attempt to fill the memory. */
    private static final long LARGEST_RATIO = 100;

    private MdtrajHdf5Reader() {}

    /**
     * Reads a file.
     *
     * @throws InputFileException if the file cannot be used
     */
    public static Frames read(Path file) {
        try (HdfFile hdf = new HdfFile(file)) {
            if (!(hdf.getChild(DATASET) instanceof Dataset dataset)) {
                throw new InputFileException(file, "holds no dataset '" + DATASET + "'; expected a file of MDTraj's");
            }
            return frames(file, dataset);
        } catch (InputFileException e) {
            throw e;
        } catch (HdfException e) {
            throw new InputFileException(file, "is no HDF5 file, or a damaged one: " + firstLine(e), e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Where a file is damaged, the library meets ends of buffers and addresses that lead in circles.
            throw new InputFileException(file, "is a damaged HDF5 file: " + firstLine(e), e);
        }
    }

    private static Frames frames(Path file, Dataset dataset) throws IOException {
        requireNanometres(file, dataset.getAttribute("units"));
        int[] shape = dataset.getDimensions();
        if (shape.length != 3 || shape[2] != 3 || shape[1] < 1) {
            throw new InputFileException(
                    file, "'" + DATASET + "' has " + shape.length + " dimensions; expected [frames, atoms, 3]");
        }
        long count = 3L * shape[0] * shape[1];
        long bytes = 4 * count;
        if (shape[0] < 0 || count > Integer.MAX_VALUE - 8) {
            throw new InputFileException(
                    file, "is too large to be read at once: " + shape[0] + " frames of " + shape[1] + " atoms");
        }
        if (bytes > SMALL && bytes / LARGEST_RATIO > Files.size(file)) {
            throw new InputFileException(
                    file, "tells of " + bytes + " bytes of coordinates; data do not compress that well");
        }
        if (!(dataset.getDataFlat() instanceof float[] single) || single.length != count) {
            throw new InputFileException(file, "'" + DATASET + "' holds other numbers than 32-bit floats");
        }
        double[] positions = new double[single.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = single[i];
        }
        return new Frames(shape[1], shape[0], positions, null);
    }

    private static void requireNanometres(Path file, @Nullable Attribute units) {
        String name = units == null ? "" : String.valueOf(units.getData());
        if (!name.equals("nanometers")) {
            throw new InputFileException(
                    file,
                    "'" + DATASET + "' is in '" + printable(name) + "'; expected nanometers, as MDTraj writes them");
        }
    }

    private static String firstLine(Throwable e) {
        return printable(String.valueOf(e.getMessage()));
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^ -~]", "?").strip();
        return clean.length() > 120 ? clean.substring(0, 120) + "…" : clean;
    }
}
