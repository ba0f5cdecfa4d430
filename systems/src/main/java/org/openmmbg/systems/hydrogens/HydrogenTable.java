package org.openmmbg.systems.hydrogens;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which heavy atoms each residue has, and the hydrogens on them. */
final class HydrogenTable {
    private static final String RESOURCE = "hydrogens.txt";
    private static final HydrogenTable SHIPPED = read();

    private final Map<String, Map<String, List<String>>> residues = new HashMap<>();

    private HydrogenTable() {}

    /**
     * Returns the heavy atoms of a residue, each with the names of its hydrogens, in the order of the table; null when
     * the residue is not in it.
     */
    static @Nullable Map<String, List<String>> of(String residue) {
        return SHIPPED.residues.get(residue);
    }

    private static HydrogenTable read() {
        try (InputStream in = HydrogenTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing from the jar");
            }
            HydrogenTable table = new HydrogenTable();
            Map<String, Map<String, List<String>>> groups = new HashMap<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    table.readLine(List.of(line.strip().split("\\s+")), groups);
                }
            }
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
        }
    }

    /** Names of residues have three letters; no line begins with a bare atom whose name has. */
    private void readLine(List<String> words, Map<String, Map<String, List<String>>> groups) {
        List<String> names = new ArrayList<>();
        Map<String, List<String>> atoms = new LinkedHashMap<>();
        for (String word : words) {
            int colon = word.indexOf(':');
            if (names.isEmpty()) {
                names.add(word);
            } else if (word.startsWith("@")) {
                atoms.putAll(groups.getOrDefault(word, Map.of()));
            } else if (colon >= 0) {
                atoms.put(
                        word.substring(0, colon),
                        List.of(word.substring(colon + 1).split(",")));
            } else if (atoms.isEmpty() && word.length() == 3) {
                names.add(word);
            } else {
                atoms.put(word, List.of());
            }
        }
        if (names.get(0).startsWith("@")) {
            groups.put(names.get(0), atoms);
        } else {
            names.forEach(name -> residues.put(name, atoms));
        }
    }
}
