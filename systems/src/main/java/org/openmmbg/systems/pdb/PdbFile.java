package org.openmmbg.systems.pdb;

import java.util.List;
import org.openmmbg.systems.Topology;

/**
 * What a PDB file holds.
 *
 * @param topology atoms and residues, and the bonds of its CONECT records
 * @param models positions of each model, nm, row-major [atoms, 3]; at least one
 */
public record PdbFile(Topology topology, List<double[]> models) {
    public PdbFile {
        models = List.copyOf(models);
    }
}
