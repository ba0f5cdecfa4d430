package org.openmmbg.plugin.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openmmbg.systems.MolecularSystem;
import org.openmmbg.systems.pdb.PdbWriter;
import org.openmmbg.systems.trajectory.DcdWriter;
import org.openmmbg.systems.trajectory.Frames;
import org.openmmbg.systems.trajectory.NpyArray;
import org.openmmbg.systems.trajectory.NpzWriter;

/**
 * The files of a run's samples. samples.npz holds {@code positions} ([draws, width]; of molecules nm, float32), {@code u}
 * (kT), {@code log_q} (over positions, up to rigid motion) and {@code log_w} = −u − log_q, −∞ outside the target ensemble,
 * each float64 [draws]; samples-T….npz the same of a further temperature. Of molecules samples.dcd holds the same positions
 * for viewers, and topology.pdb their atoms.
 */
final class SampleFiles {
    private final MolecularSystem system;

    SampleFiles(MolecularSystem system) {
        this.system = system;
    }

    void write(RunFolder folder, Samples samples) throws IOException {
        int atoms = system.topology().atomCount();
        writeArrays(folder.samples(), NpyArray.Type.FLOAT32, samples);
        DcdWriter.write(folder.trajectory(), new Frames(atoms, samples.count(), samples.positions(), null));
        PdbWriter.write(folder.topology(), system.topology(), List.of(system.referencePositions()));
    }

    /**
     * Writes samples with their weights.
     *
     * @param type of the positions
     */
    static void writeArrays(Path file, NpyArray.Type type, Samples samples) throws IOException {
        int width = samples.positions().length / samples.count();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put("positions", new NpyArray(type, List.of(samples.count(), width), samples.positions()));
        arrays.put("u", NpyArray.of(samples.energies(), samples.count()));
        arrays.put("log_q", NpyArray.of(samples.logDensities(), samples.count()));
        arrays.put("log_w", NpyArray.of(samples.logWeights(), samples.count()));
        NpzWriter.write(file, arrays);
    }
}
