package org.openmmbg.systems.pdb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.Topology;

/**
 * Turns the atoms of a file into a structure: one alternate location of each, residues and chains, standard names. The
 * first model defines the atoms; every other must repeat them.
 */
final class StructureBuilder {
    private final Path file;
    private final List<AtomRecord> records = new ArrayList<>();
    private final List<double[]> models = new ArrayList<>();
    private DoubleStream.Builder coordinates = DoubleStream.builder();
    private int inModel;

    StructureBuilder(Path file) {
        this.file = file;
    }

    /** Returns whether atoms of the first model are still to come, so that {@link #add} wants whole records. */
    boolean isDefining() {
        return models.isEmpty();
    }

    /** Returns the number of atoms read in this model so far. */
    int atomsInModel() {
        return inModel;
    }

    /** Adds an atom of the first model; coordinates in nm. */
    void add(AtomRecord atom, double x, double y, double z) {
        records.add(atom);
        place(x, y, z);
    }

    /** Adds an atom of a later model; coordinates in nm. */
    void repeat(String name, String residue, int line, double x, double y, double z) {
        int model = models.size() + 1;
        if (inModel >= records.size()) {
            throw fault(
                    line,
                    "model " + model + " has more atoms than the " + records.size()
                            + " of the first; all models must hold the same atoms");
        }
        AtomRecord first = records.get(inModel);
        if (!first.name().equals(name) || !first.residue().equals(residue)) {
            throw fault(
                    line,
                    "atom " + (inModel + 1) + " of model " + model + " is " + name + " of " + residue + ", but "
                            + first.name() + " of " + first.residue()
                            + " in the first; all models must hold the same atoms in the same order");
        }
        place(x, y, z);
    }

    private void place(double x, double y, double z) {
        coordinates.add(x).add(y).add(z);
        inModel++;
    }

    /** Ends a model; nothing happens when it has no atoms. */
    void endModel(int line) {
        if (inModel == 0) {
            return;
        }
        if (inModel != records.size()) {
            throw fault(
                    line,
                    "model " + (models.size() + 1) + " ends after " + inModel + " atoms; the first has "
                            + records.size() + ", and all models must hold the same atoms");
        }
        models.add(coordinates.build().toArray());
        coordinates = DoubleStream.builder();
        inModel = 0;
    }

    /**
     * Returns the structure.
     *
     * @param stated pairs of atoms that the file joins, by the order in which they were added; what joins an alternate
     *     location that is not kept joins the one that is
     * @param boxVectors nm, or null
     */
    PdbFile build(List<Topology.Bond> stated, @Nullable List<Double> boxVectors) {
        List<Topology.Atom> atoms = new ArrayList<>();
        List<Topology.Residue> residues = new ArrayList<>();
        int[] newIndex = new int[records.size()];
        Arrays.fill(newIndex, -1);
        int[] sameAtom = new int[records.size()];
        for (int start = 0, end; start < records.size(); start = end) {
            end = start + 1;
            while (end < records.size() && records.get(end).sharesResidue(records.get(end - 1))) {
                end++;
            }
            residue(start, AlternateLocations.kept(records.subList(start, end)), atoms, residues, newIndex);
            join(start, end, newIndex, sameAtom);
        }
        Set<Topology.Bond> bonds = new LinkedHashSet<>();
        for (Topology.Bond bond : stated) {
            int first = sameAtom[bond.first()];
            int second = sameAtom[bond.second()];
            if (first >= 0 && second >= 0 && first != second) {
                bonds.add(new Topology.Bond(first, second));
            }
        }
        Topology topology = new Topology(atoms, residues, List.copyOf(bonds));
        return new PdbFile(
                topology,
                models.stream().map(all -> kept(all, newIndex, atoms.size())).toList(),
                boxVectors);
    }

    private void residue(
            int start, List<Integer> kept, List<Topology.Atom> atoms, List<Topology.Residue> residues, int[] newIndex) {
        AtomRecord first = records.get(start + kept.get(0));
        String name = StandardNames.residue(first.residue());
        List<String> names = StandardNames.atoms(
                name, kept.stream().map(k -> records.get(start + k).name()).toList());
        List<Integer> own = new ArrayList<>();
        for (int k = 0; k < kept.size(); k++) {
            AtomRecord atom = records.get(start + kept.get(k));
            newIndex[start + kept.get(k)] = atoms.size();
            own.add(atoms.size());
            atoms.add(new Topology.Atom(names.get(k), atom.element(), residues.size()));
        }
        boolean newChain = start > 0
                && first.segment() != records.get(start - 1).segment()
                && first.chain().equals(records.get(start - 1).chain());
        residues.add(new Topology.Residue(name, first.id(), first.chain(), newChain, own));
    }

    /** Finds for each location in a residue the atom that is kept under its name; −1 if there is none. */
    private void join(int start, int end, int[] newIndex, int[] sameAtom) {
        Map<String, Integer> keptByName = new HashMap<>();
        for (int i = start; i < end; i++) {
            if (newIndex[i] >= 0) {
                keptByName.put(records.get(i).name(), newIndex[i]);
            }
        }
        for (int i = start; i < end; i++) {
            sameAtom[i] = newIndex[i] >= 0
                    ? newIndex[i]
                    : keptByName.getOrDefault(records.get(i).name(), -1);
        }
    }

    private static double[] kept(double[] all, int[] newIndex, int count) {
        if (count == newIndex.length) {
            return all;
        }
        double[] kept = new double[3 * count];
        for (int i = 0; i < newIndex.length; i++) {
            if (newIndex[i] >= 0) {
                System.arraycopy(all, 3 * i, kept, 3 * newIndex[i], 3);
            }
        }
        return kept;
    }

    private InputFileException fault(int line, String message) {
        return new InputFileException(file, line, message);
    }
}
