package org.openmmbg.systems;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The bonds of standard residues by the names of residues and atoms: amino acids in all protonation states, caps, water,
 * peptide bonds, and disulfide bridges by distance.
 */
public final class StandardBonds {
    /** The standard name of water. */
    public static final String WATER = "HOH";

    private static final String RESOURCE = "standard-bonds.txt";
    private static final String CYSTEINE = "CYS";

    /** Sulfurs of two cysteines that are closer than this are bonded, nm. */
    private static final double DISULFIDE_DISTANCE = 0.3;

    /** Residues whose numbers do not follow each other are bonded only where C and N are closer than this, nm. */
    private static final double PEPTIDE_DISTANCE = 0.25;

    private static final StandardBonds SHIPPED = read();

    /** Two atoms of a residue; the first may be one of the residue before. */
    private record NamedBond(String first, String second, boolean fromPrevious) {}

    private final Map<String, List<NamedBond>> bonds = new HashMap<>();
    private final Map<String, String> standardNames = new HashMap<>();

    private StandardBonds() {}

    /** Returns the standard name of a residue, such as {@code HIS} for {@code HIE}; the name itself if it has no other. */
    public static String standardName(String residue) {
        return SHIPPED.standardNames.getOrDefault(residue, residue);
    }

    /**
     * Returns a topology with its standard bonds added to those it has. Within a chain each residue is bonded to the one
     * before, unless that ends in OXT or numbers and distance both say that residues are missing in between.
     *
     * @param topology atoms and residues, perhaps with bonds
     * @param positions nm, [3N]. Not modified
     */
    public static Topology addTo(Topology topology, double[] positions) {
        Set<Topology.Bond> found = new LinkedHashSet<>();
        for (int r = 0; r < topology.residues().size(); r++) {
            boolean continues = r > 0 && continues(topology, r, positions);
            for (NamedBond bond :
                    SHIPPED.bonds.getOrDefault(topology.residues().get(r).name(), List.of())) {
                if (bond.fromPrevious() && !continues) {
                    continue;
                }
                int first = topology.find(bond.fromPrevious() ? r - 1 : r, bond.first());
                int second = topology.find(r, bond.second());
                if (first >= 0 && second >= 0) {
                    found.add(new Topology.Bond(first, second));
                }
            }
        }
        addDisulfides(topology, positions, found);
        found.addAll(topology.bonds());
        return topology.withBonds(found);
    }

    private static boolean continues(Topology topology, int residue, double[] positions) {
        Topology.Residue before = topology.residues().get(residue - 1);
        Topology.Residue own = topology.residues().get(residue);
        if (topology.beginsChain(residue) || topology.find(residue - 1, "OXT") >= 0) {
            return false;
        }
        int carbon = topology.find(residue - 1, "C");
        int nitrogen = topology.find(residue, "N");
        return carbon < 0
                || nitrogen < 0
                || follow(before.id(), own.id())
                || distance(positions, carbon, nitrogen) < PEPTIDE_DISTANCE;
    }

    /** Whether the second number, insertion codes aside, is that of the first or the next. */
    private static boolean follow(String first, String second) {
        try {
            int step = Integer.parseInt(second.replaceAll("[^0-9-]", ""))
                    - Integer.parseInt(first.replaceAll("[^0-9-]", ""));
            return step == 0 || step == 1;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Joins each free cysteine sulfur without a hydrogen to the closest one before it that is still free. */
    private static void addDisulfides(Topology topology, double[] positions, Set<Topology.Bond> found) {
        List<Integer> free = new ArrayList<>();
        for (int r = 0; r < topology.residues().size(); r++) {
            int sulfur = topology.find(r, "SG");
            if (sulfur < 0
                    || topology.find(r, "HG") >= 0
                    || !standardName(topology.residues().get(r).name()).equals(CYSTEINE)) {
                continue;
            }
            int closest = -1;
            double distance = DISULFIDE_DISTANCE;
            for (int i = 0; i < free.size(); i++) {
                double d = distance(positions, free.get(i), sulfur);
                if (d < distance) {
                    distance = d;
                    closest = i;
                }
            }
            if (closest >= 0) {
                found.add(new Topology.Bond(free.remove(closest), sulfur));
            } else {
                free.add(sulfur);
            }
        }
    }

    private static double distance(double[] positions, int i, int j) {
        double sum = 0;
        for (int d = 0; d < 3; d++) {
            double delta = positions[3 * i + d] - positions[3 * j + d];
            sum += delta * delta;
        }
        return Math.sqrt(sum);
    }

    private static StandardBonds read() {
        try (InputStream in = StandardBonds.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing from the jar");
            }
            StandardBonds table = new StandardBonds();
            Map<String, List<NamedBond>> groups = new HashMap<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    table.readLine(line, groups);
                }
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
        }
    }

    private void readLine(String line, Map<String, List<NamedBond>> groups) {
        List<String> names = new ArrayList<>();
        List<NamedBond> list = new ArrayList<>();
        for (String word : List.of(line.strip().split("\\s+"))) {
            int colon = word.indexOf(':');
            if (colon >= 0) {
                String first = word.substring(0, colon);
                for (String second : List.of(word.substring(colon + 1).split(","))) {
                    boolean previous = second.startsWith("<");
                    list.add(
                            previous
                                    ? new NamedBond(second.substring(1), first, true)
                                    : new NamedBond(first, second, false));
                }
            } else if (word.startsWith("@") && !names.isEmpty()) {
                list.addAll(groups.getOrDefault(word, List.of()));
            } else {
                names.add(word);
            }
        }
        if (names.get(0).startsWith("@")) {
            groups.put(names.get(0), list);
            return;
        }
        for (String name : names) {
            bonds.put(name, list);
            standardNames.put(name, names.get(0));
        }
    }
}
