package org.openmmbg.systems.pdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Elements;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.Topology;

/**
 * Reads PDB files: ATOM, HETATM, MODEL, ENDMDL, TER, CONECT and END records in fixed columns, format version 3.3.
 *
 * <p>Coordinates are ångströms in the file and nm in the result. Every model must hold the same atoms. Atoms with more
 * than one alternate location are refused: which of them to keep is the user's choice. Further records are skipped.
 */
public final class PdbReader {
    private static final double NM_PER_ANGSTROM = 0.1;
    private static final String EXPECTED_ATOM = "; an ATOM record has columns 31-54 for x, y and z in ångströms (8.3f)";

    private static final int LAST_COLUMN = 54;
    private static final int LONGEST_LINE = 10_000;

    private final Path file;
    private final List<Topology.Atom> atoms = new ArrayList<>();
    private final List<OpenResidue> residues = new ArrayList<>();
    private final Map<String, Integer> indexBySerial = new HashMap<>();
    private final Set<Topology.Bond> bonds = new LinkedHashSet<>();
    private final Set<String> namesInResidue = new HashSet<>();
    private final List<double[]> models = new ArrayList<>();
    private final List<Double> coordinates = new ArrayList<>();
    private boolean newResidue = true;
    private int lineNumber;

    private PdbReader(Path file) {
        this.file = file;
    }

    private record OpenResidue(String name, String id, char chain, List<Integer> atoms) {}

