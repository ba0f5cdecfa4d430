package org.openmmbg.systems.pdb;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The wwPDB's names of residues and atoms for the other names in use, from the table {@code standard-names.txt}. */
final class StandardNames {
    private static final String TABLE = "standard-names.txt";
    private static final StandardNames SHIPPED = load();

    private final Map<String, String> residues = new HashMap<>();
    private final Map<String, Map<String, String>> atoms = new HashMap<>();

    private StandardNames(List<String> lines) {
        Map<String, List<String>> groups = new HashMap<>();
        for (String line : lines) {
            List<String> words = List.of(line.strip().split("\\s+"));
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> rest = words.subList(1, words.size());
            if (words.get(0).equals("residue")) {
                rest.forEach(other -> residues.put(other, words.get(1)));
            } else if (words.get(0).startsWith("@")) {
                groups.put(words.get(0), rest);
            } else {
                define(words, groups);
            }
        }
    }

    private void define(List<String> words, Map<String, List<String>> groups) {
        Map<String, String> standardByOther = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("@")) {
                groups.getOrDefault(word, List.of()).forEach(pair -> add(standardByOther, pair));
            } else if (word.contains("=")) {
                add(standardByOther, word);
            } else {
                names.add(word);
            }
        }
        names.forEach(name -> atoms.put(name, standardByOther));
    }

    private static void add(Map<String, String> standardByOther, String pair) {
        int equals = pair.indexOf('=');
        for (String other : pair.substring(equals + 1).split(",", -1)) {
            standardByOther.put(other, pair.substring(0, equals));
        }
    }

    private static StandardNames load() {
        try (InputStream in = StandardNames.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + TABLE + " is missing from the jar");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new StandardNames(text.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + TABLE + " cannot be read", e);
        }
    }

    /** Returns the standard name of a residue; Amber's names of terminal residues, such as NALA, lose their first letter. */
    static String residue(String name) {
        String standard = SHIPPED.residues.getOrDefault(name, name);
        boolean terminal = standard.length() == 4 && (standard.startsWith("N") || standard.startsWith("C"));
        return terminal && SHIPPED.atoms.containsKey(standard.substring(1)) ? standard.substring(1) : standard;
    }

    /**
     * Returns the standard names of the atoms of a residue.
     *
     * @param residue its standard name
     * @param names the names in the file
     */
    static List<String> atoms(String residue, List<String> names) {
        Map<String, String> standardByOther = SHIPPED.atoms.get(residue);
        if (standardByOther == null) {
            return names;
        }
        String[] result = names.toArray(new String[0]);
        Set<String> taken = new HashSet<>(names);
        for (int i = 0; i < result.length; i++) {
            result[i] = renamed(result[i], digitLast(result[i]), taken);
        }
        for (int i = 0; i < result.length; i++) {
            result[i] = renamed(result[i], standardByOther.getOrDefault(result[i], result[i]), taken);
        }
        return Arrays.asList(result);
    }

    private static String renamed(String from, String to, Set<String> taken) {
        if (!taken.add(to)) {
            return from;
        }
        taken.remove(from);
        return to;
    }

    /** 1HB becomes HB1, 2HG1 becomes HG12. */
    private static String digitLast(String name) {
        boolean digitFirst = name.length() > 1 && Character.isDigit(name.charAt(0)) && name.charAt(1) == 'H';
        return digitFirst ? name.substring(1) + name.charAt(0) : name;
    }
}
