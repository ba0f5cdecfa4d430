package org.openmmbg.systems.forcefield;

import java.util.List;
import java.util.Map;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;

/**
 * Sets of intrinsic radii for generalised Born models, as the Amber programs and OpenMM 7.7 have them: those of Bondi
 * (J. Phys. Chem. 68, 441, 1964), and modified ones in which a hydrogen's radius depends on what it is bound to.
 */
enum GbRadii {
    /** Bondi's. */
    BONDI,
    /** Hydrogens 0.13 nm on C and N, 0.08 nm on O and S (Tsui and Case, Biopolymers 56, 275, 2001). */
    MBONDI,
    /** Hydrogens 0.13 nm on N (Onufriev, Bashford and Case, Proteins 55, 383, 2004). */
    MBONDI2,
    /**
     * As MBONDI2, and 0.117 nm for the charged hydrogens of arginine (Nguyen, Roe and Simmerling, J. Chem. Theory
     * Comput. 9, 2020, 2013). The paper makes carboxylate oxygens 0.14 nm too, which OpenMM 7.7 leaves out.
     */
    MBONDI3;

    private static final double OTHER = 0.15;
    private static final double HYDROGEN = 0.12;
    private static final Map<String, Double> HEAVY =
            Map.of("C", 0.17, "N", 0.155, "O", 0.15, "F", 0.15, "Si", 0.21, "P", 0.185, "S", 0.18, "Cl", 0.17);

    /** Returns the radius of an atom, nm. */
    double of(Topology topology, List<List<Integer>> neighbours, int atom) {
        Topology.Atom a = topology.atoms().get(atom);
        if (!a.isHydrogen()) {
            return HEAVY.getOrDefault(a.element(), OTHER);
        }
        if (this == MBONDI3 && isGuanidinium(topology, a)) {
            return 0.117;
        }
        List<Integer> bound = neighbours.get(atom);
        String partner =
                bound.isEmpty() ? "" : topology.atoms().get(bound.get(0)).element();
        return switch (this) {
            case BONDI -> HYDROGEN;
            case MBONDI ->
                switch (partner) {
                    case "C", "N" -> 0.13;
                    case "O", "S" -> 0.08;
                    default -> HYDROGEN;
                };
            case MBONDI2, MBONDI3 -> partner.equals("N") ? 0.13 : HYDROGEN;
        };
    }

    private static boolean isGuanidinium(Topology topology, Topology.Atom atom) {
        String residue = topology.residues().get(atom.residue()).name();
        return StandardBonds.standardName(residue).equals("ARG")
                && (atom.name().startsWith("HH") || atom.name().startsWith("HE"));
    }
}
