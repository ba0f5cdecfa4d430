package org.openmmbg.systems.hydrogens;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.StandardBonds;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.pdb.PdbFile;

/**
 * Adds the hydrogens that a structure of amino acids, caps and water lacks at pH 7.
 *
 * <p>Acids are charged, lysine, arginine and both ends of a chain too; cysteine has a hydrogen unless its sulfur is
 * bridged to another. A histidine gets its hydrogen at NE2 if only that one makes a hydrogen bond, and else at ND1, as
 * OpenMM's Modeller has it. A residue named for another state (HID, HIE, HIP, ASH, GLH, LYN, CYM, CYX) is taken at its
 * word, and hydrogens that are there stay where they are.
 */
public final class Hydrogens {
    private Hydrogens() {}

    /**
     * Adds hydrogens at ideal bond lengths and angles; {@link HydrogenRefinement} lets a force field move them. Bonds and
     * states are those of the first model.
     *
     * @param structure heavy atoms, perhaps with some hydrogens
     * @param file what messages call the structure
     * @throws InputFileException if heavy atoms or residues are missing, or residues or hydrogens are unknown; it names
     *     them all
     */
    public static CompletedStructure add(PdbFile structure, Path file) {
        double[] first = structure.models().get(0);
        Topology bonded = StandardBonds.addTo(structure.topology(), first);
        HydrogenPlan plan = new HydrogenPlan(bonded, first);
        if (!plan.problems().isEmpty()) {
            throw new InputFileException(
                    file,
                    "hydrogens cannot be added: " + String.join("; ", plan.problems())
                            + "; expected all heavy atoms of amino acids, caps and water");
        }
        return new Enlarged(bonded, plan.missing()).apply(structure);
    }

    /** The topology with more atoms in it. */
    private static final class Enlarged {
        private final Topology before;
        private final int[] newIndex;
        private final List<Topology.Atom> atoms = new ArrayList<>();
        private final List<Topology.Residue> residues = new ArrayList<>();
        private final Set<Topology.Bond> newBonds = new LinkedHashSet<>();
        private final Set<Integer> added = new TreeSet<>();

        Enlarged(Topology before, Map<Integer, List<String>> missing) {
            this.before = before;
            newIndex = new int[before.atomCount()];
            // Atoms of a residue may stand apart in the file, but their order is kept.
            for (int atom = 0; atom < before.atomCount(); atom++) {
                newIndex[atom] = atoms.size();
                atoms.add(before.atoms().get(atom));
                for (String name : missing.getOrDefault(atom, List.of())) {
                    added.add(atoms.size());
                    newBonds.add(new Topology.Bond(newIndex[atom], atoms.size()));
                    atoms.add(new Topology.Atom(
                            name, "H", before.atoms().get(atom).residue()));
                }
            }
            List<List<Integer>> members = new ArrayList<>();
            before.residues().forEach(residue -> members.add(new ArrayList<>()));
            for (int atom = 0; atom < atoms.size(); atom++) {
                members.get(atoms.get(atom).residue()).add(atom);
            }
            for (int r = 0; r < members.size(); r++) {
                Topology.Residue old = before.residues().get(r);
                residues.add(new Topology.Residue(old.name(), old.id(), old.chain(), old.newChain(), members.get(r)));
            }
        }

        CompletedStructure apply(PdbFile structure) {
            Topology all = new Topology(atoms, residues, bonds(before.bonds(), true));
            List<double[]> models = new ArrayList<>();
            for (double[] model : structure.models()) {
                double[] positions = new double[3 * atoms.size()];
                Arrays.fill(positions, Double.NaN);
                for (int atom = 0; atom < newIndex.length; atom++) {
                    System.arraycopy(model, 3 * atom, positions, 3 * newIndex[atom], 3);
                }
                new HydrogenPlacement(all, positions).placeAll();
                models.add(positions);
            }
            Topology stated = all.withBonds(bonds(structure.topology().bonds(), false));
            return new CompletedStructure(new PdbFile(stated, models, structure.boxVectors()), added);
        }

        private List<Topology.Bond> bonds(List<Topology.Bond> old, boolean withNew) {
            List<Topology.Bond> bonds = new ArrayList<>();
            old.forEach(b -> bonds.add(new Topology.Bond(newIndex[b.first()], newIndex[b.second()])));
            if (withNew) {
                bonds.addAll(newBonds);
            }
            return bonds;
        }
    }
}
