package org.openmmbg.systems.hydrogens;

import java.util.Set;
import org.openmmbg.systems.pdb.PdbFile;

/**
 * A structure with its hydrogens.
 *
 * @param structure all atoms, each heavy atom followed by the hydrogens that were added to it
 * @param added indices of the atoms that were added
 */
public record CompletedStructure(PdbFile structure, Set<Integer> added) {
    public CompletedStructure {
        added = Set.copyOf(added);
    }
}
