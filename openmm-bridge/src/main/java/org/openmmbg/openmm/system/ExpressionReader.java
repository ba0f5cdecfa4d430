package org.openmmbg.openmm.system;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads one expression, without its definitions, the way Lepton does: operands and the operators + - * / ^ in turn.
 * Brackets are kept on a stack of its own, so that no nesting is too deep for it.
 */
final class ExpressionReader {
    private static final String OPERATORS = "+-*/^";
    private static final String SPACE = " \t\n\u000b\f\r";

    private final String text;
    private final int end;
    private final ExpressionScope scope;
    private final Map<String, Expression> definitions;
    private final Deque<Bracket> open = new ArrayDeque<>();
    private final Expression.Tally tally = new Expression.Tally();
    private int at;

    /** An open bracket: of a call, or of none. */
    private static final class Bracket {
        final @Nullable String function;
        final int arguments;
        final boolean takesPoints;
        int commas;

        Bracket(@Nullable String function, int arguments, boolean takesPoints) {
            this.function = function;
            this.arguments = arguments;
            this.takesPoints = takesPoints;
        }
    }

    /** Prepares to read the part of a text from {@code start} to {@code end}. */
    ExpressionReader(String text, int start, int end, ExpressionScope scope, Map<String, Expression> definitions) {
        this.text = text;
        this.at = start;
        this.end = end;
        this.scope = scope;
        this.definitions = definitions;
    }

    Expression read() throws ExpressionException {
        boolean operandNext = true;
        for (skipSpace(); at < end; skipSpace()) {
            operandNext = operandNext ? readOperand() : readOperator();
        }
        if (operandNext) {
            throw new ExpressionException("it ends where a number, a name or ( is needed");
        }
        if (!open.isEmpty()) {
            throw new ExpressionException("a bracket is not closed");
        }
        return tally.result();
    }

    /** Reads what stands where an operand is needed; returns whether one is still needed. */
    private boolean readOperand() throws ExpressionException {
        char c = text.charAt(at);
        Bracket bracket = open.peek();
        if (bracket != null && bracket.takesPoints) {
            readPoint(bracket);
            return false;
        }
        if (c == '-') {
            tally.add(1);
            at++;
            return true;
        }
        if (c == '(') {
            tally.add(1);
            open.push(new Bracket(null, 1, false));
            at++;
            return true;
        }
        if (Expression.isNumberStart(c)) {
            readNumber();
            return false;
        }
        if (OPERATORS.indexOf(c) >= 0 || c == ',' || c == ')') {
            throw unexpected("a number, a name or ( is needed");
        }
        return readName();
    }

    /** Reads what stands after an operand; returns whether another one is needed. */
    private boolean readOperator() throws ExpressionException {
        char c = text.charAt(at);
        Bracket bracket = open.peek();
        if (c == ')' && bracket != null) {
            open.pop();
            checkArguments(bracket);
            at++;
            return false;
        }
        if (c == ',' && bracket != null && bracket.function != null) {
            bracket.commas++;
            at++;
            return true;
        }
        if (OPERATORS.indexOf(c) >= 0 && (bracket == null || !bracket.takesPoints)) {
            tally.add(1);
            at++;
            return true;
        }
        throw unexpected("an operator or the end of a bracket is needed");
    }

    private void readNumber() throws ExpressionException {
        int start = at;
        boolean exponent = false;
        for (at++; at < end; at++) {
            char c = text.charAt(at);
            if ((c == 'e' || c == 'E') && !exponent) {
                exponent = true;
                if (at + 1 < end && (text.charAt(at + 1) == '-' || text.charAt(at + 1) == '+')) {
                    at++;
                }
            } else if (!Expression.isNumberStart(c)) {
                break;
            }
        }
        String number = text.substring(start, at);
        try {
            if (Double.isFinite(Double.parseDouble(number))) {
                tally.add(1);
                return;
            }
        } catch (NumberFormatException e) {
            // Lepton takes what it cannot read for 0: better said than done.
        }
        throw new ExpressionException("\"" + Expression.shortened(number) + "\" at character " + (start + 1)
                + " is no number that can be read");
    }

    /** Reads a variable, or the name of a function and its bracket; returns whether an operand is needed. */
    private boolean readName() throws ExpressionException {
        int start = at;
        String name = word();
        if (at < end && text.charAt(at) == '(') {
            at++;
            tally.add(1);
            open.push(call(name, start));
            return true;
        }
        Expression definition = definitions.get(name);
        if (definition != null) {
            tally.add(definition);
        } else {
            tally.addName(name);
            if (!scope.variables().contains(name)) {
                tally.complain("unknown name \"" + Expression.shortened(name) + "\" at character " + (start + 1)
                        + "; known are " + new TreeSet<>(scope.variables()) + " and what is defined further right");
            }
        }
        return false;
    }

    private Bracket call(String name, int start) throws ExpressionException {
        Integer points = scope.geometry().get(name);
        if (points != null) {
            return new Bracket(name, points, true);
        }
        Integer arguments = scope.functions().get(name);
        if (arguments == null) {
            arguments = ExpressionScope.BUILT_IN.get(name);
        }
        if (arguments == null) {
            throw new ExpressionException("unknown function \"" + Expression.shortened(name) + "\" at character "
                    + (start + 1) + "; there are those of OpenMM 7.3 and "
                    + new TreeSet<>(scope.functions().keySet()));
        }
        return new Bracket(name, arguments, false);
    }

    /** Reads the name of a particle or group, which is all that a function of points takes. */
    private void readPoint(Bracket bracket) throws ExpressionException {
        int start = at;
        String name = word();
        if (!scope.points().contains(name)) {
            throw new ExpressionException(bracket.function + " at character " + (start + 1) + " takes "
                    + new TreeSet<>(scope.points()) + ", not \"" + Expression.shortened(name) + "\"");
        }
        tally.add(1);
    }

    /** Reads up to what ends a word for Lepton. */
    private String word() {
        int start = at;
        while (at < end) {
            char c = text.charAt(at);
            if (c == '(' || c == ')' || c == ',' || OPERATORS.indexOf(c) >= 0 || SPACE.indexOf(c) >= 0) {
                break;
            }
            at++;
        }
        return text.substring(start, at);
    }

    private void checkArguments(Bracket bracket) throws ExpressionException {
        if (bracket.function != null && bracket.commas + 1 != bracket.arguments) {
            throw new ExpressionException(bracket.function + " before character " + (at + 1) + " has "
                    + (bracket.commas + 1) + " arguments, but takes " + bracket.arguments);
        }
    }

    private void skipSpace() {
        while (at < end && SPACE.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private ExpressionException unexpected(String needed) {
        return new ExpressionException(
                "\"" + text.charAt(at) + "\" at character " + (at + 1) + " is not expected: " + needed);
    }
}
