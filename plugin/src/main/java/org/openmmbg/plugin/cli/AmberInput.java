package org.openmmbg.plugin.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.plugin.pipeline.UsageException;
import org.openmmbg.systems.InputFileException;
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
record AmberInput(SystemSpec system, PdbFile structure) {

    /**
     * Reads both files.
     *
     * @param implicit name of an implicit solvent; null for vacuum
     * @throws InputFileException if a file cannot be used, or the two do not go together
     */
    static AmberInput read(Path prmtop, Path inpcrd, @Nullable String implicit, NonbondedOptions nonbonded) {
        ImplicitSolvent solvent = implicit == null ? null : solvent(implicit);
        AmberMolecule molecule = PrmtopReader.read(prmtop);
        SystemSpec system;
        try {
            system = molecule.system(solvent, nonbonded);
        } catch (ForceFieldException e) {
            throw new InputFileException(prmtop, String.valueOf(e.getMessage()), e);
        }
        return new AmberInput(system, molecule.at(InpcrdReader.read(inpcrd), prmtop, inpcrd));
    }

    private static ImplicitSolvent solvent(String name) {
        ImplicitSolvent solvent = ImplicitSolvent.named(name);
        if (solvent == null) {
            String known = Arrays.stream(ImplicitSolvent.values())
                    .map(model -> model.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw new UsageException("--implicit " + name + ": expected one of " + known);
        }
        return solvent;
    }
}
