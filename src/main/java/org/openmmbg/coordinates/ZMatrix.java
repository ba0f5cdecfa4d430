package org.openmmbg.coordinates;

import java.util.List;

/**
 * Says from which three atoms each atom of a molecule is placed. Rows are in placement order. The first row has no
 * partner, the second a bond partner, the third a bond and an angle partner; what is lacking is {@link #NONE}.
 *
 * @param rows one row an atom, at least three
 */
public record ZMatrix(List<Row> rows) {

    /** Stands for a partner that one of the first three rows lacks. */
    public static final int NONE = -1;

    /**
     * How one atom is placed: at a distance from the bond atom, an angle atom–bond–angle, and a torsion
     * atom–bond–angle–torsion (also between atoms that are not bonded in this order).
     *
     * @param atom index of the atom placed, from 0
     * @param bondAtom index of the bond partner
     * @param angleAtom index of the angle partner
     * @param torsionAtom index of the torsion partner
     */
    public record Row(int atom, int bondAtom, int angleAtom, int torsionAtom) {

        private int partner(int k) {
            return switch (k) {
                case 0 -> bondAtom;
                case 1 -> angleAtom;
                default -> torsionAtom;
            };
        }
    }

    private static final List<String> PARTNER_NAMES = List.of("bond", "angle", "torsion");

    /**
     * Checks that each of the atoms 0 to N − 1 is placed once, from distinct atoms placed before it.
     *
     * @throws IllegalArgumentException naming the first row that breaks this
     */
    public ZMatrix {
        rows = List.copyOf(rows);
        int atoms = rows.size();
        if (atoms < 3) {
            throw new IllegalArgumentException("a Z-matrix of " + atoms + " rows: expected at least 3");
        }
        boolean[] placed = new boolean[atoms];
        for (int i = 0; i < atoms; i++) {
            Row row = rows.get(i);
            String where = "row " + i + " of the Z-matrix (atom " + row.atom() + "): ";
            if (row.atom() < 0 || row.atom() >= atoms) {
                throw new IllegalArgumentException(where + "expected an atom from 0 to " + (atoms - 1));
            }
            if (placed[row.atom()]) {
                throw new IllegalArgumentException(where + "the atom is placed twice");
            }
            checkPartners(row, Math.min(i, 3), placed, where);
            placed[row.atom()] = true;
        }
    }

    /**
     * Checks the partners of a row.
     *
     * @param expected how many of them there are
     * @param placed whether each atom has been placed before. Not modified.
     * @param where begins the message
     * @throws IllegalArgumentException if a partner is no such atom, or twice the same
     */
    static void checkPartners(Row row, int expected, boolean[] placed, String where) {
        for (int k = 0; k < 3; k++) {
            int partner = row.partner(k);
            String name = where + "the " + PARTNER_NAMES.get(k) + " partner " + partner;
            if (k >= expected) {
                if (partner != NONE) {
                    throw new IllegalArgumentException(name + " of one of the first three rows: expected " + NONE);
                }
                continue;
            }
            if (partner < 0 || partner >= placed.length || !placed[partner]) {
                throw new IllegalArgumentException(name + " is not an atom of an earlier row");
            }
            for (int j = 0; j < k; j++) {
                if (row.partner(j) == partner) {
                    throw new IllegalArgumentException(name + " is its " + PARTNER_NAMES.get(j) + " partner too");
                }
            }
        }
    }

    /** Returns the number of atoms. */
    public int atomCount() {
        return rows.size();
    }
}
