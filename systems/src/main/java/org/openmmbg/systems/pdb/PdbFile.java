package org.openmmbg.systems.pdb;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Topology;

/**
 * What a PDB or PDBx/mmCIF file holds.
 *
 * @param topology atoms and residues, and the bonds that the file states
 * @param models positions of each model, nm, row-major [atoms, 3]; at least one
 * @param boxVectors the periodic cell, nm, row-major [3, 3]; null when there is none
 */
public record PdbFile(
        Topology topology, List<double[]> models, @Nullable List<Double> boxVectors) {
    public PdbFile {
        models = List.copyOf(models);
        boxVectors = boxVectors == null ? null : List.copyOf(boxVectors);
    }
}
