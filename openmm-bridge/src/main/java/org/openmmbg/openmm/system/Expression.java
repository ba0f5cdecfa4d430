package org.openmmbg.openmm.system;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression in the language of OpenMM's custom forces (Lepton), checked here because OpenMM ends the process on one
 * it cannot read.
 *
 * <p>After the expression itself come definitions, {@code ; name = expression}, which may use those to the right of
 * them. Lepton writes each definition out wherever it is named, so the size that counts is that of the result.
 *
 * @param size number of numbers, names, operators, calls and brackets, definitions written out
 * @param names variables the value depends on
 * @param unknown complaint about a name that is unknown, or null. Only an expression that is used complains, because
 *     Lepton never looks at the others
 */
record Expression(long size, Set<String> names, @Nullable String unknown) {
    /** Largest size; Lepton's own recursion over it fits the stack of a thread many times. */
    static final int MAX_SIZE = 5000;

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

    /** Gathers what an expression is made of. */
    static final class Tally {
        private long size;
        private final Set<String> names = new HashSet<>();
        private @Nullable String unknown;

        void add(Expression part) throws ExpressionException {
            add(part.size());
            names.addAll(part.names());
            complain(part.unknown());
        }

        void add(long more) throws ExpressionException {
            size += more;
            if (size > MAX_SIZE) {
                throw new ExpressionException("it has more than " + MAX_SIZE
                        + " numbers, names, operators and brackets, definitions written out");
            }
        }

        void addName(String name) throws ExpressionException {
            add(1);
            names.add(name);
        }

        void complain(@Nullable String message) {
            if (unknown == null) {
                unknown = message;
            }
        }

        Expression result() {
            return new Expression(size, Set.copyOf(names), unknown);
        }
    }
}
