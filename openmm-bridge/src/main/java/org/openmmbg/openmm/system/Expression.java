package org.openmmbg.openmm.system;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression in the language of OpenMM's custom forces (Lepton), checked here because OpenMM ends the process on one
 * it cannot read.
 *
 * <p>After the expression itself come definitions, {@code ; name = expression}, which may use those to the right of
 * them. Lepton writes each definition out wherever it is named, so what counts is the size of the result.
 *
 * @param size number of numbers, names, operators, calls and brackets
 * @param depth most operators, calls and brackets one within the other; those of a chain count as such
 * @param nesting most calls, brackets and definitions one within the other
 * @param names variables the value depends on
 * @param constant the value, if it depends on no variable and could be told here; else NaN
 * @param unknown complaint about a name that is unknown, or null. Only an expression that is used complains, because
 *     Lepton never looks at the others
 */
record Expression(
        int size,
        int depth,
        int nesting,
        Set<String> names,
        double constant,
        @Nullable String unknown) {
    // OpenMM 7.3 was seen to run out of stack at 2000 brackets, to take 20 s for a sum of 1000 terms and 7 s for
    // products nested 100 deep, and minutes beyond.
    static final int MAX_SIZE = 5000;
    static final int MAX_DEPTH = 1000;
    static final int MAX_NESTING = 100;

    private static final int MAX_QUOTED = 80;

    /**
     * Reads an expression and its definitions.
     *
     * @param text the expression
     * @param scope what it may name
     * @throws ExpressionException if OpenMM would not take it
     */
    static Expression read(String text, ExpressionScope scope) throws ExpressionException {
        Map<String, Expression> definitions = new HashMap<>();
        int end = text.length();
        for (int at = text.lastIndexOf(';'); at >= 0; at = text.lastIndexOf(';', at - 1)) {
            if (!text.substring(at + 1, end).isBlank()) {
                define(text, at + 1, end, scope, definitions);
            }
            end = at;
        }
        Expression result = new ExpressionReader(text, 0, end, scope, definitions).read();
        if (result.unknown() != null) {
            throw new ExpressionException(result.unknown());
        }
        return result;
    }

    private static void define(
            String text, int from, int to, ExpressionScope scope, Map<String, Expression> definitions)
            throws ExpressionException {
        int equals = text.indexOf('=', from);
        if (equals < 0 || equals >= to) {
            throw new ExpressionException("what follows the ; at character " + from + " is no definition, name = ...");
        }
        String name = text.substring(from, equals).strip();
        if (!NameCheck.isLegal(name)) {
            throw new ExpressionException(
                    "\"" + shortened(name) + "\" at character " + (from + 1) + " cannot be the name of a definition");
        }
        Expression value = new ExpressionReader(text, equals + 1, to, scope, definitions).read();
        if (definitions.put(name, value) != null) {
            throw new ExpressionException(name + " is defined twice");
        }
    }

    /** Returns a text cut to a length that fits a message. */
    static String shortened(String text) {
        return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "...";
    }

    /** Whether a number starts with this character. */
    static boolean isNumberStart(char c) {
        return c == '.' || (c >= '0' && c <= '9');
    }
}
