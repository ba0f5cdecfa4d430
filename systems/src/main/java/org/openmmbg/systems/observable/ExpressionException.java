package org.openmmbg.systems.observable;

import java.io.Serial;

/** An expression cannot be read. The message is one line: the expression, the column, what was expected. */
public final class ExpressionException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int column;

    ExpressionException(String text, int column, String problem) {
        super("expression '" + text + "', column " + column + ": " + problem);
        this.column = column;
    }

    /** Returns where the problem is, counted from 1. */
    public int column() {
        return column;
    }
}
