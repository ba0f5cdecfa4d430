package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzReader;
import org.openmmbg.systems.trajectory.NpzWriter;

/**
 * Configurations that a generator learns from.
 *
 * @param count how many
 * @param positions [count, width]
 * @param weights [count], or null for equal ones
 */
@SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
record SeedSet(int count, double[] positions, double @Nullable [] weights) {
    /** In seeds.npz: u, kT, [seeds]. */
    private static final String ENERGY = "u";

    /** In seed-weights.npz: log-weights by the formula of the draws, [seeds]. */
    private static final String LOG_WEIGHT = "log_w";

    /** Returns the length of a configuration. */
    int width() {
        return positions.length / count;
    }

    /**
     * Writes a seeds.npz.
     *
     * @param energies u, kT, [seeds]
     */
    void write(Path file, double[] energies) throws IOException {
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("positions", NpyArray.of(positions, count, width()));
        arrays.put(ENERGY, NpyArray.of(energies, count));
        if (weights != null) {
            arrays.put("weights", NpyArray.of(weights, count));
        }
        NpzWriter.write(file, arrays);
    }

    /** Reads the seeds of a seeds.npz. */
    static SeedSet read(Path file) {
        Map<String, NpyArray> arrays = NpzReader.read(file, Set.of("positions", "weights"));
        NpyArray positions = array(arrays, "positions", 2, file);
        NpyArray weights = arrays.get("weights");
        int count = positions.shape().get(0);
        if (weights != null && weights.values().length != count) {
            throw new InputFileException(file, "its arrays do not fit each other");
        }
        return new SeedSet(count, positions.values(), weights == null ? null : weights.values());
    }

    /** Reads the energies of a seeds.npz, kT, [seeds]. */
    static double[] readEnergies(Path file) {
        return array(NpzReader.read(file, Set.of(ENERGY)), ENERGY, 1, file).values();
    }

    /**
     * Writes a seed-weights.npz.
     *
     * @param logWeights by the formula of the draws, with the same constant, [seeds]
     */
    static void writeLogWeights(Path file, double[] logWeights) throws IOException {
        NpzWriter.write(file, Map.of(LOG_WEIGHT, NpyArray.of(logWeights, logWeights.length)));
    }

    /** Reads the log-weights of a seed-weights.npz, [seeds]. */
    static double[] readLogWeights(Path file) {
        return array(NpzReader.read(file, Set.of(LOG_WEIGHT)), LOG_WEIGHT, 1, file)
                .values();
    }

    private static NpyArray array(Map<String, NpyArray> arrays, String name, int dimensions, Path file) {
        NpyArray array = arrays.get(name);
        if (array == null || array.shape().size() != dimensions) {
            throw new InputFileException(file, "holds no array '" + name + "' with a row for each configuration");
        }
        return array;
    }
}
