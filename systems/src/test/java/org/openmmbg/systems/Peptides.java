package org.openmmbg.systems;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Topologies of capped peptides of any sequence, from the residues of the test data. */
final class Peptides {
    private Peptides() {}

    /** Ace-sequence-Nme, residues by their names. */
    static Topology capped(String... sequence) throws IOException {
        Map<String, String> templates = new HashMap<>();
        for (String line : Files.readAllLines(TestFiles.path("residues/residues.txt"))) {
            templates.put(line.split(" ", 2)[0], line);
        }
        List<String> names = new ArrayList<>(List.of("ACE"));
        names.addAll(List.of(sequence));
        names.add("NME");
        List<Topology.Atom> atoms = new ArrayList<>();
        List<Topology.Residue> residues = new ArrayList<>();
        List<Topology.Bond> bonds = new ArrayList<>();
        int carbonyl = -1;
        for (String name : names) {
            String[] halves = get(templates, name).substring(name.length()).split("\\|", -1);
            Map<String, Integer> index = new HashMap<>();
            List<Integer> own = new ArrayList<>();
            for (String atom : halves[0].strip().split(" ", -1)) {
                index.put(atom.split(":", -1)[0], atoms.size());
                own.add(atoms.size());
                atoms.add(new Topology.Atom(atom.split(":", -1)[0], atom.split(":", -1)[1], residues.size()));
            }
            for (String bond : halves[1].strip().split(" ", -1)) {
                bonds.add(new Topology.Bond(get(index, bond.split("-", -1)[0]), get(index, bond.split("-", -1)[1])));
            }
            if (carbonyl >= 0) {
                bonds.add(new Topology.Bond(carbonyl, get(index, "N")));
            }
            carbonyl = index.getOrDefault("C", -1);
            residues.add(new Topology.Residue(name, String.valueOf(residues.size() + 1), "A", own));
        }
        return new Topology(atoms, residues, bonds);
    }

    private static <T> T get(Map<String, T> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    /** A molecule of one residue without conventional names: atoms C1, H2, …, bonds by index. */
    static Topology molecule(String elements, int[]... bonds) {
        List<Topology.Atom> atoms = new ArrayList<>();
        List<Integer> own = new ArrayList<>();
        for (String element : elements.split(" ", -1)) {
            own.add(atoms.size());
            atoms.add(new Topology.Atom(element + (atoms.size() + 1), element, 0));
        }
        List<Topology.Bond> list = new ArrayList<>();
        for (int[] bond : bonds) {
            list.add(new Topology.Bond(bond[0], bond[1]));
        }
        return new Topology(atoms, List.of(new Topology.Residue("MOL", "1", "", own)), list);
    }
}
