package org.openmmbg.systems.pdb;

import java.util.ArrayList;
import java.util.List;

/**
 * A category of a CIF file as a table; one that is no loop has one row.
 *
 * @param items names of the columns without the category, in lower case
 * @param values the words, row by row
 * @param lines the line of each row
 */
record CifLoop(List<String> items, List<String> values, List<Integer> lines) {
    CifLoop() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    int rows() {
        return lines.size();
    }

    /** Returns the number of a column, or −1. */
    int column(String item) {
        return items.indexOf(item);
    }

    /** Returns a value; empty when there is no such column, or the value is unknown or does not apply. */
    String value(int row, int column) {
        String value = column < 0 ? "" : values.get(row * items.size() + column);
        return value.equals(".") || value.equals("?") ? "" : value;
    }
}
