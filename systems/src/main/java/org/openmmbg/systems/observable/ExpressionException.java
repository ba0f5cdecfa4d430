package org.openmmbg.systems.observable;

import java.io.Serial;

/** An expression cannot be read. The message is one line: the expression, the column, what was expected. */
public final class ExpressionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The longest piece of an expression that a message shows. */
    private static final int SHOWN = 120;

    private final int column;

    ExpressionException(String text, int column, String problem) {
        super("expression '" + around(text, column) + "', column " + column + ": " + problem);
        this.column = column;
    }

    /** Returns a text, or of a long one what lies around a column. */
    private static String around(String text, int column) {
        int from = Math.max(0, Math.min(column - SHOWN / 2, text.length() - SHOWN));
        int to = Math.min(text.length(), from + SHOWN);
        return (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
    }

    /** Returns where the problem is, counted from 1. */
    public int column() {
        return column;
    }
}
