package org.openmmbg.systems.trajectory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.StructureReader;

/**
 * Reads configurations of a known molecule from PDB and PDBx/mmCIF (all models), DCD, XTC, NPZ or mdtraj's HDF5 files, told
 * apart by their names.
 */
public final class FrameReader {
    private static final String KINDS = "a PDB, PDBx/mmCIF, DCD, XTC, NPZ or HDF5 file";

    private FrameReader() {}

    /**
     * Reads all frames of a file.
     *
     * <p>An NPZ file holds an array {@code positions} in nm, [frames, 3 atoms] or [frames, atoms, 3], and may hold
     * {@code weights} or their logarithms {@code log_w}, [frames].
     *
     * @param file a name that ends in .pdb, .ent, .cif, .mmcif, .dcd, .xtc, .npz, .h5 or .hdf5
     * @param atoms the number of atoms that each frame must have
     * @throws InputFileException if the file cannot be used, has another number of atoms, or holds a number that is not
     *     finite
     */
    public static Frames read(Path file, int atoms) {
        if (!Files.isRegularFile(file)) {
            throw new InputFileException(file, "no such file; expected " + KINDS);
        }
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        Frames frames;
        if (List.of(".pdb", ".ent", ".cif", ".mmcif").stream().anyMatch(name::endsWith)) {
            frames = fromModels(file, StructureReader.read(file), atoms);
        } else if (name.endsWith(".xtc")) {
            frames = XtcReader.read(file, atoms);
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            frames = MdtrajHdf5Reader.read(file);
            requireAtoms(file, frames.atoms(), atoms);
        } else if (name.endsWith(".dcd")) {
            frames = DcdReader.read(file);
            requireAtoms(file, frames.atoms(), atoms);
        } else if (name.endsWith(".npz")) {
            frames = fromNpz(file, atoms);
        } else {
            throw new InputFileException(
                    file, "unknown kind of file; expected " + KINDS + ", told by .pdb, .cif, .dcd, .xtc, .npz or .h5");
        }
        if (frames.count() == 0) {
            throw new InputFileException(file, "holds no frame");
        }
        requireFinite(file, frames.positions(), 3 * atoms);
        return frames;
    }

    private static Frames fromModels(Path file, PdbFile structure, int atoms) {
        List<double[]> models = structure.models();
        requireAtoms(file, models.get(0).length / 3, atoms);
        double[] positions = new double[Math.multiplyExact(models.size(), 3 * atoms)];
        for (int m = 0; m < models.size(); m++) {
            System.arraycopy(models.get(m), 0, positions, m * 3 * atoms, 3 * atoms);
        }
        return new Frames(atoms, models.size(), positions, null);
    }

    private static Frames fromNpz(Path file, int atoms) {
        Map<String, NpyArray> arrays = NpzReader.read(file, Set.of("positions", "weights", "log_w"));
        NpyArray positions = arrays.get("positions");
        if (positions == null) {
            throw new InputFileException(file, "holds no array 'positions'");
        }
        List<Integer> shape = positions.shape();
        boolean flat = shape.size() == 2 && shape.get(1) % 3 == 0;
        if (!flat && !(shape.size() == 3 && shape.get(2) == 3)) {
            throw new InputFileException(
                    file,
                    "'positions' has shape " + shape + "; expected [frames, 3 atoms] or [frames, atoms, 3], in nm");
        }
        requireAtoms(file, flat ? shape.get(1) / 3 : shape.get(1), atoms);
        int count = shape.get(0);
        return new Frames(atoms, count, positions.values(), weights(file, arrays, count));
    }

    private static double @Nullable [] weights(Path file, Map<String, NpyArray> arrays, int count) {
        NpyArray plain = arrays.get("weights");
        NpyArray logarithms = arrays.get("log_w");
        if (plain != null && logarithms != null) {
            throw new InputFileException(file, "holds both 'weights' and 'log_w'; expected one of them");
        }
        String name = plain != null ? "weights" : "log_w";
        NpyArray array = plain != null ? plain : logarithms;
        if (array == null) {
            return null;
        }
        if (!array.shape().equals(List.of(count))) {
            throw new InputFileException(
                    file, "'" + name + "' has shape " + array.shape() + "; expected [" + count + "]");
        }
        double[] weights = array.values().clone();
        if (plain == null) {
            double largest = Double.NEGATIVE_INFINITY;
            for (double w : weights) {
                largest = Math.max(largest, w);
            }
            for (int i = 0; i < count; i++) {
                // A weight of zero has the logarithm −∞, which stays zero.
                weights[i] = Math.exp(weights[i] - largest);
            }
        }
        double sum = 0;
        for (int i = 0; i < count; i++) {
            if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
                throw new InputFileException(
                        file,
                        "'" + name + "' of frame " + i + " is " + array.values()[i] + "; expected a usable weight");
            }
            sum += weights[i];
        }
        if (count > 0 && !(sum > 0)) {
            throw new InputFileException(file, "all weights are 0");
        }
        return weights;
    }

    private static void requireAtoms(Path file, int found, int expected) {
        if (found != expected) {
            throw new InputFileException(file, "has " + found + " atoms a frame; expected " + expected);
        }
    }

    private static void requireFinite(Path file, double[] positions, int width) {
        for (int i = 0; i < positions.length; i++) {
            if (!Double.isFinite(positions[i])) {
                throw new InputFileException(
                        file,
                        "coordinate " + i % width + " of frame " + i / width + " is " + positions[i]
                                + "; expected finite numbers");
            }
        }
    }
}
