package org.openmmbg.openmm.system;

import java.util.List;

/**
 * Bonds between centres of groups of particles, with an energy given by an expression of the centres' coordinates
 * {@code x1}, {@code y1}, {@code z1}, {@code x2}, ..., nm, and of {@code distance(g1,g2)}, {@code angle(g1,g2,g3)} and
 * {@code dihedral(g1,g2,g3,g4)}; from OpenMM 7.6 on also of {@code pointdistance}, {@code pointangle} and
 * {@code pointdihedral}, which take coordinates.
 *
 * @param groupsPerBond number of groups of each bond
 * @param energy the expression, kJ/mol
 * @param parameters what the expression may name
 * @param groups the groups
 * @param bonds the bonds, whose indices are those of groups
 * @param periodic whether periodic boundary conditions apply to them
 */
public record CustomCentroidBondForce(
        int groupsPerBond,
        String energy,
        CustomParameters parameters,
        List<Group> groups,
        List<CustomTerm> bonds,
        boolean periodic)
        implements Force {
    public CustomCentroidBondForce {
        groups = List.copyOf(groups);
        bonds = List.copyOf(bonds);
    }

    @Override
    public String openMmName() {
        return "CustomCentroidBondForce";
    }

    @Override
    public <R> R accept(ForceVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /**
     * Particles whose centre takes part in bonds.
     *
     * @param particles indices of the particles, each once
     * @param weights weight of each particle; none for their masses
     */
    public record Group(List<Integer> particles, List<Double> weights) {
        public Group {
            particles = List.copyOf(particles);
            weights = List.copyOf(weights);
        }
    }
}
