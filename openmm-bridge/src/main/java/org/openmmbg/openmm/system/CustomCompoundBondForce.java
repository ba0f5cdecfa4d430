package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Bonds of several particles each, with an energy given by an expression of their coordinates {@code x1}, {@code y1},
 * {@code z1}, {@code x2}, ..., nm, and of {@code distance(p1,p2)}, {@code angle(p1,p2,p3)} and
 * {@code dihedral(p1,p2,p3,p4)}; from OpenMM 7.6 on also of {@code pointdistance}, {@code pointangle} and
 * {@code pointdihedral}, which take coordinates.
 *
 * @param particlesPerBond number of particles of each bond
 * @param energy the expression, kJ/mol
 * @param parameters what the expression may name
 * @param bonds the bonds
 * @param periodic whether periodic boundary conditions apply to them
 */
public record CustomCompoundBondForce(
        int particlesPerBond, String energy, CustomParameters parameters, List<CustomTerm> bonds, boolean periodic)
        implements Force {
    public CustomCompoundBondForce {
        bonds = List.copyOf(bonds);
    }

    @Override
    public String openMmName() {
        return "CustomCompoundBondForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }
}
