package org.openmmbg.systems.pdb;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.AtomicFiles;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.UnitCell;

/**
 * Writes PDB files that any viewer reads: standard residues as ATOM, others as HETATM, with CONECT records for all bonds
 * but those that the names of standard residues tell. Numbers too large for their columns are in hybrid-36.
 */
public final class PdbWriter {
    private static final double ANGSTROM_PER_NM = 10;
    private static final double LARGEST_COORDINATE = 9999.9995;
    private static final Pattern INSERTION = Pattern.compile("-?[0-9]+[A-Za-z]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int SERIAL_COLUMNS = 5;
    private static final int NUMBER_COLUMNS = 4;

    private PdbWriter() {}

    /** Writes a file without a periodic cell; see {@link #write(Path, PdbFile)}. */
    public static void write(Path file, Topology topology, List<double[]> models) throws IOException {
        write(file, new PdbFile(topology, models, null));
    }

    /**
     * Writes a file, with MODEL records when there is more than one model. The file appears whole or not at all.
     *
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a model has another number of atoms, or a coordinate does not fit the format
     */
    public static void write(Path file, PdbFile structure) throws IOException {
        List<double[]> models = structure.models();
        AtomicFiles.write(file, out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.ISO_8859_1);
            writeCell(writer, structure.boxVectors());
            for (int m = 0; m < models.size(); m++) {
                if (models.size() > 1) {
                    writer.write(String.format(Locale.ROOT, "MODEL     %4d\n", m + 1));
                }
                writeModel(writer, structure.topology(), models.get(m));
                if (models.size() > 1) {
                    writer.write("ENDMDL\n");
                }
            }
            writeBonds(writer, structure.topology());
            writer.write("END\n");
            writer.flush();
        });
    }

    private static void writeCell(Writer writer, @Nullable List<Double> boxVectors) throws IOException {
        if (boxVectors == null) {
            return;
        }
        List<Double> cell = UnitCell.lengthsAndAngles(boxVectors);
        writer.write(String.format(
                Locale.ROOT,
                "CRYST1%9.3f%9.3f%9.3f%7.2f%7.2f%7.2f P 1           1 \n",
                cell.get(0) * ANGSTROM_PER_NM,
                cell.get(1) * ANGSTROM_PER_NM,
                cell.get(2) * ANGSTROM_PER_NM,
                cell.get(3),
                cell.get(4),
                cell.get(5)));
    }

    private static void writeModel(Writer writer, Topology topology, double[] positions) throws IOException {
        if (positions.length != 3 * topology.atomCount()) {
            throw new IllegalArgumentException(
                    positions.length + " coordinates for " + topology.atomCount() + " atoms; expected three an atom");
        }
        for (int i = 0; i < topology.atomCount(); i++) {
            Topology.Atom atom = topology.atoms().get(i);
            Topology.Residue residue = topology.residues().get(atom.residue());
            writer.write(String.format(
                    Locale.ROOT,
                    "%-6s%5s %4s %-4s%1s%5s   %8.3f%8.3f%8.3f  1.00  0.00          %2s\n",
                    StandardBondRules.isStandard(residue) ? "ATOM" : "HETATM",
                    serial(i),
                    padded(atom),
                    residueName(residue.name()),
                    shortened(residue.chain(), 1),
                    number(residue.id()),
                    angstrom(positions[3 * i]),
                    angstrom(positions[3 * i + 1]),
                    angstrom(positions[3 * i + 2]),
                    atom.element().toUpperCase(Locale.ROOT)));
            if (i + 1 == topology.atomCount() || beginsChain(topology, i + 1)) {
                writer.write("TER\n");
            }
        }
    }

    private static boolean beginsChain(Topology topology, int atom) {
        int residue = topology.atoms().get(atom).residue();
        return residue != topology.atoms().get(atom - 1).residue() && topology.beginsChain(residue);
    }

    private static void writeBonds(Writer writer, Topology topology) throws IOException {
        List<List<Integer>> neighbours = topology.neighbours();
        for (int i = 0; i < topology.atomCount(); i++) {
            StringBuilder line = new StringBuilder();
            int count = 0;
            for (int j : neighbours.get(i)) {
                if (StandardBondRules.isToldByNames(topology, i, j)) {
                    continue;
                }
                if (count % 4 == 0) {
                    line.append(count == 0 ? "" : "\n").append(String.format("CONECT%5s", serial(i)));
                }
                line.append(String.format("%5s", serial(j)));
                count++;
            }
            if (count > 0) {
                writer.write(line.append('\n').toString());
            }
        }
    }

    private static String serial(int atom) {
        return Hybrid36.encode(SERIAL_COLUMNS, atom + 1L);
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
        boolean insertion = INSERTION.matcher(id).matches();
        String digits = insertion ? id.substring(0, id.length() - 1) : id;
        String code = insertion ? id.substring(id.length() - 1) : " ";
        boolean tooLong =
                digits.length() > NUMBER_COLUMNS && NUMBER.matcher(digits).matches();
        return shortened(tooLong ? Hybrid36.encode(NUMBER_COLUMNS, Long.parseLong(digits)) : digits, NUMBER_COLUMNS)
                + code;
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
