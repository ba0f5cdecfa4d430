package org.openmmbg.systems;

import java.nio.file.Path;
import java.util.List;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.ForceFieldException;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.StructureReader;

/**
 * A structure with what a force field makes of it.
 *
 * @param structure what the file holds
 * @param topology its atoms with all their bonds
 * @param system its System
 */
public record ForceFieldInput(PdbFile structure, Topology topology, SystemSpec system) {

    /**
     * Reads a structure and applies a force field to its first model.
     *
     * @param names names of the force field's parts
     * @param nonbonded how interactions between all pairs are treated
     * @throws InputFileException if a file cannot be used, or the structure does not suit the force field
     * @throws org.openmmbg.systems.forcefield.UnknownForceFieldException if there is none of a name
     */
    public static ForceFieldInput read(Path pdb, List<String> names, NonbondedOptions nonbonded) {
        SystemOptions options = SystemOptions.builder().nonbonded(nonbonded).build();
        ForceField forceField = ForceField.load(names);
        PdbFile structure = StructureReader.read(pdb);
        Topology topology =
                StandardBonds.addTo(structure.topology(), structure.models().get(0));
        try {
            return new ForceFieldInput(structure, topology, forceField.createSystem(topology, options));
        } catch (ForceFieldException e) {
            throw new InputFileException(pdb, String.valueOf(e.getMessage()), e);
        }
    }
}
