package org.openmmbg.plugin.pipeline;

import java.io.Serial;

/** A value of a configuration record is outside its range. */
final class OutOfRangeException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;

    private OutOfRangeException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** Returns the name of the record component. */
    String field() {
        return field;
    }

    static void requirePositive(String field, double value) {
        require(value > 0 && Double.isFinite(value), field, "must be above 0", value);
    }

    static void requireNotNegative(String field, double value) {
        require(value >= 0 && Double.isFinite(value), field, "must not be negative", value);
    }

    static void require(boolean holds, String field, String rule, Object value) {
        if (!holds) {
            Object shown = value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15
                    ? (Object) number.longValue()
                    : value;
            throw new OutOfRangeException(field, rule + ", got " + shown);
        }
    }
}
