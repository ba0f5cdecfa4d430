package org.openmmbg.systems.observable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.TorsionObservable;

/** Functions of atoms. */
enum AtomFunction {
    /** The distance of two atoms, nm. */
    DISTANCE(2),
    /** The angle at the second of three atoms, radians in [0, π]. */
    ANGLE(3),
    /** The dihedral angle of four atoms, radians in (−π, π]. */
    DIHEDRAL(4);

    private final int atoms;

    AtomFunction(int atoms) {
        this.atoms = atoms;
    }

    static @Nullable AtomFunction named(String name) {
        return Arrays.stream(values())
                .filter(f -> f.id().equals(name))
                .findFirst()
                .orElse(null);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(AtomFunction::id).toList();
    }

    int atoms() {
        return atoms;
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    Term of(List<Integer> a) {
        return switch (this) {
            case DISTANCE -> new Term(Quantity.LENGTH, (x, offset) -> distance(x, offset, a.get(0), a.get(1)));
            case ANGLE -> new Term(Quantity.ANGLE, (x, offset) -> angle(x, offset, a.get(0), a.get(1), a.get(2)));
            case DIHEDRAL ->
                new Term(
                        Quantity.TORSION,
                        new TorsionObservable("dihedral", a.get(0), a.get(1), a.get(2), a.get(3))::value);
        };
    }

    private static double distance(double[] x, int offset, int i, int j) {
        int a = offset + 3 * i;
        int b = offset + 3 * j;
        return length(x[a] - x[b], x[a + 1] - x[b + 1], x[a + 2] - x[b + 2]);
    }

    private static double angle(double[] x, int offset, int i, int j, int k) {
        int a = offset + 3 * i;
        int b = offset + 3 * j;
        int c = offset + 3 * k;
        double ux = x[a] - x[b];
        double uy = x[a + 1] - x[b + 1];
        double uz = x[a + 2] - x[b + 2];
        double vx = x[c] - x[b];
        double vy = x[c + 1] - x[b + 1];
        double vz = x[c + 2] - x[b + 2];
        double cross = length(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx);
        return Math.atan2(cross, ux * vx + uy * vy + uz * vz);
    }

    private static double length(double x, double y, double z) {
        return Math.sqrt(x * x + y * y + z * z);
    }
}
