package org.openmmbg.systems.observable;

import org.jspecify.annotations.Nullable;

/**
 * A part of an expression that has a value.
 *
 * @param quantity what kind of value
 * @param function the value, in nm and radians; 1 or 0 of a condition
 * @param plain the value of a constant without a unit, which takes that of its neighbour; else null
 */
record Term(Quantity quantity, Function function, @Nullable Double plain) {

    /** A function of a configuration. */
    @FunctionalInterface
    interface Function {
        double at(double[] positions, int offset);
    }

    Term(Quantity quantity, Function function) {
        this(quantity, function, null);
    }

    static Term constant(double value) {
        return new Term(Quantity.NUMBER, (positions, offset) -> value, value);
    }
}
