package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Topology;

/** The residue templates of a force field, and which of them a residue is. */
final class TemplateLibrary {
    private final Map<String, ResidueTemplate> byName = new LinkedHashMap<>();
    private final Map<Map<String, Integer>, List<ResidueTemplate>> bySignature = new LinkedHashMap<>();

    /** A residue's template, and for each of its atoms the index in it. */
    record Match(ResidueTemplate template, List<Integer> atoms) {}

    /** Adds the template of a {@code Residue} element, unless one of its name overrides it. */
    void add(XmlElement element, AtomTypes types) {
        ResidueTemplate template = ResidueTemplate.read(element, types);
        ResidueTemplate known = byName.get(template.name());
        if (known != null) {
            if (template.overrideLevel() < known.overrideLevel()) {
                return;
            }
            if (template.overrideLevel() == known.overrideLevel()) {
                throw element.error("residue template \"" + XmlElement.shorten(template.name())
                        + "\" is defined twice at the same override level");
            }
            bySignature.getOrDefault(ResidueGraph.signature(known), List.of()).remove(known);
        }
        byName.put(template.name(), template);
        bySignature
                .computeIfAbsent(ResidueGraph.signature(template), s -> new ArrayList<>())
                .add(template);
    }

    /** Returns whether there are none. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    /**
     * Matches every residue.
     *
     * @param neighbours the bonds of all atoms, each list ascending
     * @throws ForceFieldException if a residue has no template, or several that differ
     */
    List<Match> match(Topology topology, List<List<Integer>> neighbours, SystemOptions options) {
        List<Match> matches = new ArrayList<>();
        for (int r = 0; r < topology.residues().size(); r++) {
            ResidueGraph graph = new ResidueGraph(topology, r, neighbours, options.ignoreExternalBonds());
            Topology.Residue residue = topology.residues().get(r);
            String chosen = options.residueTemplates().get(r);
            Match match = find(
                    residue,
                    graph,
                    chosen == null
                            ? bySignature.getOrDefault(graph.signature(), List.of())
                            : List.of(named(chosen, residue)));
            if (match == null && chosen != null) {
                throw new ForceFieldException(
                        "residue template " + chosen + ", asked for for residue " + residue + ", does not match it");
            }
            if (match == null) {
                throw new MissingTemplateException(
                        topology, r, graph.externalBondCount(), List.copyOf(byName.values()));
            }
            matches.add(match);
        }
        return matches;
    }

    private ResidueTemplate named(String name, Topology.Residue residue) {
        ResidueTemplate template = byName.get(name);
        if (template == null) {
            throw new ForceFieldException(
                    "there is no residue template \"" + name + "\", asked for for residue " + residue);
        }
        return template;
    }

    private static @Nullable Match find(
            Topology.Residue residue, ResidueGraph graph, List<ResidueTemplate> candidates) {
        Match found = null;
        List<String> names = new ArrayList<>();
        boolean same = true;
        for (ResidueTemplate template : candidates) {
            List<Integer> atoms = graph.match(template);
            if (atoms != null) {
                names.add(template.name());
                if (found == null) {
                    found = new Match(template, atoms);
                } else {
                    same &= found.template().sameParameters(found.atoms(), template, atoms);
                }
            }
        }
        if (!same) {
            throw new ForceFieldException("residue " + residue + " matches templates that differ: "
                    + String.join(", ", names) + "; choose one of them for it");
        }
        return found;
    }
}
