package org.openmmbg.systems.pdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Elements;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TextLines;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.UnitCell;

/**
 * Reads PDB files: ATOM, HETATM, MODEL, ENDMDL, TER, CRYST1, CONECT and END records in fixed columns, format version 3.3.
 *
 * <p>Coordinates are ångströms in the file and nm in the result. Every model must hold the same atoms. Of alternate
 * locations the one with the highest mean occupancy in its residue is kept, the first letter where that is equal. Names
 * of older formats and of other programs become those of the wwPDB. Serial and residue numbers may be of any kind of text
 * (hybrid-36, hexadecimal), and serial numbers that repeat are an error only where CONECT needs them. The cell of 1 Å
 * that stands for no cell counts as none. Further records are skipped.
 */
public final class PdbReader {
    private static final String EXPECTED_FILE = "a PDB file";
    private static final double NM_PER_ANGSTROM = 0.1;
    private static final String EXPECTED_ATOM = "; an ATOM record has columns 31-54 for x, y and z in ångströms (8.3f)";

    private static final int LAST_COLUMN = 54;
    private static final int SEVERAL = -1;

    private final TextLines lines;
    private final StructureBuilder structure;
    private final Map<String, Integer> indexBySerial = new HashMap<>();
    private final List<Topology.Bond> bonds = new ArrayList<>();
    private @Nullable List<Double> boxVectors;
    private int segment;

    private PdbReader(TextLines lines) {
        this.lines = lines;
        this.structure = new StructureBuilder(lines.file());
    }

    /**
     * Reads a file.
     *
     * @throws InputFileException if the file is missing, is no PDB file, or holds something that cannot be used
     */
    public static PdbFile read(Path file) {
        return TextLines.read(file, EXPECTED_FILE, lines -> new PdbReader(lines).parse());
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
        return new PdbReader(new TextLines(in, name, EXPECTED_FILE)).parse();
    }

    private PdbFile parse() throws IOException {
        for (String line = lines.next(); line != null; line = lines.next()) {
            switch (record(line)) {
                case "ATOM", "HETATM" -> atom(line);
                case "TER" -> segment++;
                case "MODEL", "ENDMDL", "END" -> {
                    structure.endModel(lines.number());
                    segment++;
                }
                case "CRYST1" -> cell(line);
                case "CONECT" -> conect(line);
                default -> {
                    // Other records say nothing about atoms, coordinates or bonds.
                }
            }
        }
        structure.endModel(lines.number());
        if (structure.isDefining()) {
            throw new InputFileException(lines.file(), "no ATOM or HETATM record; expected a PDB file");
        }
        return structure.build(bonds, boxVectors);
    }

    /** The name of a record. A serial number of more than five digits reaches into the columns of the name. */
    private static String record(String line) {
        boolean wide = line.startsWith("ATOM") && line.length() > 5 && Character.isDigit(line.charAt(5));
        return wide ? "ATOM" : column(line, 1, 6);
    }

    private void atom(String line) {
        if (line.length() < LAST_COLUMN) {
            throw fault("the record ends in column " + line.length() + EXPECTED_ATOM);
        }
        String name = column(line, 13, 16);
        if (name.isEmpty()) {
            throw fault("the atom has no name; expected one in columns 13-16");
        }
        String residue = column(line, 18, 21);
        double x = number(line, "x coordinate", 31, 38, EXPECTED_ATOM) * NM_PER_ANGSTROM;
        double y = number(line, "y coordinate", 39, 46, EXPECTED_ATOM) * NM_PER_ANGSTROM;
        double z = number(line, "z coordinate", 47, 54, EXPECTED_ATOM) * NM_PER_ANGSTROM;
        if (!structure.isDefining()) {
            structure.repeat(name, residue, lines.number(), x, y, z);
            return;
        }
        int index = structure.atomsInModel();
        indexBySerial.merge(column(line, 7, 11), index, (first, second) -> SEVERAL);
        AtomRecord record = new AtomRecord(
                name,
                element(line, residue),
                residue,
                column(line, 23, 27),
                column(line, 22, 22),
                segment,
                column(line, 17, 17),
                occupancy(line),
                lines.number());
        structure.add(record, x, y, z);
    }

    private String element(String line, String residue) {
        String columns = column(line, 77, 78);
        String element = columns.isEmpty()
                ? Elements.guess(line.substring(12, 16), StandardNames.residue(residue))
                : Elements.symbol(columns);
        if (element.isEmpty()) {
            throw fault("unknown element of atom " + column(line, 13, 16) + "; expected a symbol in columns 77-78");
        }
        return element;
    }

    /** Files of other programs leave the column blank or use it for something else, which is no reason to refuse them. */
    private static double occupancy(String line) {
        try {
            double value = Double.parseDouble(column(line, 55, 60));
            return Double.isFinite(value) ? value : 1;
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private void cell(String line) {
        String expected = "; CRYST1 has three lengths in ångströms in columns 7-33 and three angles in columns 34-54";
        double a = number(line, "length a", 7, 15, expected);
        double b = number(line, "length b", 16, 24, expected);
        double c = number(line, "length c", 25, 33, expected);
        double alpha = number(line, "angle α", 34, 40, expected);
        double beta = number(line, "angle β", 41, 47, expected);
        double gamma = number(line, "angle γ", 48, 54, expected);
        if ((a == 1 && b == 1 && c == 1) || (a == 0 && b == 0 && c == 0)) {
            return;
        }
        try {
            boxVectors = UnitCell.boxVectors(
                    a * NM_PER_ANGSTROM, b * NM_PER_ANGSTROM, c * NM_PER_ANGSTROM, alpha, beta, gamma);
        } catch (IllegalArgumentException e) {
            throw fault(String.valueOf(e.getMessage()));
        }
    }

    private void conect(String line) {
        int from = indexOf(column(line, 7, 11));
        for (int start = 12; start <= 27; start += 5) {
            String serial = column(line, start, start + 4);
            if (serial.isEmpty()) {
                continue;
            }
            int to = indexOf(serial);
            if (from == to) {
                throw fault("CONECT joins atom serial " + serial + " to itself");
            }
            bonds.add(new Topology.Bond(from, to));
        }
    }

    private int indexOf(String serial) {
        Integer index = indexBySerial.get(serial);
        if (index == null) {
            throw fault("CONECT names atom serial " + serial + ", which no ATOM record has");
        }
        if (index == SEVERAL) {
            throw fault("CONECT names atom serial " + serial + ", which several ATOM records have; expected each once");
        }
        return index;
    }

    private double number(String line, String what, int first, int last, String expected) {
        String text = column(line, first, last);
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault("the " + what + " is '" + text + "', not a number" + expected);
        }
        if (!Double.isFinite(value)) {
            throw fault("the " + what + " is " + text + "; expected a finite number");
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
        return lines.fault(message);
    }
}
