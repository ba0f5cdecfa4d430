package org.openmmbg.systems.forcefield;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openmmbg.systems.EditDistance;
import org.openmmbg.systems.Topology;

/** A residue matches no template; the message names the closest one and what is between them. */
public final class MissingTemplateException extends ForceFieldException {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int MOST_NAMED = 8;

    private final String residue;
    private final String closest;

    MissingTemplateException(Topology topology, int residue, int externalBonds, List<ResidueTemplate> templates) {
        this(Comparison.closest(topology, residue, externalBonds, templates));
    }

    private MissingTemplateException(Comparison comparison) {
        super("the force field has no template for residue " + comparison.residue + ": " + comparison.difference());
        this.residue = comparison.residue.toString();
        this.closest = comparison.template.name();
    }

    /** Returns the residue, such as {@code ALA 2 of chain A}. */
    public String residue() {
        return residue;
    }

    /** Returns the name of the template that is most like it. */
    public String closest() {
        return closest;
    }

    /** A residue beside a template; names are those of atoms that only one of them has, by element. */
    private record Comparison(
            Topology.Residue residue,
            int externalBonds,
            ResidueTemplate template,
            List<String> missing,
            List<String> extra) {

        static Comparison closest(Topology topology, int residue, int externalBonds, List<ResidueTemplate> templates) {
            Comparison best = null;
            for (ResidueTemplate template : templates) {
                Comparison next = of(topology, residue, externalBonds, template);
                if (best == null || next.distance() < best.distance()) {
                    best = next;
                }
            }
            if (best == null) {
                throw new IllegalArgumentException("no templates to compare with");
            }
            return best;
        }

        /** Pairs atoms of equal name and element, then of equal element; the rest is the difference. */
        private static Comparison of(Topology topology, int residue, int externalBonds, ResidueTemplate template) {
            Topology.Residue own = topology.residues().get(residue);
            List<Topology.Atom> extra = new ArrayList<>();
            List<ResidueTemplate.Atom> missing = new ArrayList<>(template.atoms());
            for (int atom : own.atoms()) {
                Topology.Atom a = topology.atoms().get(atom);
                if (!missing.removeIf(
                        t -> t.name().equals(a.name()) && t.type().element().equals(a.element()))) {
                    extra.add(a);
                }
            }
            extra.removeIf(a -> {
                for (int i = 0; i < missing.size(); i++) {
                    if (missing.get(i).type().element().equals(a.element())) {
                        missing.remove(i);
                        return true;
                    }
                }
                return false;
            });
            return new Comparison(
                    own,
                    externalBonds,
                    template,
                    missing.stream().map(ResidueTemplate.Atom::name).toList(),
                    extra.stream().map(Topology.Atom::name).toList());
        }

        private int bondDifference() {
            return Math.abs(externalBonds
                    - template.externalBonds().stream()
                            .mapToInt(Integer::intValue)
                            .sum());
        }

        /** Atoms weigh most; then whether the chain goes on alike, then the name. */
        private int distance() {
            return 1000 * (missing.size() + extra.size())
                    + 100 * bondDifference()
                    + EditDistance.between(template.name(), residue.name());
        }

        String difference() {
            if (missing.isEmpty() && extra.isEmpty()) {
                return "its atoms are those of " + template.name() + ", but not its bonds ("
                        + externalBonds + " to other residues, "
                        + template.externalBonds().stream()
                                .mapToInt(Integer::intValue)
                                .sum()
                        + " in the template); is an end of the chain without its cap or terminal atoms?";
            }
            List<String> parts = new ArrayList<>();
            if (!missing.isEmpty()) {
                parts.add("lacks " + named(missing));
            }
            if (!extra.isEmpty()) {
                parts.add("has " + named(extra) + " too many");
            }
            boolean onlyHydrogens =
                    !missing.isEmpty() && extra.isEmpty() && missing.stream().allMatch(name -> name.startsWith("H"));
            return "compared with the closest, " + template.name() + ", it " + String.join(" and ", parts)
                    + (onlyHydrogens ? "; --add-hydrogens adds hydrogens" : "");
        }

        private static String named(List<String> names) {
            String shown = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
            return names.size() > MOST_NAMED ? shown + " and " + (names.size() - MOST_NAMED) + " more" : shown;
        }
    }
}
