package org.openmmbg.systems.pdb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TextLines;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.UnitCell;

/**
 * Reads PDBx/mmCIF files: the atoms ({@code atom_site}), the cell ({@code cell}), and covalent and disulfide bonds
 * ({@code struct_conn}) of the first data block that has atoms.
 *
 * <p>Residues and chains are named as the authors have them (auth_asym_id, auth_seq_id, pdbx_PDB_ins_code), where the file
 * says so. Models, alternate locations and names are treated as {@link PdbReader} does. The text is parsed here: the
 * library at hand takes columns that end early, and strings that do not end, for valid, and knows no line numbers.
 */
public final class MmCifReader {
    private static final String EXPECTED = "a PDBx/mmCIF file";
    private static final double NM_PER_ANGSTROM = 0.1;
    private static final Set<String> WANTED = Set.of("atom_site", "cell", "struct_conn");
    private static final Set<String> BONDED = Set.of("covale", "disulf");
    private static final int SEVERAL = -1;

    /** The two ways to name chains and residues. */
    private static final String AUTHORS = "auth";

    private static final String LABELS = "label";

    private final TextLines lines;
    private final CifTokens tokens;
    private final Map<String, CifLoop> categories = new HashMap<>();

    private MmCifReader(TextLines lines) {
        this.lines = lines;
        this.tokens = new CifTokens(lines);
    }

    /**
     * Reads a file.
     *
     * @throws InputFileException if the file is missing, is no mmCIF file, or holds something that cannot be used
     */
    public static PdbFile read(Path file) {
        return TextLines.read(file, EXPECTED, lines -> new MmCifReader(lines).parse());
    }

    private PdbFile parse() throws IOException {
        String token = tokens.next();
        if (token == null || !isBlock(token)) {
            throw new InputFileException(lines.file(), "does not begin with 'data_'; expected " + EXPECTED);
        }
        token = tokens.next();
        while (token != null) {
            if (isKeyword(token, "loop_")) {
                token = loop();
            } else if (isName(token)) {
                token = single(token);
            } else if (isBlock(token)) {
                if (categories.containsKey("atom_site")) {
                    break;
                }
                categories.clear();
                token = tokens.next();
            } else if (isKeyword(token, "save_")) {
                token = tokens.next();
            } else {
                throw fault("'" + shortened(token) + "' is a value without a name");
            }
        }
        CifLoop atoms = categories.get("atom_site");
        if (atoms == null || atoms.rows() == 0) {
            throw new InputFileException(lines.file(), "has no atoms (category atom_site); expected " + EXPECTED);
        }
        return structure(atoms);
    }

    /** Reads a loop; returns the word after it. */
    private @Nullable String loop() throws IOException {
        CifLoop loop = new CifLoop();
        String category = "";
        int begun = tokens.line();
        String token = tokens.next();
        for (; token != null && isName(token); token = tokens.next()) {
            category = category(token);
            addItem(loop, token);
        }
        int width = loop.items().size();
        if (width == 0) {
            throw new InputFileException(lines.file(), begun, "the loop has no names");
        }
        boolean wanted = WANTED.contains(category);
        int column = 0;
        for (; token != null && isValue(token); token = tokens.next()) {
            if (wanted) {
                if (column == 0) {
                    loop.lines().add(tokens.line());
                }
                loop.values().add(token);
            }
            column = (column + 1) % width;
        }
        if (column != 0) {
            throw fault("the last row of the loop over " + category + " has " + column + " of " + width + " values");
        }
        if (wanted) {
            put(category, loop);
        }
        return token;
    }

    private void put(String category, CifLoop loop) {
        if (categories.put(category, loop) != null) {
            throw fault("category " + category + " is there twice; expected each once");
        }
    }

    /** Reads a name with one value; returns the word after it. */
    private @Nullable String single(String name) throws IOException {
        int line = tokens.line();
        String value = tokens.next();
        if (value == null || !isValue(value)) {
            throw new InputFileException(lines.file(), line, shortened(name) + " has no value");
        }
        String category = category(name);
        if (WANTED.contains(category)) {
            CifLoop table = categories.computeIfAbsent(category, key -> new CifLoop());
            if (table.rows() > 1) {
                throw fault("category " + category + " is there twice; expected each once");
            }
            if (table.rows() == 0) {
                table.lines().add(line);
            }
            addItem(table, name);
            table.values().add(value);
        }
        return tokens.next();
    }

