package org.openmmbg.openmm.system;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one expression, without its definitions, the way Lepton does: operands and the operators + - * / ^ in turn.
 * Brackets are kept on a stack of its own, so that no nesting is too deep for it.
 */
final class ExpressionReader {
    private static final String OPERATORS = "+-*/^";
    private static final int MAX_LISTED = 60;
    private static final String SPACE = " \t\n\u000b\f\r";

    private final String text;
    private final int end;
    private final ExpressionScope scope;
    private final Map<String, Expression> definitions;
    private final Deque<Bracket> open = new ArrayDeque<>();
    private final Set<String> names = new HashSet<>();
    private @Nullable String unknown;
    private int size;
    private int at;

    /** What is between brackets, of a call or of none, or outside of all. */
    private static final class Bracket {
        final @Nullable String function;
        final int arguments;
        final boolean takesPoints;
        ConstantFold constants = new ConstantFold();
        int commas;
        int operators;
        int deepest = 1;
        int nesting;

        /** Notes something inside. */
        void holds(int depth, int nested) {
            deepest = Math.max(deepest, depth);
            nesting = Math.max(nesting, nested);
        }

        int depth() {
            return operators + deepest;
        }

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
        Bracket all = new Bracket(null, 1, false);
        open.push(all);
        boolean operandNext = true;
        for (skipSpace(); at < end; skipSpace()) {
            operandNext = operandNext ? readOperand(open.element()) : readOperator(open.element());
        }
        if (operandNext) {
            throw new ExpressionException("it ends where a number, a name or ( is needed");
        }
        if (open.size() > 1) {
            throw new ExpressionException("a bracket is not closed");
        }
        limit("operators one within the other", all.depth(), Expression.MAX_DEPTH);
        limit("brackets and definitions one within the other", all.nesting, Expression.MAX_NESTING);
        return new Expression(size, all.depth(), all.nesting, Set.copyOf(names), all.constants.value(), unknown);
    }

    private void grow(int more) throws ExpressionException {
        size += more;
        limit("numbers, names, operators and brackets", size, Expression.MAX_SIZE);
    }

    private static void limit(String what, int count, int limit) throws ExpressionException {
        if (count > limit) {
            throw new ExpressionException("there are more than " + limit + " " + what + ", definitions written out");
        }
    }

    private void open(Bracket bracket) throws ExpressionException {
        at++;
        grow(1);
        limit("brackets one within the other", open.size(), Expression.MAX_NESTING);
        open.push(bracket);
    }

    /** Reads what stands where an operand is needed; returns whether one is still needed. */
    private boolean readOperand(Bracket bracket) throws ExpressionException {
        char c = text.charAt(at);
        if (bracket.takesPoints) {
            readPoint(bracket);
            return false;
        }
        if (c == '-') {
            bracket.constants.sign();
            readSign(bracket);
            return true;
        }
        if (c == '(') {
            open(new Bracket(null, 1, false));
            return true;
        }
        if (Expression.isNumberStart(c)) {
            bracket.constants.operand(readNumber());
            return false;
        }
        if (OPERATORS.indexOf(c) >= 0 || c == ',' || c == ')') {
            throw unexpected("a number, a name or ( is needed");
        }
        return readName(bracket);
    }

    private void readSign(Bracket bracket) throws ExpressionException {
        bracket.operators++;
        at++;
        grow(1);
    }

    /** Reads what stands after an operand; returns whether another one is needed. */
    private boolean readOperator(Bracket bracket) throws ExpressionException {
        char c = text.charAt(at);
        if (c == ')' && open.size() > 1) {
            close(open.pop());
            return false;
        }
        if (c == ',' && bracket.function != null) {
            bracket.commas++;
            bracket.constants = new ConstantFold();
            at++;
            return true;
        }
        if (OPERATORS.indexOf(c) >= 0 && !bracket.takesPoints) {
            bracket.constants.operator(c);
            readSign(bracket);
            return true;
        }
        throw unexpected("an operator or the end of a bracket is needed");
    }

    private void close(Bracket bracket) throws ExpressionException {
        if (bracket.function != null && bracket.commas + 1 != bracket.arguments) {
            throw new ExpressionException(bracket.function + " before character " + (at + 1) + " has "
                    + (bracket.commas + 1) + " arguments, but takes " + bracket.arguments);
        }
        at++;
        open.element().holds(bracket.depth() + 1, bracket.nesting + 1);
        double value = bracket.constants.value();
        if (bracket.function != null) {
            value = bracket.arguments == 1 ? ConstantFold.call(bracket.function, value) : Double.NaN;
        }
        open.element().constants.operand(value);
    }

    private double readNumber() throws ExpressionException {
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
            double value = Double.parseDouble(number);
            if (Double.isFinite(value)) {
                grow(1);
                return value;
            }
        } catch (NumberFormatException e) {
            // Lepton takes what it cannot read for 0: better said than done.
        }
        throw new ExpressionException("\"" + Expression.shortened(number) + "\" at character " + (start + 1)
                + " is no number that can be read");
    }

    /** Reads a variable, or the name of a function and its bracket; returns whether an operand is needed. */
    private boolean readName(Bracket bracket) throws ExpressionException {
        int start = at;
        String name = word();
        if (at < end && text.charAt(at) == '(') {
            open(call(name, start));
            return true;
        }
        Expression definition = definitions.get(name);
        if (definition != null) {
            grow(definition.size());
            bracket.holds(definition.depth(), definition.nesting() + 1);
            names.addAll(definition.names());
            complain(definition.unknown());
            bracket.constants.operand(definition.constant());
        } else {
            grow(1);
            names.add(name);
            bracket.constants.operand(Double.NaN);
            if (!scope.variables().contains(name)) {
                complain("unknown name \"" + Expression.shortened(name) + "\" at character " + (start + 1)
                        + "; known are " + listed(scope.variables()) + " and what is defined further right");
            }
        }
        return false;
    }

    private void complain(@Nullable String message) {
        if (unknown == null) {
            unknown = message;
        }
    }

    /** Returns names in order, the first few of many. */
    private static String listed(Set<String> names) {
        String all = names.stream().sorted().limit(MAX_LISTED).collect(Collectors.joining(", "));
        return names.size() <= MAX_LISTED ? all : all + ", ...";
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
            Set<String> known = new HashSet<>(ExpressionScope.BUILT_IN.keySet());
            known.addAll(scope.functions().keySet());
            known.addAll(scope.geometry().keySet());
            throw new ExpressionException("unknown function \"" + Expression.shortened(name) + "\" at character "
                    + (start + 1) + "; there are " + listed(known));
        }
        return new Bracket(name, arguments, false);
    }

    /** Reads the name of a particle or group, which is all that a function of points takes. */
    private void readPoint(Bracket bracket) throws ExpressionException {
        int start = at;
        String name = word();
        if (!scope.points().contains(name)) {
            throw new ExpressionException(bracket.function + " at character " + (start + 1) + " takes "
                    + listed(scope.points()) + ", not \"" + Expression.shortened(name) + "\"");
        }
        bracket.constants.operand(Double.NaN);
        grow(1);
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
