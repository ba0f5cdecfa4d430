package org.openmmbg.systems.observable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The atoms along the side chains of the standard amino acids (IUPAC-IUB, Biochemistry 9 (1970) 3471). */
final class SideChains {

    /** The most χ angles that a side chain has. */
    static final int MOST = 5;

    private static final Map<String, List<String>> CHAINS = chains();

    private SideChains() {}

    private static Map<String, List<String>> chains() {
        Map<String, List<String>> chains = new HashMap<>();
        put(chains, "N CA CB CG CD NE CZ NH1", "ARG", "ARN");
        put(chains, "N CA CB CG OD1", "ASN", "ASP", "ASH");
        put(chains, "N CA CB SG", "CYS", "CYX", "CYM");
        put(chains, "N CA CB CG CD OE1", "GLN", "GLU", "GLH");
        put(chains, "N CA CB CG ND1", "HIS", "HID", "HIE", "HIP");
        put(chains, "N CA CB CG1 CD1", "ILE");
        put(chains, "N CA CB CG CD1", "LEU", "PHE", "TRP", "TYR");
        put(chains, "N CA CB CG CD CE NZ", "LYS", "LYN");
        put(chains, "N CA CB CG SD CE", "MET");
        put(chains, "N CA CB CG CD", "PRO");
        put(chains, "N CA CB OG", "SER");
        put(chains, "N CA CB OG1", "THR");
        put(chains, "N CA CB CG1", "VAL");
        return Map.copyOf(chains);
    }

    private static void put(Map<String, List<String>> chains, String atoms, String... residues) {
        for (String residue : residues) {
            chains.put(residue, List.of(atoms.split(" ")));
        }
    }

    /** Returns the names of the four atoms of χ of a number from 1, or an empty list where the residue has none. */
    static List<String> chi(String residue, int number) {
        List<String> chain = CHAINS.getOrDefault(residue, List.of());
        return chain.size() < number + 3 ? List.of() : chain.subList(number - 1, number + 3);
    }
}
