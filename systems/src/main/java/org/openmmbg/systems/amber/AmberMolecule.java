package org.openmmbg.systems.amber;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openmmbg.openmm.system.CmapTorsionForce;
import org.openmmbg.openmm.system.Force;
import org.openmmbg.openmm.system.HarmonicAngleForce;
import org.openmmbg.openmm.system.HarmonicBondForce;
import org.openmmbg.openmm.system.NonbondedForce;
import org.openmmbg.openmm.system.PeriodicTorsionForce;
import org.openmmbg.openmm.system.SystemSpec;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.forcefield.ForceFieldException;
import org.openmmbg.systems.forcefield.GbAtom;
import org.openmmbg.systems.forcefield.ImplicitSolvent;
import org.openmmbg.systems.forcefield.NonbondedOptions;
import org.openmmbg.systems.forcefield.SolventOptions;
import org.openmmbg.systems.pdb.PdbFile;

/**
 * What a prmtop file holds: a molecule and its force field.
 *
 * @param topology atoms, residues and bonds
 * @param masses amu
 * @param bonds the bonds
 * @param angles the angles
 * @param torsions proper and improper torsions
 * @param cmap maps over pairs of torsions; null when there are none
 * @param particles charges and Lennard-Jones parameters
 * @param exceptions 1-4 interactions, then excluded pairs
 * @param radii radii of implicit solvent, nm; empty when the file has none
 * @param screens factors of implicit solvent; empty when the file has none
 */
public record AmberMolecule(
        Topology topology,
        List<Double> masses,
        HarmonicBondForce bonds,
        HarmonicAngleForce angles,
        PeriodicTorsionForce torsions,
        @Nullable CmapTorsionForce cmap,
        List<NonbondedForce.Particle> particles,
        List<NonbondedForce.ParticleException> exceptions,
        List<Double> radii,
        List<Double> screens) {
    private static final double REACTION_FIELD_DIELECTRIC = 78.3;
    private static final List<Double> UNUSED_BOX = List.of(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);

    public AmberMolecule {
        masses = List.copyOf(masses);
        particles = List.copyOf(particles);
        exceptions = List.copyOf(exceptions);
        radii = List.copyOf(radii);
        screens = List.copyOf(screens);
    }

    /**
     * Returns the molecule with coordinates.
     *
     * @param prmtop what messages call this molecule
     * @param inpcrd what messages call the coordinates
     * @throws InputFileException if the coordinates are those of another number of atoms
     */
    public PdbFile at(InpcrdReader.Coordinates coordinates, Path prmtop, Path inpcrd) {
        double[] positions = coordinates.positions();
        if (positions.length != 3 * masses.size()) {
            throw new InputFileException(
                    inpcrd,
                    "has " + positions.length / 3 + " atoms, but " + prmtop + " has " + masses.size()
                            + "; expected the coordinates that belong to it");
        }
        return new PdbFile(topology, List.of(positions), coordinates.boxVectors());
    }

    /**
     * Returns the System, without constraints. Implicit solvent takes its radii from the file, and its factors too for
     * HCT, OBC1 and OBC2; GBn and GBn2 have factors of their own, as in Amber's programs.
     *
     * @param solvent implicit solvent; null for vacuum
     * @throws ForceFieldException if the file has no radii for the solvent, or the nonbonded method is periodic
     */
    public SystemSpec system(@Nullable ImplicitSolvent solvent, NonbondedOptions nonbonded) {
        if (nonbonded.isPeriodic()) {
            throw new ForceFieldException("the nonbonded method " + nonbonded.method()
                    + " is periodic; prmtop files are read without a cutoff or with a plain one");
        }
        List<Force> forces = new ArrayList<>(List.of(bonds, angles, torsions));
        if (cmap != null) {
            forces.add(cmap);
        }
        forces.add(new NonbondedForce(
                nonbonded.method(),
                nonbonded.cutoff(),
                solvent == null ? REACTION_FIELD_DIELECTRIC : 1,
                nonbonded.switchingDistance(),
                nonbonded.ewaldErrorTolerance(),
                true,
                particles,
                exceptions));
        if (solvent != null) {
            List<Double> charges =
                    particles.stream().map(NonbondedForce.Particle::charge).toList();
            forces.add(solvent.force(charges, gbAtoms(solvent), nonbonded, SolventOptions.DEFAULTS));
        }
        return new SystemSpec(masses, List.of(), forces, UNUSED_BOX);
    }

    private List<GbAtom> gbAtoms(ImplicitSolvent solvent) {
        boolean ownFactors = solvent == ImplicitSolvent.GBN || solvent == ImplicitSolvent.GBN2;
        if (radii.isEmpty() || (screens.isEmpty() && !ownFactors)) {
            throw new ForceFieldException("the prmtop file has no %FLAG " + (radii.isEmpty() ? "RADII" : "SCREEN")
                    + ", which implicit solvent needs");
        }
        List<GbAtom> standard = solvent.atoms(topology);
        List<GbAtom> atoms = new ArrayList<>();
        for (int i = 0; i < standard.size(); i++) {
            GbAtom own = standard.get(i);
            double scale = ownFactors ? own.scale() : screens.get(i);
            atoms.add(new GbAtom(radii.get(i), scale, own.alpha(), own.beta(), own.gamma()));
        }
        return atoms;
    }
}