    private void addItem(CifLoop loop, String name) {
        String item = name.substring(name.indexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (loop.items().contains(item)) {
            throw fault(shortened(name) + " is there twice; expected each once");
        }
        loop.items().add(item);
    }

    private static String category(String name) {
        int dot = name.indexOf('.');
        return name.substring(1, dot < 0 ? name.length() : dot).toLowerCase(Locale.ROOT);
    }

    private boolean isName(String token) {
        return token.startsWith("_") && !tokens.wasQuoted();
    }

    private boolean isBlock(String token) {
        return isKeyword(token, "data_");
    }

    private boolean isKeyword(String token, String keyword) {
        return !tokens.wasQuoted() && token.regionMatches(true, 0, keyword, 0, keyword.length());
    }

    private boolean isValue(String token) {
        return !isName(token) && !isBlock(token) && !isKeyword(token, "loop_") && !isKeyword(token, "save_");
    }

    private PdbFile structure(CifLoop atoms) {
        AtomSiteColumns columns = new AtomSiteColumns(lines.file(), atoms);
        StructureBuilder structure = new StructureBuilder(lines.file());
        Map<String, Integer> indexByPlace = new HashMap<>();
        String model = columns.model(0);
        String molecule = columns.molecule(0);
        int segment = 0;
        for (int row = 0; row < atoms.rows(); row++) {
            int line = atoms.lines().get(row);
            if (!columns.model(row).equals(model)) {
                model = columns.model(row);
                structure.endModel(line);
            }
            double x = columns.x(row);
            double y = columns.y(row);
            double z = columns.z(row);
            if (!structure.isDefining()) {
                structure.repeat(columns.name(row), columns.residue(row), line, x, y, z);
                continue;
            }
            if (!columns.molecule(row).equals(molecule)) {
                molecule = columns.molecule(row);
                segment++;
            }
            AtomRecord record = columns.record(row, segment);
            int index = structure.atomsInModel();
            addPlace(indexByPlace, place(AUTHORS, record.chain(), record.id(), record.name()), record, index);
            addPlace(
                    indexByPlace,
                    place(LABELS, columns.molecule(row), columns.labelNumber(row), record.name()),
                    record,
                    index);
            structure.add(record, x, y, z);
        }
        structure.endModel(lines.number());
        return structure.build(bonds(indexByPlace), cell());
    }

    private static String place(String naming, String chain, String id, String name) {
        return String.join(" ", naming, chain, id, name);
    }

    /** An atom with alternate locations is known by each of them; without a letter it is the first. */
    private static void addPlace(Map<String, Integer> indexByPlace, String place, AtomRecord atom, int index) {
        if (atom.alternate().isEmpty()) {
            indexByPlace.merge(place, index, (first, second) -> SEVERAL);
        } else {
            indexByPlace.putIfAbsent(place, index);
            indexByPlace.merge(place + " " + atom.alternate(), index, (first, second) -> SEVERAL);
        }
    }

    private List<Topology.Bond> bonds(Map<String, Integer> indexByPlace) {
        CifLoop table = categories.get("struct_conn");
        List<Topology.Bond> bonds = new ArrayList<>();
        if (table == null) {
            return bonds;
        }
        int kind = table.column("conn_type_id");
        for (int row = 0; row < table.rows(); row++) {
            String type = table.value(row, kind).toLowerCase(Locale.ROOT);
            boolean sameCell = symmetry(table, row, 1).equals(symmetry(table, row, 2));
            if (!BONDED.contains(type) || !sameCell) {
                continue;
            }
            int first = partner(table, row, 1, indexByPlace);
            int second = partner(table, row, 2, indexByPlace);
            if (first == second) {
                throw new InputFileException(
                        lines.file(), table.lines().get(row), "struct_conn joins an atom to itself");
            }
            bonds.add(new Topology.Bond(first, second));
        }
        return bonds;
    }

    private static String symmetry(CifLoop table, int row, int partner) {
        return table.value(row, table.column("ptnr" + partner + "_symmetry"));
    }

    private int partner(CifLoop table, int row, int partner, Map<String, Integer> indexByPlace) {
        String start = "ptnr" + partner + "_";
        int chain = table.column(start + "auth_asym_id");
        int number = table.column(start + "auth_seq_id");
        String name = table.value(row, table.column(start + "label_atom_id"));
        String insertion = table.value(row, table.column("pdbx_" + start + "pdb_ins_code"));
        String alternate = table.value(row, table.column("pdbx_" + start + "label_alt_id"));
        String place = chain >= 0 && number >= 0
                ? place(AUTHORS, table.value(row, chain), table.value(row, number) + insertion, name)
                : place(
                        LABELS,
                        table.value(row, table.column(start + "label_asym_id")),
                        table.value(row, table.column(start + "label_seq_id")),
                        name);
        if (!alternate.isEmpty()) {
            place += " " + alternate;
        }
        Integer index = indexByPlace.get(place);
        if (index == null || index == SEVERAL) {
            throw new InputFileException(
                    lines.file(),
                    table.lines().get(row),
                    "struct_conn names atom '"
                            + shortened(place) + "', which "
                            + (index == null ? "no atom" : "more than one atom") + " of atom_site is");
        }
        return index;
    }

    private @Nullable List<Double> cell() {
        CifLoop table = categories.get("cell");
        if (table == null || table.rows() == 0) {
            return null;
        }
        double[] values = new double[6];
        String[] items = {"length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma"};
        for (int i = 0; i < 6; i++) {
            String text = table.value(0, table.column(items[i]));
            if (text.isEmpty()) {
                return null;
            }
            try {
                // A standard deviation may follow in parentheses.
                values[i] = Double.parseDouble(text.replaceFirst("\\([0-9]+\\)$", ""));
            } catch (NumberFormatException e) {
                throw new InputFileException(
                        lines.file(),
                        table.lines().get(0),
                        "cell." + items[i] + " is '" + shortened(text) + "', not a number");
            }
        }
        if (values[0] == 1 && values[1] == 1 && values[2] == 1) {
            return null;
        }
        try {
            return UnitCell.boxVectors(
                    values[0] * NM_PER_ANGSTROM,
                    values[1] * NM_PER_ANGSTROM,
                    values[2] * NM_PER_ANGSTROM,
                    values[3],
                    values[4],
                    values[5]);
        } catch (IllegalArgumentException e) {
            throw new InputFileException(lines.file(), table.lines().get(0), String.valueOf(e.getMessage()));
        }
    }

    /** What a file says may hold anything; a message holds one short line. */
    static String shortened(String text) {
        String clean = text.replaceAll("[^ -~]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "…" : clean;
    }

    private InputFileException fault(String message) {
        return new InputFileException(lines.file(), tokens.line(), message);
    }
}
