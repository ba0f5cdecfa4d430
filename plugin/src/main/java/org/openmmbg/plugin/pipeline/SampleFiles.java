package org.openmmbg.plugin.pipeline;

import java.io.IOException;
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
 * The files of a run's samples. samples.npz holds {@code positions} (nm, float32, [draws, 3N]), {@code u} (kT), {@code
 * log_q} (over positions, up to rigid motion) and {@code log_w} = −u − log_q, −∞ outside the target ensemble, each
 * float64 [draws]; samples.dcd holds the same positions for viewers, and topology.pdb their atoms.
 */
final class SampleFiles {
    private final MolecularSystem system;

    SampleFiles(MolecularSystem system) {
        this.system = system;
    }

    void write(RunFolder folder, Samples samples) throws IOException {
        int atoms = system.topology().atomCount();
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        arrays.put(
                "positions",
                new NpyArray(NpyArray.Type.FLOAT32, List.of(samples.count(), 3 * atoms), samples.positions()));
        arrays.put("u", NpyArray.of(samples.energies(), samples.count()));
        arrays.put("log_q", NpyArray.of(samples.logDensities(), samples.count()));
        arrays.put("log_w", NpyArray.of(samples.logWeights(), samples.count()));
        NpzWriter.write(folder.samples(), arrays);
        DcdWriter.write(folder.trajectory(), new Frames(atoms, samples.count(), samples.positions(), null));
        PdbWriter.write(folder.topology(), system.topology(), List.of(system.referencePositions()));
    }
}
