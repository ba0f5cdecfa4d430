package org.openmmbg.systems.pdb;

import java.util.Set;
import org.openmmbg.systems.Topology;

/** Which residues and bonds every reader knows by name, so that files need not state them. */
final class StandardBondRules {
    private static final Set<String> STANDARD = Set.of(
            "ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "ILE", "LEU", "LYS", "MET", "PHE", "PRO",
            "SER", "THR", "TRP", "TYR", "VAL");

    private StandardBondRules() {}

    /** Returns whether this is one of the twenty amino acids. */
    static boolean isStandard(Topology.Residue residue) {
        return STANDARD.contains(residue.name());
    }

    /** Returns whether a bond lies within a standard residue, or is the peptide bond between two that follow each other. */
    static boolean isToldByNames(Topology topology, int first, int second) {
        Topology.Atom a = topology.atoms().get(Math.min(first, second));
        Topology.Atom b = topology.atoms().get(Math.max(first, second));
        if (!isStandard(topology.residues().get(a.residue()))
                || !isStandard(topology.residues().get(b.residue()))) {
            return false;
        }
        return a.residue() == b.residue()
                || (a.residue() + 1 == b.residue()
                        && !topology.beginsChain(b.residue())
                        && a.name().equals("C")
                        && b.name().equals("N"));
    }
}
