package org.openmmbg.plugin.cli;

import java.nio.file.Path;
import java.util.List;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.ForceFieldException;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.StructureReader;

/**
 * A PDB file with what a force field makes of it.
 *
 * @param structure what the file holds
 * @param topology its atoms with all their bonds
 * @param system its System
 */
record ForceFieldInput(PdbFile structure, Topology topology, SystemSpec system) {

    /**
     * Reads a PDB file and applies a force field to its first model.
     *
     * @param names names of the force field's parts
     * @throws InputFileException if the file does not suit the force field
     */
    static ForceFieldInput read(Path pdb, List<String> names, NonbondedOptions nonbonded) {
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