    /**
     * Reads a file.
     *
     * @throws InputFileException if the file is missing, is no PDB file, or holds something that cannot be used
     */
    public static PdbFile read(Path file) {
        if (Files.isDirectory(file)) {
            throw new InputFileException(file, "is a folder; expected a PDB file");
        }
        if (!Files.exists(file)) {
            throw new InputFileException(file, "no such file; expected a PDB file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, file);
        } catch (IOException e) {
            throw new InputFileException(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a stream to its end.
     *
     * @param in the content. Not closed.
     * @param name what messages call the source
     * @throws InputFileException if the content cannot be used
     * @throws IOException if the stream fails
     */
    public static PdbFile read(InputStream in, Path name) throws IOException {
        return new PdbReader(name).parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1)));
    }

    private PdbFile parse(BufferedReader reader) throws IOException {
        for (String line = nextLine(reader); line != null; line = nextLine(reader)) {
            switch (column(line, 1, 6)) {
                case "ATOM", "HETATM" -> atom(line);
                case "TER" -> newResidue = true;
                case "MODEL", "ENDMDL", "END" -> closeModel();
                case "CONECT" -> conect(line);
                default -> {
                    // Other records say nothing about atoms, coordinates or bonds.
                }
            }
        }
        closeModel();
        if (models.isEmpty()) {
            throw new InputFileException(file, "no ATOM or HETATM record; expected a PDB file");
        }
        List<Topology.Residue> closed = residues.stream()
                .map(r -> new Topology.Residue(r.name(), r.id(), r.chain(), r.atoms()))
                .toList();
        return new PdbFile(new Topology(atoms, closed, List.copyOf(bonds)), models);
    }

    /** Reads a line, but no more than a line of text can have: a file of another kind may have none that end. */
    private @Nullable String nextLine(BufferedReader reader) throws IOException {
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        lineNumber++;
        StringBuilder line = new StringBuilder();
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() == LONGEST_LINE) {
                throw fault("the line has more than " + LONGEST_LINE + " characters; expected a PDB file");
            }
            line.append((char) c);
        }
        return line.toString();
    }

    private void atom(String line) {
        if (line.length() < LAST_COLUMN) {
            throw fault("the record ends in column " + line.length() + EXPECTED_ATOM);
        }
        int index = coordinates.size() / 3;
        String name = column(line, 13, 16);
        if (name.isEmpty()) {
            throw fault("the atom has no name; expected one in columns 13-16");
        }
        if (models.isEmpty()) {
            defineAtom(line, index, name);
        } else if (index >= atoms.size()) {
            throw fault("model " + (models.size() + 1) + " has more atoms than the " + atoms.size()
                    + " of the first; all models must hold the same atoms");
        } else if (!atoms.get(index).name().equals(name)) {
            throw fault("atom " + (index + 1) + " of model " + (models.size() + 1) + " is " + name + ", but "
                    + atoms.get(index).name() + " in the first; all models must hold the same atoms in the same order");
        }
        coordinates.add(coordinate(line, "x", 31) * NM_PER_ANGSTROM);
        coordinates.add(coordinate(line, "y", 39) * NM_PER_ANGSTROM);
        coordinates.add(coordinate(line, "z", 47) * NM_PER_ANGSTROM);
    }

    private void defineAtom(String line, int index, String name) {
        String residueName = column(line, 18, 21);
        String id = column(line, 23, 27);
        char chain = line.length() >= 22 ? line.charAt(21) : ' ';
        OpenResidue last = residues.isEmpty() ? null : residues.get(residues.size() - 1);
        if (last == null
                || newResidue
                || !last.name().equals(residueName)
                || !last.id().equals(id)
                || last.chain() != chain) {
            last = new OpenResidue(residueName, id, chain, new ArrayList<>());
            residues.add(last);
            namesInResidue.clear();
            newResidue = false;
        }
        String alternate = column(line, 17, 17);
        if (!namesInResidue.add(name) && !alternate.isEmpty()) {
            throw fault("alternate location " + alternate + " of " + name + " in " + residueName + " " + id
                    + "; keep one location of each atom");
        }
        String elementColumns = column(line, 77, 78);
        String element = elementColumns.isEmpty()
                ? Elements.guess(line.substring(12, Math.min(16, line.length())), residueName)
                : Elements.symbol(elementColumns);
        if (element.isEmpty()) {
            throw fault("unknown element of atom " + name + "; expected a symbol in columns 77-78");
        }
        last.atoms().add(index);
        atoms.add(new Topology.Atom(name, element, residues.size() - 1));
        indexBySerial.putIfAbsent(column(line, 7, 11), index);
    }

    private void closeModel() {
        if (coordinates.isEmpty()) {
            return;
        }
        if (!models.isEmpty() && coordinates.size() != 3 * atoms.size()) {
            throw fault("model " + (models.size() + 1) + " ends after " + coordinates.size() / 3
                    + " atoms; the first has " + atoms.size() + ", and all models must hold the same atoms");
        }
        models.add(coordinates.stream().mapToDouble(Double::doubleValue).toArray());
        coordinates.clear();
    }

    private void conect(String line) {
        Integer from = indexBySerial.get(column(line, 7, 11));
        for (int start = 12; start <= 27; start += 5) {
            String serial = column(line, start, start + 4);
            if (serial.isEmpty()) {
                continue;
            }
            Integer to = indexBySerial.get(serial);
            if (from == null || to == null) {
                throw fault("CONECT names atom serial " + (from == null ? column(line, 7, 11) : serial)
                        + ", which no ATOM record has");
            }
            if (from.equals(to)) {
                throw fault("CONECT joins atom serial " + serial + " to itself");
            }
            bonds.add(new Topology.Bond(from, to));
        }
    }

    private double coordinate(String line, String axis, int start) {
        String text = column(line, start, start + 7);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault("the " + axis + " coordinate is '" + text + "', not a number" + EXPECTED_ATOM);
        }
        if (!Double.isFinite(value)) {
            throw fault("the " + axis + " coordinate is " + text + "; expected a finite number");
        }
        return value;
    }

    /** Columns count from 1, both ends included; missing ones are blank. */
    private static String column(String line, int first, int last) {
        return line.length() < first
                ? ""
                : line.substring(first - 1, Math.min(last, line.length())).strip();
    }

    private InputFileException fault(String message) {
        return new InputFileException(file, lineNumber, message);
    }
}
