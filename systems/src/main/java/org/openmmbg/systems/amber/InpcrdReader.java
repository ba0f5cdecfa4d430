package org.openmmbg.systems.amber;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.TextLines;
import org.openmmbg.systems.UnitCell;

/**
 * Reads Amber's coordinate and restart files in text form (inpcrd, crd, rst7): a title, the number of atoms, then columns
 * of twelve characters with coordinates in ångströms, velocities if there are any, and the cell if there is one.
 * Velocities are not kept. Restart files in NetCDF form are refused.
 */
public final class InpcrdReader {
    private static final double NM_PER_ANGSTROM = 0.1;
    private static final int COLUMNS = 12;
    private static final int PER_LINE = 6;
    private static final double RIGHT_ANGLE = 90;

    private InpcrdReader() {}

    /**
     * Positions and cell.
     *
     * @param positions nm, [3 atoms]
     * @param boxVectors nm, row-major [3, 3]; null when the file has no cell
     */
    @SuppressWarnings("ArrayRecordComponent") // bulk data, compared by nobody
    public record Coordinates(double[] positions, @Nullable List<Double> boxVectors) {}

    /**
     * Reads a file.
     *
     * @throws org.openmmbg.systems.InputFileException if the file cannot be used
     */
    public static Coordinates read(Path file) {
        return TextLines.read(file, "an Amber coordinate file", InpcrdReader::read);
    }

    private static Coordinates read(TextLines lines) throws IOException {
        String title = lines.next();
        if (title != null && (title.startsWith("CDF") || title.contains("HDF\r"))) {
            throw lines.fault("is a restart file in NetCDF form; expected text, as 'ntxo = 1' makes it");
        }
        int atoms = count(lines, lines.next());
        DoubleStream.Builder numbers = DoubleStream.builder();
        int found = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            found += numbers(lines, line, numbers);
        }
        double[] values = numbers.build().toArray();
        long coordinates = 3L * atoms;
        long rest = found - coordinates;
        if (rest < 0) {
            throw lines.fault("the file ends after " + found + " numbers; " + atoms + " atoms need " + coordinates);
        }
        boolean velocities = rest >= coordinates;
        long cell = velocities ? rest - coordinates : rest;
        if (cell != 0 && cell != 3 && cell != 6) {
            throw lines.fault("the file has " + rest + " numbers after the coordinates of " + atoms
                    + " atoms; expected as many velocities, and 3 or 6 for a cell, or none");
        }
        double[] positions = new double[(int) coordinates];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = values[i] * NM_PER_ANGSTROM;
        }
        return new Coordinates(positions, cell == 0 ? null : box(lines, values, found - (int) cell));
    }

    private static int count(TextLines lines, @Nullable String line) {
        String first = line == null ? "" : line.strip().split("\\s+", 2)[0];
        try {
            int atoms = Integer.parseInt(first);
            if (atoms > 0) {
                return atoms;
            }
        } catch (NumberFormatException e) {
            // The same message as for a number that is too small.
        }
        throw lines.fault("'" + first + "' is no number of atoms; expected an Amber coordinate file, whose second line"
                + " begins with it");
    }

    private static int numbers(TextLines lines, String line, DoubleStream.Builder numbers) {
        String text = line.stripTrailing();
        if (text.length() > PER_LINE * COLUMNS) {
            throw lines.fault("the line has " + text.length() + " columns; expected six numbers of twelve at most");
        }
        int count = 0;
        for (int start = 0; start < text.length(); start += COLUMNS) {
            String item = text.substring(start, Math.min(start + COLUMNS, text.length()))
                    .strip();
            double value;
            try {
                value = Double.parseDouble(item);
            } catch (NumberFormatException e) {
                throw lines.fault("'" + item + "' in column " + (start + 1) + " is not a number");
            }
            if (!Double.isFinite(value)) {
                throw lines.fault("the number in column " + (start + 1) + " is " + item + "; expected a finite one");
            }
            numbers.add(value);
            count++;
        }
        return count;
    }

    private static List<Double> box(TextLines lines, double[] values, int at) {
        boolean angles = values.length - at == 6;
        try {
            return UnitCell.boxVectors(
                    values[at] * NM_PER_ANGSTROM,
                    values[at + 1] * NM_PER_ANGSTROM,
                    values[at + 2] * NM_PER_ANGSTROM,
                    angles ? values[at + 3] : RIGHT_ANGLE,
                    angles ? values[at + 4] : RIGHT_ANGLE,
                    angles ? values[at + 5] : RIGHT_ANGLE);
        } catch (IllegalArgumentException e) {
            throw lines.fault(
                    "the numbers after those of the atoms are no cell (is the number of atoms in line 2 right?): "
                            + e.getMessage());
        }
    }
}
