package org.openmmbg.systems.forcefield;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Integrals over the neck between two atoms of given radii: where their maximum lies, nm, and its value, 1/nm. Tabulated for
 * radii of 0.1 to 0.2 nm in steps of 0.005 and linear between them (Mongan et al., J. Chem. Theory Comput. 3, 156, 2007).
 */
final class NeckTable {
    private static final String RESOURCE = "gbn-neck.txt";
    private static final int SIZE = 21;
    private static final double SMALLEST = 0.1;
    private static final double LARGEST = 0.2;
    private static final double STEPS_PER_NM = 200;

    private final List<double[]> position;
    private final List<double[]> value;

    private NeckTable(List<double[]> rows) {
        this.position = rows.subList(0, SIZE);
        this.value = rows.subList(SIZE, 2 * SIZE);
    }

    static NeckTable shipped() {
        try (InputStream in = NeckTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing from the jar");
            }
            List<double[]> rows = new ArrayList<>();
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (Character.isDigit(line.charAt(0))) {
                    rows.add(List.of(line.split(" ")).stream()
                            .mapToDouble(Double::parseDouble)
                            .toArray());
                }
            }
            return new NeckTable(rows);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + RESOURCE + " cannot be read", e);
        }
    }

    /** Returns where the maximum lies for each pair of radii, [second, first]. */
    List<Double> positions(List<Double> radii) {
        return interpolate(position, radii);
    }

    /** Returns the maximum for each pair of radii, [second, first]. */
    List<Double> values(List<Double> radii) {
        return interpolate(value, radii);
    }

    private static List<Double> interpolate(List<double[]> table, List<Double> radii) {
        for (double radius : radii) {
            if (!(radius >= SMALLEST && radius <= LARGEST)) {
                throw new ForceFieldException("the models GBn and GBn2 know radii from " + SMALLEST + " to " + LARGEST
                        + " nm, but an atom has " + radius + " nm; choose another implicit solvent");
            }
        }
        List<Double> values = new ArrayList<>();
        for (double second : radii) {
            for (double first : radii) {
                values.add(at(table, second, first));
            }
        }
        return values;
    }

    private static double at(List<double[]> table, double row, double column) {
        double i = (row - SMALLEST) * STEPS_PER_NM;
        double j = (column - SMALLEST) * STEPS_PER_NM;
        int i0 = Math.max(0, Math.min(SIZE - 2, (int) i));
        int j0 = Math.max(0, Math.min(SIZE - 2, (int) j));
        double u = i - i0;
        double v = j - j0;
        return (1 - u) * ((1 - v) * table.get(i0)[j0] + v * table.get(i0)[j0 + 1])
                + u * ((1 - v) * table.get(i0 + 1)[j0] + v * table.get(i0 + 1)[j0 + 1]);
    }
}
