package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.openmmbg.openmm.system.VirtualSite;

/**
 * A virtual site of a residue template.
 *
 * @param kind how it is placed
 * @param site index of the site in the template
 * @param atoms indices of the atoms that place it
 * @param weights their weights
 * @param excludeWith index of the atom whose exclusions it shares
 */
record SiteTemplate(Kind kind, int site, List<Integer> atoms, List<Double> weights, int excludeWith) {

    /** How a site is placed. */
    enum Kind {
        AVERAGE_2("average2"),
        AVERAGE_3("average3"),
        OUT_OF_PLANE("outOfPlane");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        int atoms() {
            return this == AVERAGE_2 ? 2 : 3;
        }

        List<String> weights() {
            return switch (this) {
                case AVERAGE_2 -> List.of("weight1", "weight2");
                case AVERAGE_3 -> List.of("weight1", "weight2", "weight3");
                case OUT_OF_PLANE -> List.of("weight12", "weight13", "weightCross");
            };
        }
    }

    static SiteTemplate read(XmlElement element, Map<String, Integer> indices) {
        String type = element.attribute("type");
        for (Kind kind : Kind.values()) {
            if (kind.type.equals(type)) {
                return read(kind, element, indices);
            }
        }
        throw element.bad("type", type, "average2, average3 or outOfPlane");
    }

    private static SiteTemplate read(Kind kind, XmlElement element, Map<String, Integer> indices) {
        boolean named = element.has("siteName");
        int site = ResidueTemplate.index(element, named ? "siteName" : "index", indices);
        List<Integer> atoms = new ArrayList<>();
        for (int i = 1; i <= kind.atoms(); i++) {
            atoms.add(ResidueTemplate.index(element, (named ? "atomName" : "atom") + i, indices));
        }
        List<Double> weights = kind.weights().stream().map(element::number).toList();
        int excludeWith =
                element.has("excludeWith") ? ResidueTemplate.index(element, "excludeWith", indices) : atoms.get(0);
        return new SiteTemplate(kind, site, atoms, weights, excludeWith);
    }

    /** Returns the site of a molecule, whose particles the argument tells by their index in the template. */
    VirtualSite of(IntUnaryOperator particle) {
        int own = particle.applyAsInt(site);
        int first = particle.applyAsInt(atoms.get(0));
        int second = particle.applyAsInt(atoms.get(1));
        if (kind == Kind.AVERAGE_2) {
            return new VirtualSite.TwoParticleAverage(own, first, second, weights.get(0), weights.get(1));
        }
        int third = particle.applyAsInt(atoms.get(2));
        return kind == Kind.AVERAGE_3
                ? new VirtualSite.ThreeParticleAverage(
                        own, first, second, third, weights.get(0), weights.get(1), weights.get(2))
                : new VirtualSite.OutOfPlane(own, first, second, third, weights.get(0), weights.get(1), weights.get(2));
    }
}
