package org.openmmbg.coordinates;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openmmbg.coordinates.ZMatrix.Row;

class ZMatrixTest {

    private static final List<Row> GOOD = Molecules.CHAIN.rows();

    @Test
    void tooFewRows() {
        refused(GOOD.subList(0, 2), "at least 3");
    }

    @Test
    void atomsArePlacedOnce() {
        refused(with(3, new Row(2, 1, 0, 2)), "row 3 of the Z-matrix (atom 2): the atom is placed twice");
        refused(with(3, new Row(4, 2, 1, 0)), "row 3 of the Z-matrix (atom 4): expected an atom from 0 to 3");
        refused(with(0, new Row(-1, -1, -1, -1)), "expected an atom from 0 to 3");
    }

    @Test
    void partnersStandBefore() {
        refused(with(2, new Row(2, 3, 0, -1)), "the bond partner 3 is not an atom of an earlier row");
        refused(with(3, new Row(3, 2, 1, 3)), "the torsion partner 3 is not an atom of an earlier row");
        refused(with(3, new Row(3, 2, 1, -1)), "the torsion partner -1 is not an atom of an earlier row");
        refused(with(3, new Row(3, 2, 17, 0)), "the angle partner 17 is not an atom of an earlier row");
    }

    @Test
    void partnersAreDistinct() {
        refused(with(3, new Row(3, 2, 2, 0)), "the angle partner 2 is its bond partner too");
        refused(with(3, new Row(3, 2, 1, 2)), "the torsion partner 2 is its bond partner too");
    }

    @Test
    void firstRowsLackPartners() {
        refused(with(0, new Row(0, 1, -1, -1)), "the bond partner 1 of one of the first three rows: expected -1");
        refused(with(2, new Row(2, 1, 0, 3)), "the torsion partner 3 of one of the first three rows");
    }

    private static List<Row> with(int index, Row row) {
        List<Row> rows = new ArrayList<>(GOOD);
        rows.set(index, row);
        return rows;
    }

    private static void refused(List<Row> rows, String message) {
        assertThatThrownBy(() -> new ZMatrix(rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
