package org.openmmbg.systems;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.forcefield.ForceField;
import org.openmmbg.systems.forcefield.ForceFieldException;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.forcefield.SystemOptions;
import org.openmmbg.systems.hydrogens.CompletedStructure;
import org.openmmbg.systems.hydrogens.HydrogenRefinement;
import org.openmmbg.systems.hydrogens.Hydrogens;
import org.openmmbg.systems.pdb.PdbFile;
import org.openmmbg.systems.pdb.StructureReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A structure with what a force field makes of it.
 *
 * @param structure what the file holds, with the hydrogens added to it
 * @param topology its atoms with all their bonds
 * @param system its System
 * @param addedHydrogens how many hydrogens were added
 */
public record ForceFieldInput(PdbFile structure, Topology topology, SystemSpec system, int addedHydrogens) {
    private static final Logger LOG = LoggerFactory.getLogger(ForceFieldInput.class);

    /**
     * Reads a structure as it is; see {@link #read(Path, List, NonbondedOptions, boolean)}.
     */
    public static ForceFieldInput read(Path pdb, List<String> names, NonbondedOptions nonbonded) {
        return read(pdb, names, nonbonded, false);
    }

    /**
     * Reads a structure and applies a force field to its first model.
     *
     * @param names names of the force field's parts
     * @param nonbonded how interactions between all pairs are treated
     * @param addHydrogens whether hydrogens that the structure lacks are added; see {@link Hydrogens}
     * @throws InputFileException if a file cannot be used, or the structure does not suit the force field
     * @throws org.openmmbg.systems.forcefield.UnknownForceFieldException if there is none of a name
     */
    public static ForceFieldInput read(Path pdb, List<String> names, NonbondedOptions nonbonded, boolean addHydrogens) {
        SystemOptions options = SystemOptions.builder().nonbonded(nonbonded).build();
        ForceField forceField = ForceField.load(names);
        PdbFile read = StructureReader.read(pdb);
        try {
            CompletedStructure completed = addHydrogens
                    ? HydrogenRefinement.refine(Hydrogens.add(read, pdb), forceField)
                    : new CompletedStructure(read, Set.of());
            PdbFile structure = completed.structure();
            Topology topology =
                    StandardBonds.addTo(structure.topology(), structure.models().get(0));
            SystemSpec system = forceField.createSystem(topology, options);
            if (addHydrogens) {
                LOG.info("{}: {} hydrogens added", pdb, completed.added().size());
            }
            topology.disulfides()
                    .forEach(bridge -> LOG.info(
                            "{}: disulfide bridge between {} and {}",
                            pdb,
                            topology.describe(bridge.first()),
                            topology.describe(bridge.second())));
            return new ForceFieldInput(
                    structure, topology, system, completed.added().size());
        } catch (ForceFieldException e) {
            throw new InputFileException(pdb, String.valueOf(e.getMessage()), e);
        }
    }
}
