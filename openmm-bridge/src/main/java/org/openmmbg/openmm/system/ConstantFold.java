package org.openmmbg.openmm.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * The constant parts of an expression, computed with Lepton's precedences while it is read. Lepton simplifies an
 * expression until it stays the same, which it never does once a constant is not a number: x/0 and its derivative keep it
 * busy for ever. NaN stands for what is not constant.
 */
final class ConstantFold {
    private static final double LARGEST = 1e100;
    private static final char SIGN = 'n';

    private static final Map<String, DoubleUnaryOperator> FUNCTIONS = Map.ofEntries(
            Map.entry("sqrt", Math::sqrt),
            Map.entry("exp", Math::exp),
            Map.entry("log", Math::log),
            Map.entry("square", x -> x * x),
            Map.entry("cube", x -> x * x * x),
            Map.entry("recip", x -> 1 / x),
            Map.entry("abs", Math::abs),
            Map.entry("floor", Math::floor),
            Map.entry("ceil", Math::ceil),
            Map.entry("step", x -> x >= 0 ? 1 : 0),
            Map.entry("delta", x -> x == 0 ? 1 : 0),
            Map.entry("sin", Math::sin),
            Map.entry("cos", Math::cos),
            Map.entry("tan", Math::tan),
            Map.entry("sec", x -> 1 / Math.cos(x)),
            Map.entry("csc", x -> 1 / Math.sin(x)),
            Map.entry("cot", x -> 1 / Math.tan(x)),
            Map.entry("asin", Math::asin),
            Map.entry("acos", Math::acos),
            Map.entry("atan", Math::atan),
            Map.entry("sinh", Math::sinh),
            Map.entry("cosh", Math::cosh),
            Map.entry("tanh", Math::tanh));

    private final List<Double> operands = new ArrayList<>();
    private final StringBuilder operators = new StringBuilder();

    /** Takes a number, or NaN for what is not constant. */
    void operand(double value) {
        operands.add(value);
    }

    /** Takes a minus sign before an operand. */
    void sign() {
        operators.append(SIGN);
    }

    /** Takes an operator between two operands. */
    void operator(char operator) throws ExpressionException {
        while (operators.length() > 0 && binds(operators.charAt(operators.length() - 1), operator)) {
            reduce();
        }
        operators.append(operator);
    }

    /** Returns the value of all that was taken, and forgets it. */
    double value() throws ExpressionException {
        while (operators.length() > 0) {
            reduce();
        }
        return operands.remove(operands.size() - 1);
    }

    /** Returns the value of a function, if that and its argument are known here. */
    static double call(String function, double argument) throws ExpressionException {
        DoubleUnaryOperator known = FUNCTIONS.get(function);
        if (known == null || Double.isNaN(argument)) {
            return Double.NaN;
        }
        return checked(function + "(" + argument + ")", known.applyAsDouble(argument));
    }

    /** Whether the operator on the left is done before the one on the right. */
    private static boolean binds(char left, char right) {
        int difference = precedence(left) - precedence(right);
        return difference > 0 || (difference == 0 && right != '^');
    }

    private static int precedence(char operator) {
        return switch (operator) {
            case '+', '-' -> 0;
            case '*', '/' -> 1;
            case SIGN -> 2;
            default -> 3;
        };
    }

    private void reduce() throws ExpressionException {
        int last = operators.length() - 1;
        char operator = operators.charAt(last);
        operators.setLength(last);
        double right = operands.remove(operands.size() - 1);
        if (operator == SIGN) {
            operands.add(-right);
            return;
        }
        double left = operands.remove(operands.size() - 1);
        if (operator == '/' && right == 0) {
            throw new ExpressionException("it divides by 0");
        }
        if (operator == '^' && left <= 0 && Double.isNaN(right)) {
            throw new ExpressionException(left + " is raised to a power that varies; a base above 0 is needed");
        }
        if (Double.isNaN(left) || Double.isNaN(right)) {
            operands.add(Double.NaN);
            return;
        }
        double value = switch (operator) {
            case '+' -> left + right;
            case '-' -> left - right;
            case '*' -> left * right;
            case '/' -> left / right;
            default -> Math.pow(left, right);
        };
        operands.add(checked(left + " " + operator + " " + right, value));
    }

    private static double checked(String what, double value) throws ExpressionException {
        if (!(Math.abs(value) <= LARGEST)) {
            throw new ExpressionException(what + " in it is no number of up to " + LARGEST);
        }
        return value;
    }
}
