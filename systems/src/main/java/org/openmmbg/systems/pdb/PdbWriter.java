package org.openmmbg.systems.pdb;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openmmbg.systems.AtomicFiles;
import org.openmmbg.systems.Topology;

/** Writes PDB files that any viewer reads: standard residues as ATOM, others as HETATM with CONECT records. */
public final class PdbWriter {
    private static final double ANGSTROM_PER_NM = 10;
    private static final int LARGEST_SERIAL = 99_999;
    private static final double LARGEST_COORDINATE = 9999.9995;
    private static final Set<String> STANDARD = Set.of(
            "ALA", "ARG", "ASN", "ASP", "CYS", "GLN", "GLU", "GLY", "HIS", "ILE", "LEU", "LYS", "MET", "PHE", "PRO",
            "SER", "THR", "TRP", "TYR", "VAL");

    private PdbWriter() {}

    /**
     * Writes a file, with MODEL records when there is more than one model. The file appears whole or not at all.
     *
     * @param models positions of each model, nm, row-major [atoms, 3]. Not modified.
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a model has another number of atoms, or a coordinate does not fit the format
     */
    public static void write(Path file, Topology topology, List<double[]> models) throws IOException {
        if (topology.atomCount() >= LARGEST_SERIAL) {
            throw new IllegalArgumentException(
                    "a PDB file holds fewer than " + LARGEST_SERIAL + " atoms, not " + topology.atomCount());
        }
        AtomicFiles.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.ISO_8859_1);
            for (int m = 0; m < models.size(); m++) {
                if (models.size() > 1) {
                    writer.write(String.format(Locale.ROOT, "MODEL     %4d\n", m + 1));
                }
                writeModel(writer, topology, models.get(m));
                if (models.size() > 1) {
                    writer.write("ENDMDL\n");
                }
            }
            writeBonds(writer, topology);
            writer.write("END\n");
            writer.flush();
        });
    }

    private static void writeModel(Writer writer, Topology topology, double[] positions) throws IOException {
        if (positions.length != 3 * topology.atomCount()) {
            throw new IllegalArgumentException(
                    positions.length + " coordinates for " + topology.atomCount() + " atoms; expected three an atom");
        }
        List<Topology.Residue> residues = topology.residues();
        int serial = 0;
        for (int i = 0; i < topology.atomCount(); i++) {
            Topology.Atom atom = topology.atoms().get(i);
            Topology.Residue residue = residues.get(atom.residue());
            writer.write(String.format(
                    Locale.ROOT,
                    "%-6s%5d %4s %-4s%c%5s   %8.3f%8.3f%8.3f  1.00  0.00          %2s\n",
                    STANDARD.contains(residue.name()) ? "ATOM" : "HETATM",
                    ++serial,
                    padded(atom),
                    residueName(residue.name()),
                    residue.chain(),
                    number(residue.id()),
                    angstrom(positions[3 * i]),
                    angstrom(positions[3 * i + 1]),
                    angstrom(positions[3 * i + 2]),
                    atom.element().toUpperCase(Locale.ROOT)));
            boolean lastOfChain = i + 1 == topology.atomCount()
                    || residues.get(topology.atoms().get(i + 1).residue()).chain() != residue.chain();
            if (lastOfChain) {
                writer.write("TER\n");
            }
        }
    }

    private static void writeBonds(Writer writer, Topology topology) throws IOException {
        List<List<Integer>> neighbours = topology.neighbours();
        for (int i = 0; i < topology.atomCount(); i++) {
            StringBuilder line = new StringBuilder();
            boolean standard = isStandard(topology, i);
            int count = 0;
            for (int j : neighbours.get(i)) {
                if (standard && isStandard(topology, j)) {
                    continue;
                }
                if (count % 4 == 0) {
                    line.append(count == 0 ? "" : "\n").append(String.format(Locale.ROOT, "CONECT%5d", i + 1));
                }
                line.append(String.format(Locale.ROOT, "%5d", j + 1));
                count++;
            }
            if (count > 0) {
                writer.write(line.append('\n').toString());
            }
        }
    }

    private static boolean isStandard(Topology topology, int atom) {
        return STANDARD.contains(
                topology.residues().get(topology.atoms().get(atom).residue()).name());
    }

    /** A symbol of one letter stands in the second of the four columns, unless the name needs all of them. */
    private static String padded(Topology.Atom atom) {
        String name = atom.element().length() < 2 && atom.name().length() < 4 ? " " + atom.name() : atom.name();
        return String.format("%-4s", shortened(name, 4));
    }

    /** Names of up to three characters end in the third column; the fourth is for longer ones. */
    private static String residueName(String name) {
        return name.length() < 4 ? String.format("%3s", name) : shortened(name, 4);
    }

    /** The number ends in the fourth column; the fifth holds an insertion code. */
    private static String number(String id) {
        boolean insertion = !id.isEmpty() && !Character.isDigit(id.charAt(id.length() - 1));
        return shortened(insertion ? id : id + " ", 5);
    }

    private static String shortened(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    private static double angstrom(double nm) {
        double value = nm * ANGSTROM_PER_NM;
        if (!(Math.abs(value) < LARGEST_COORDINATE)) {
            throw new IllegalArgumentException(nm + " nm does not fit the columns of a PDB file");
        }
        return value;
    }
}
