package org.openmmbg.systems;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.amber.AmberMolecule;
import org.openmmbg.systems.amber.InpcrdReader;
import org.openmmbg.systems.amber.PrmtopReader;
import org.openmmbg.systems.forcefield.ForceFieldException;
import org.openmmbg.systems.forcefield.ImplicitSolvent;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.pdb.PdbFile;

/**
 * An Amber topology file with coordinates.
 *
 * @param system its System
 * @param structure its atoms and their positions
 */
public record AmberInput(SystemSpec system, PdbFile structure) {

    /**
     * Reads both files.
     *
     * @param solvent implicit solvent, with the radii of the topology file; null for vacuum
     * @param nonbonded how interactions between all pairs are treated
     * @throws InputFileException if a file cannot be used, or the two do not go together
     */
    public static AmberInput read(
            Path prmtop, Path inpcrd, @Nullable ImplicitSolvent solvent, NonbondedOptions nonbonded) {
        AmberMolecule molecule = PrmtopReader.read(prmtop);
        SystemSpec system;
        try {
            system = molecule.system(solvent, nonbonded);
        } catch (ForceFieldException e) {
            throw new InputFileException(prmtop, String.valueOf(e.getMessage()), e);
        }
        return new AmberInput(system, molecule.at(InpcrdReader.read(inpcrd), prmtop, inpcrd));
    }
}
