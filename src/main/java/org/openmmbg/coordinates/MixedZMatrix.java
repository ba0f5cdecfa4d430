package org.openmmbg.coordinates;

import java.util.List;

/**
 * Says which atoms of a molecule are placed by their positions, and from which three atoms each other one is placed.
 *
 * @param cartesian indices of the atoms of the first kind, ascending, at least three
 * @param rows one row for each other atom, in placement order
 */
public record MixedZMatrix(List<Integer> cartesian, List<ZMatrix.Row> rows) {

    /**
     * Checks that each of the atoms 0 to N − 1 is placed once, from distinct atoms placed before it.
     *
     * @throws IllegalArgumentException naming the first atom or row that breaks this
     */
    public MixedZMatrix {
        cartesian = List.copyOf(cartesian);
        rows = List.copyOf(rows);
        if (cartesian.size() < 3) {
            throw new IllegalArgumentException(cartesian.size() + " atoms placed by positions: expected at least 3");
        }
        int atoms = cartesian.size() + rows.size();
        boolean[] placed = new boolean[atoms];
        int before = -1;
        for (int atom : cartesian) {
            if (atom <= before || atom >= atoms) {
                throw new IllegalArgumentException("atom " + atom + " placed by its position, after atom " + before
                        + ": expected ascending numbers below " + atoms);
            }
            placed[atom] = true;
            before = atom;
        }
        for (int i = 0; i < rows.size(); i++) {
            ZMatrix.Row row = rows.get(i);
            String where = "row " + i + " of the mixed Z-matrix (atom " + row.atom() + "): ";
            if (row.atom() < 0 || row.atom() >= atoms) {
                throw new IllegalArgumentException(where + "expected an atom from 0 to " + (atoms - 1));
            }
            if (placed[row.atom()]) {
                throw new IllegalArgumentException(where + "the atom is placed twice");
            }
            ZMatrix.checkPartners(row, 3, placed, where);
            placed[row.atom()] = true;
        }
    }

    /** Returns the number of atoms. */
    public int atomCount() {
        return cartesian.size() + rows.size();
    }
}
