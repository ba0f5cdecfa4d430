package org.openmmbg.systems.pdb;

import java.nio.file.Path;
import org.openmmbg.systems.Elements;
import org.openmmbg.systems.InputFileException;

/** The category atom_site of an mmCIF file, with the authors' names of chains and residues where it has them. */
final class AtomSiteColumns {
    private static final double NM_PER_ANGSTROM = 0.1;

    private final Path file;
    private final CifLoop table;
    private final int name;
    private final int residue;
    private final int chain;
    private final int id;
    private final int insertion;
    private final int molecule;
    private final int labelNumber;
    private final int alternate;
    private final int occupancy;
    private final int element;
    private final int model;
    private final int x;
    private final int y;
    private final int z;

    AtomSiteColumns(Path file, CifLoop table) {
        this.file = file;
        this.table = table;
        name = needed(table.column("label_atom_id") >= 0 ? "label_atom_id" : "auth_atom_id");
        residue = needed(table.column("label_comp_id") >= 0 ? "label_comp_id" : "auth_comp_id");
        chain = either("auth_asym_id", "label_asym_id");
        id = either("auth_seq_id", "label_seq_id");
        insertion = table.column("pdbx_pdb_ins_code");
        molecule = either("label_asym_id", "auth_asym_id");
        labelNumber = either("label_seq_id", "auth_seq_id");
        alternate = table.column("label_alt_id");
        occupancy = table.column("occupancy");
        element = table.column("type_symbol");
        model = table.column("pdbx_pdb_model_num");
        x = needed("cartn_x");
        y = needed("cartn_y");
        z = needed("cartn_z");
    }

    private int either(String first, String second) {
        return table.column(first) >= 0 ? table.column(first) : table.column(second);
    }

    private int needed(String item) {
        int column = table.column(item);
        if (column < 0) {
            throw fault(0, "the loop over atom_site has no " + item);
        }
        return column;
    }

    String model(int row) {
        return table.value(row, model);
    }

    /** What label_asym_id tells apart: each polymer chain, ligand and solvent by itself. */
    String molecule(int row) {
        return table.value(row, molecule);
    }

    String labelNumber(int row) {
        return table.value(row, labelNumber);
    }

    String name(int row) {
        return table.value(row, name);
    }

    String residue(int row) {
        return table.value(row, residue);
    }

    /** Returns the coordinate, nm. */
    double x(int row) {
        return nm(row, x, "x");
    }

    /** Returns the coordinate, nm. */
    double y(int row) {
        return nm(row, y, "y");
    }

    /** Returns the coordinate, nm. */
    double z(int row) {
        return nm(row, z, "z");
    }

    private double nm(int row, int column, String axis) {
        String text = table.value(row, column);
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value * NM_PER_ANGSTROM;
            }
        } catch (NumberFormatException e) {
            // The same message as for a number that is not finite.
        }
        throw fault(
                row, "the " + axis + " coordinate is '" + MmCifReader.shortened(text) + "'; expected a finite number");
    }

    AtomRecord record(int row, int segment) {
        String atom = name(row);
        String symbol = Elements.symbol(table.value(row, element));
        if (symbol.isEmpty()) {
            symbol = Elements.guess(" " + atom, residue(row));
        }
        if (symbol.isEmpty() || atom.isEmpty()) {
            throw fault(row, "atom '" + MmCifReader.shortened(atom) + "' has no name or no known element");
        }
        return new AtomRecord(
                atom,
                symbol,
                residue(row),
                table.value(row, id) + table.value(row, insertion),
                table.value(row, chain),
                segment,
                table.value(row, alternate),
                occupancy(row),
                table.lines().get(row));
    }

    private double occupancy(int row) {
        try {
            double value = Double.parseDouble(table.value(row, occupancy));
            return Double.isFinite(value) ? value : 1;
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private InputFileException fault(int row, String message) {
        return new InputFileException(file, table.lines().get(row), message);
    }
}
