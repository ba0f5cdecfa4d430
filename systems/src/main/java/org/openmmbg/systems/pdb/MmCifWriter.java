package org.openmmbg.systems.pdb;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.openmmbg.systems.AtomicFiles;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.UnitCell;

/**
 * Writes PDBx/mmCIF files: atoms of all models, the cell, and as {@code struct_conn} all bonds but those that the names of
 * standard residues tell. It has room for names and numbers of any length.
 */
public final class MmCifWriter {
    private static final double ANGSTROM_PER_NM = 10;

    private static final List<String> ATOM_ITEMS = List.of(
            "group_PDB",
            "id",
            "type_symbol",
            "label_atom_id",
            "label_alt_id",
            "label_comp_id",
            "label_asym_id",
            "label_entity_id",
            "label_seq_id",
            "pdbx_PDB_ins_code",
            "Cartn_x",
            "Cartn_y",
            "Cartn_z",
            "occupancy",
            "B_iso_or_equiv",
            "auth_seq_id",
            "auth_comp_id",
            "auth_asym_id",
            "auth_atom_id",
            "pdbx_PDB_model_num");

    private static final List<String> BOND_ITEMS = List.of(
            "id",
            "conn_type_id",
            "ptnr1_label_asym_id",
            "ptnr1_label_comp_id",
            "ptnr1_label_seq_id",
            "ptnr1_label_atom_id",
            "pdbx_ptnr1_PDB_ins_code",
            "ptnr1_auth_asym_id",
            "ptnr1_auth_seq_id",
            "ptnr2_label_asym_id",
            "ptnr2_label_comp_id",
            "ptnr2_label_seq_id",
            "ptnr2_label_atom_id",
            "pdbx_ptnr2_PDB_ins_code",
            "ptnr2_auth_asym_id",
            "ptnr2_auth_seq_id");

    private final Topology topology;
    private final int[] chainOf;

    private MmCifWriter(Topology topology) {
        this.topology = topology;
        this.chainOf = new int[topology.residues().size()];
        for (int r = 1; r < chainOf.length; r++) {
            chainOf[r] = chainOf[r - 1] + (topology.beginsChain(r) ? 1 : 0);
        }
    }

    /**
     * Writes a file. It appears whole or not at all.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a model has another number of atoms, or a coordinate is not finite
     */
    public static void write(Path file, PdbFile structure) throws IOException {
        AtomicFiles.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.ISO_8859_1);
            new MmCifWriter(structure.topology()).write(writer, structure);
            writer.flush();
        });
    }

    private void write(Writer writer, PdbFile structure) throws IOException {
        writer.write("data_openmm_bg\n#\n");
        if (structure.boxVectors() != null) {
            List<Double> cell = UnitCell.lengthsAndAngles(structure.boxVectors());
            List<String> items =
                    List.of("length_a", "length_b", "length_c", "angle_alpha", "angle_beta", "angle_gamma");
            for (int i = 0; i < 6; i++) {
                double value = i < 3 ? cell.get(i) * ANGSTROM_PER_NM : cell.get(i);
                writer.write(String.format(Locale.ROOT, "_cell.%-12s %.6f\n", items.get(i), value));
            }
            writer.write("#\n");
        }
        writeBonds(writer);
        writeNames(writer, "atom_site", ATOM_ITEMS);
        for (int m = 0; m < structure.models().size(); m++) {
            writeModel(writer, m, structure.models().get(m));
        }
        writer.write("#\n");
    }

    private static void writeNames(Writer writer, String category, List<String> items) throws IOException {
        writer.write("loop_\n");
        for (String item : items) {
            writer.write("_" + category + "." + item + "\n");
        }
    }

    private void writeModel(Writer writer, int model, double[] positions) throws IOException {
        if (positions.length != 3 * topology.atomCount()) {
            throw new IllegalArgumentException(
                    positions.length + " coordinates for " + topology.atomCount() + " atoms; expected three an atom");
        }
        for (int i = 0; i < topology.atomCount(); i++) {
            Topology.Atom atom = topology.atoms().get(i);
            Topology.Residue residue = topology.residues().get(atom.residue());
            writer.write(String.join(
                    " ",
                    StandardBondRules.isStandard(residue) ? "ATOM" : "HETATM",
                    String.valueOf(model * topology.atomCount() + i + 1),
                    value(atom.element()),
                    value(atom.name()),
                    ".",
                    value(residue.name()),
                    chain(atom.residue()),
                    String.valueOf(chainOf[atom.residue()] + 1),
                    String.valueOf(atom.residue() + 1),
                    value(insertion(residue.id())),
                    angstrom(positions[3 * i]),
                    angstrom(positions[3 * i + 1]),
                    angstrom(positions[3 * i + 2]),
                    "1.0 0.0",
                    value(number(residue.id())),
                    value(residue.name()),
                    value(residue.chain()),
                    value(atom.name()),
                    String.valueOf(model + 1)));
            writer.write("\n");
        }
    }

    private void writeBonds(Writer writer) throws IOException {
        List<Topology.Bond> stated = topology.bonds().stream()
                .filter(bond -> !StandardBondRules.isToldByNames(topology, bond.first(), bond.second()))
                .toList();
        if (stated.isEmpty()) {
            return;
        }
        writeNames(writer, "struct_conn", BOND_ITEMS);
        for (int b = 0; b < stated.size(); b++) {
            boolean sulfurs =
                    isSulfur(stated.get(b).first()) && isSulfur(stated.get(b).second());
            writer.write(String.join(
                    " ",
                    "bond" + (b + 1),
                    sulfurs ? "disulf" : "covale",
                    partner(stated.get(b).first()),
                    partner(stated.get(b).second())));
            writer.write("\n");
        }
        writer.write("#\n");
    }

    private boolean isSulfur(int atom) {
        return topology.atoms().get(atom).element().equals("S");
    }

    private String partner(int i) {
        Topology.Atom atom = topology.atoms().get(i);
        Topology.Residue residue = topology.residues().get(atom.residue());
        return String.join(
                " ",
                chain(atom.residue()),
                value(residue.name()),
                String.valueOf(atom.residue() + 1),
                value(atom.name()),
                value(insertion(residue.id())),
                value(residue.chain()),
                value(number(residue.id())));
    }

    /** A name for each chain of its own: A to Z, AA to ZZ, and so on. */
    private String chain(int residue) {
        StringBuilder name = new StringBuilder();
        for (int left = chainOf[residue] + 1; left > 0; left = (left - 1) / 26) {
            name.append((char) ('A' + (left - 1) % 26));
        }
        return name.reverse().toString();
    }

    private static boolean hasInsertion(String id) {
        return id.length() > 1 && Character.isLetter(id.charAt(id.length() - 1));
    }

    private static String insertion(String id) {
        return hasInsertion(id) ? id.substring(id.length() - 1) : "";
    }

    private static String number(String id) {
        return hasInsertion(id) ? id.substring(0, id.length() - 1) : id;
    }

    private static String value(String text) {
        if (text.isEmpty()) {
            return "?";
        }
        boolean plain = text.matches("[A-Za-z0-9+*.,/()-][^ \t]*") && !text.equals(".") && !text.contains("'");
        if (plain) {
            return text;
        }
        return text.contains("\"") ? "'" + text + "'" : "\"" + text + "\"";
    }

    private static String angstrom(double nm) {
        if (!Double.isFinite(nm)) {
            throw new IllegalArgumentException("a coordinate is " + nm + " nm; expected a finite number");
        }
        return String.format(Locale.ROOT, "%.5f", nm * ANGSTROM_PER_NM);
    }
}
