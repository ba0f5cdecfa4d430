package org.openmmbg.systems.amber;

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
import org.openmmbg.systems.Topology;

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
    private static final double EWALD_TOLERANCE = 5e-4;
    private static final double UNUSED_CUTOFF = 1;
    private static final List<Double> UNUSED_BOX = List.of(2.0, 0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 2.0);

    public AmberMolecule {
        masses = List.copyOf(masses);
        particles = List.copyOf(particles);
        exceptions = List.copyOf(exceptions);
        radii = List.copyOf(radii);
        screens = List.copyOf(screens);
    }

    /** Returns the System in vacuum, without a cutoff or constraints. */
    public SystemSpec system() {
        List<Force> forces = new ArrayList<>(List.of(bonds, angles, torsions));
        if (cmap != null) {
            forces.add(cmap);
        }
        forces.add(new NonbondedForce(
                NonbondedForce.Method.NO_CUTOFF,
                UNUSED_CUTOFF,
                REACTION_FIELD_DIELECTRIC,
                -1,
                EWALD_TOLERANCE,
                true,
                particles,
                exceptions));
        return new SystemSpec(masses, List.of(), forces, UNUSED_BOX);
    }
}
