package org.openmmbg.systems.hydrogens;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;

/** Which hydrogens a structure lacks, and what it lacks beside, so that it cannot be completed. */
final class HydrogenPlan {
    private static final List<String> CHARGED_AMINE = List.of("H1", "H2", "H3");
    private static final List<String> CHARGED_PROLINE = List.of("H2", "H3");

    private final Topology topology;
    private final double[] positions;
    private final List<List<Integer>> neighbours;
    private final Map<Integer, List<String>> missing = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * Makes the plan.
     *
     * @param topology with its bonds
     * @param positions nm, [3N]. Not modified.
     */
    HydrogenPlan(Topology topology, double[] positions) {
        this.topology = topology;
        this.positions = positions;
        this.neighbours = topology.neighbours();
        for (int residue = 0; residue < topology.residues().size(); residue++) {
            Map<String, List<String>> atoms = HydrogenTable.of(form(residue));
            if (atoms != null) {
                plan(residue, atoms);
            } else if (!isComplete(residue)) {
                problems.add(topology.residues().get(residue) + " is no residue whose hydrogens are known");
            }
        }
    }

    /** Returns the names of the hydrogens that each heavy atom lacks. */
    Map<Integer, List<String>> missing() {
        return missing;
    }

    /** Returns what is in the way, a clause each; empty if nothing is. */
    List<String> problems() {
        return problems;
    }

    /** The name under which the table has the residue in its protonation state. */
    private String form(int residue) {
        String name = topology.residues().get(residue).name();
        if (HydrogenTable.of(name) == null) {
            name = StandardBonds.standardName(name);
        }
        if (name.equals("CYS") && hasBridge(residue)) {
            return "CYX";
        }
        return name.equals("HIS") ? new Histidine(topology, positions, neighbours).form(residue) : name;
    }

    private boolean hasBridge(int residue) {
        int sulfur = topology.find(residue, "SG");
        return sulfur >= 0 && isBondedToOtherResidue(sulfur);
    }

    private boolean isBondedToOtherResidue(int atom) {
        return neighbours.get(atom).stream().anyMatch(i -> residueOf(i) != residueOf(atom));
    }

    private int residueOf(int atom) {
        return topology.atoms().get(atom).residue();
    }

    /** Whether a residue that is not in the table can stay as it is: an ion, or one that has hydrogens. */
    private boolean isComplete(int residue) {
        List<Integer> atoms = topology.residues().get(residue).atoms();
        return atoms.size() == 1
                || atoms.stream().anyMatch(i -> topology.atoms().get(i).isHydrogen());
    }

    private void plan(int residue, Map<String, List<String>> atoms) {
        List<String> absent = new ArrayList<>();
        boolean aminoAcid = atoms.containsKey("CA");
        for (Map.Entry<String, List<String>> entry : atoms.entrySet()) {
            int parent = topology.find(residue, entry.getKey());
            if (parent < 0) {
                absent.add(entry.getKey());
            } else if (aminoAcid && entry.getKey().equals("N") && !isBondedToOtherResidue(parent)) {
                require(parent, amine(residue, atoms));
            } else {
                require(parent, entry.getValue());
            }
        }
        if (aminoAcid && endsWithoutOxygen(residue)) {
            absent.add("OXT");
        }
        if (!absent.isEmpty()) {
            problems.add(topology.residues().get(residue) + " lacks " + String.join(", ", absent));
        }
        for (int atom : topology.residues().get(residue).atoms()) {
            if (topology.atoms().get(atom).isHydrogen() && neighbours.get(atom).isEmpty()) {
                problems.add("the hydrogen " + topology.describe(atom) + " has no name that is known there");
            }
        }
    }

    /** The hydrogens of a nitrogen without a residue before it. */
    private List<String> amine(int residue, Map<String, List<String>> atoms) {
        if (!beginsChain(residue)) {
            problems.add("residues are missing before " + topology.residues().get(residue));
        }
        return atoms.getOrDefault("N", List.of()).isEmpty() ? CHARGED_PROLINE : CHARGED_AMINE;
    }

    private boolean beginsChain(int residue) {
        return topology.beginsChain(residue) || topology.find(residue - 1, "OXT") >= 0;
    }

    /** Whether a chain ends here; where it goes on with a gap, the residue behind the gap says so. */
    private boolean endsWithoutOxygen(int residue) {
        int carbon = topology.find(residue, "C");
        if (carbon < 0 || isBondedToOtherResidue(carbon) || topology.find(residue, "OXT") >= 0) {
            return false;
        }
        int next = residue + 1;
        return next == topology.residues().size() || beginsChain(next) || topology.find(next, "CA") < 0;
    }

    /** Hydrogens that are there count by name, those of other names for the last ones. */
    private void require(int parent, List<String> hydrogens) {
        List<String> names = new ArrayList<>(hydrogens);
        int strangers = 0;
        for (int i : neighbours.get(parent)) {
            Topology.Atom atom = topology.atoms().get(i);
            if (atom.isHydrogen() && !names.remove(atom.name())) {
                strangers++;
            }
        }
        int lacking = Math.max(0, names.size() - strangers);
        if (lacking > 0) {
            missing.put(parent, List.copyOf(names.subList(0, lacking)));
        }
    }
}
