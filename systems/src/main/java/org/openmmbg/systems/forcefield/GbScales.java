package org.openmmbg.systems.forcefield;

import java.util.List;
import java.util.Map;
import org.openmmbg.systems.Topology;

/**
 * The factors of generalised Born models by element.
 *
 * @param other the scale of elements that are not listed
 * @param scales scales of atoms by element
 * @param coefficients α, β and γ by element
 * @param nucleotides the scale, α, β and γ in nucleic acids, where these have their own
 */
record GbScales(
        double other,
        Map<String, Double> scales,
        Map<String, List<Double>> coefficients,
        Map<String, List<Double>> nucleotides) {

    /** For pairwise descreening (HCT and OBC). */
    static final GbScales PAIRWISE = new GbScales(
            0.8,
            Map.of("H", 0.85, "C", 0.72, "N", 0.79, "O", 0.85, "F", 0.88, "P", 0.86, "S", 0.96),
            Map.of(),
            Map.of());
    /** For GBn. */
    static final GbScales NECK = new GbScales(
            0.5,
            Map.of(
                    "H",
                    1.09085413633,
                    "C",
                    0.48435382330,
                    "N",
                    0.700147318409,
                    "O",
                    1.06557401132,
                    "S",
                    0.602256336067),
            Map.of(),
            Map.of());
    /** For GBn2, those of nucleic acids apart. */
    static final GbScales NECK_2 = new GbScales(
            0.5,
            Map.of("H", 1.425952, "C", 1.058554, "N", 0.733599, "O", 1.061039, "S", -0.703469),
            Map.of(
                    "H", List.of(0.788440, 0.798699, 0.437334),
                    "C", List.of(0.733756, 0.506378, 0.205844),
                    "N", List.of(0.503364, 0.316828, 0.192915),
                    "O", List.of(0.867814, 0.876635, 0.387882),
                    "S", List.of(0.867814, 0.876635, 0.387882)),
            Map.of(
                    "H", List.of(1.696538, 0.537050, 0.362861, 0.116704),
                    "C", List.of(1.268902, 0.331670, 0.196842, 0.093422),
                    "N", List.of(1.4259728, 0.686311, 0.463189, 0.138722),
                    "O", List.of(0.1840098, 0.606344, 0.463006, 0.142262),
                    "P", List.of(1.5450597, 0.418365, 0.290054, 0.1064245),
                    "S", List.of(0.05, 0.606344, 0.463006, 0.142262)));

    private static final List<String> NUCLEOTIDES = List.of("A", "C", "G", "U", "DA", "DC", "DG", "DT");
    private static final List<Double> OTHER_COEFFICIENTS = List.of(1.0, 0.8, 4.851);

    GbAtom atom(Topology topology, int atom, double radius) {
        Topology.Atom a = topology.atoms().get(atom);
        String residue = topology.residues().get(a.residue()).name();
        List<Double> nucleotide = NUCLEOTIDES.contains(residue) ? nucleotides.get(a.element()) : null;
        if (nucleotide != null) {
            return new GbAtom(radius, nucleotide.get(0), nucleotide.get(1), nucleotide.get(2), nucleotide.get(3));
        }
        List<Double> c = coefficients.getOrDefault(a.element(), OTHER_COEFFICIENTS);
        return new GbAtom(radius, scales.getOrDefault(a.element(), other), c.get(0), c.get(1), c.get(2));
    }
}
