package org.openmmbg.systems.observable;

import java.util.Collection;
import java.util.Comparator;
import org.openmmbg.systems.EditDistance;

/**
 * A place in an expression, for messages.
 *
 * @param text the whole expression
 * @param column counted from 1
 */
record Place(String text, int column) {

    ExpressionException error(String problem) {
        return new ExpressionException(text, column, problem);
    }

    /** Returns the error that a name is not known, with the nearest that is. */
    ExpressionException unknown(String what, String name, Collection<String> known, String otherwise) {
        String nearest = known.stream()
                .min(Comparator.comparingInt(candidate -> EditDistance.between(name, candidate)))
                .filter(candidate -> EditDistance.between(name, candidate) <= Math.max(1, name.length() / 2))
                .map(candidate -> "did you mean '" + candidate + "'?")
                .orElse(otherwise);
        return error("unknown " + what + " '" + name + "'; " + nearest);
    }
}
