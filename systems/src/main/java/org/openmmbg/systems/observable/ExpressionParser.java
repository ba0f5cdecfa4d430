package org.openmmbg.systems.observable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/** Reads one expression by recursive descent: or, and, not, comparison, sum, product, sign, power, then what is named. */
final class ExpressionParser {
    private static final int LONGEST = 4096;
    private static final int DEEPEST = 64;

    private final String text;
    private final Vocabulary vocabulary;
    private int next;
    private int depth;

    ExpressionParser(String text, Vocabulary vocabulary) {
        this.text = text;
        this.vocabulary = vocabulary;
    }

    Term parse() {
        if (text.length() > LONGEST) {
            throw new ExpressionException(
                    text.substring(0, 40) + "…", LONGEST + 1, "an expression may have " + LONGEST + " characters");
        }
        if (text.isBlank()) {
            throw here().error("it is empty");
        }
        Term term = or();
        skipSpace();
        if (next < text.length()) {
            throw here().error("unexpected '" + text.charAt(next) + "'" + hint(text.charAt(next)));
        }
        return term;
    }

    private static String hint(char unexpected) {
        return switch (unexpected) {
            case '=' -> "; values are compared with <, <=, > and >=";
            case ')' -> "; no bracket is open";
            case ',' -> "; commas stand between the atoms of a function";
            default -> "";
        };
    }

    private Term or() {
        Term left = and();
        while (takeAny("|", "||") != null) {
            Place place = here();
            left = join(left, and(), place, (a, b) -> a == 1 || b == 1 ? 1 : a + b);
        }
        return left;
    }

    private Term and() {
        Term left = not();
        while (takeAny("&", "&&") != null) {
            Place place = here();
            left = join(left, not(), place, (a, b) -> a == 0 || b == 0 ? 0 : a * b);
        }
        return left;
    }

    private Term not() {
        if (takeAny("!") == null) {
            return comparison();
        }
        Place place = here();
        enter(place);
        Term.Function inner = condition(not(), place).function();
        depth--;
        return new Term(Quantity.CONDITION, (x, offset) -> 1 - inner.at(x, offset));
    }

    private Term comparison() {
        Term left = sum();
        Term all = null;
        Place place = here();
        for (String operator = comparator(); operator != null; operator = comparator()) {
            Term right = sum();
            Term one = compare(left, operator, right, place);
            all = all == null ? one : join(all, one, place, (a, b) -> a == 0 || b == 0 ? 0 : a * b);
            left = right;
            place = here();
        }
        return all == null ? left : all;
    }

    private @Nullable String comparator() {
        return takeAny("<=", ">=", "<", ">");
    }

    private static Term compare(Term left, String operator, Term right, Place place) {
        sharedUnit(left, right, place, "compared");
        Term.Function a = left.function();
        Term.Function b = right.function();
        return new Term(Quantity.CONDITION, (x, offset) -> {
            double l = a.at(x, offset);
            double r = b.at(x, offset);
            if (Double.isNaN(l) || Double.isNaN(r)) {
                return Double.NaN;
            }
            boolean holds = switch (operator) {
                case "<" -> l < r;
                case "<=" -> l <= r;
                case ">" -> l > r;
                default -> l >= r;
            };
            return holds ? 1 : 0;
        });
    }

    private Term sum() {
        Term left = product();
        for (String operator = takeAny("+", "-"); operator != null; operator = takeAny("+", "-")) {
            Place place = here();
            Term right = product();
            DoubleBinaryOperator operation = operator.equals("+") ? Double::sum : (a, b) -> a - b;
            Quantity unit = sharedUnit(left, right, place, operator.equals("+") ? "added" : "subtracted");
            boolean circular = left.quantity().form() == Quantity.Form.CIRCULAR
                    || right.quantity().form() == Quantity.Form.CIRCULAR;
            left = combine(left, right, circular ? Quantity.TORSION : unit.linear(), operation);
        }
        return left;
    }

    private Term product() {
        Term left = signed();
        for (String operator = takeAny("*", "/"); operator != null; operator = takeAny("*", "/")) {
            Place place = here();
            Term right = signed();
            requireNumber(left, place);
            requireNumber(right, place);
            int sign = operator.equals("*") ? 1 : -1;
            Quantity unit = new Quantity(
                    Quantity.Form.LINEAR,
                    left.quantity().length() + sign * right.quantity().length(),
                    left.quantity().angle() + sign * right.quantity().angle());
            left = combine(left, right, unit, sign > 0 ? (a, b) -> a * b : (a, b) -> a / b);
        }
        return left;
    }

    private Term signed() {
        if (takeAny("-") == null) {
            takeAny("+");
            return power();
        }
        Place place = here();
        enter(place);
        Term term = signed();
        depth--;
        requireNumber(term, place);
        Term.Function inner = term.function();
        Double plain = term.plain();
        return new Term(term.quantity(), (x, offset) -> -inner.at(x, offset), plain == null ? null : -plain);
    }

    private Term power() {
        Term base = primary();
        if (takeAny("^") == null) {
            return base;
        }
        Place place = here();
        enter(place);
        Double exponent = signed().plain();
        depth--;
        requireNumber(base, place);
        if (exponent == null) {
            throw place.error("expected a number as the exponent");
        }
        Quantity quantity = base.quantity();
        boolean whole = exponent == Math.rint(exponent) && Math.abs(exponent) <= 16;
        if (!quantity.hasUnitOf(Quantity.NUMBER) && !whole) {
            throw place.error("a " + quantity.unit() + " can be raised to a small whole number only");
        }
        int times = whole ? exponent.intValue() : 0;
        Quantity result = new Quantity(Quantity.Form.LINEAR, quantity.length() * times, quantity.angle() * times);
        Term.Function inner = base.function();
        Double plain = base.plain();
        return new Term(
                result,
                (x, offset) -> Math.pow(inner.at(x, offset), exponent),
                plain == null ? null : Double.valueOf(Math.pow(plain, exponent)));
    }

    private Term primary() {
        skipSpace();
        Place place = here();
        if (next == text.length()) {
            throw place.error("it ends too early; expected a name, a number or a bracket");
        }
        char c = text.charAt(next);
        if (c == '(') {
            next++;
            enter(place);
            Term term = or();
            depth--;
            expect(')');
            return term;
        }
        if (Character.isDigit(c) || c == '.') {
            return number(place);
        }
        if (c == '@') {
            throw place.error(
                    "an atom alone has no value; expected a function of atoms, such as distance(@CA:2,@CA:9)");
        }
        if (!isLetter(c)) {
            throw place.error("unexpected '" + c + "'; expected a name, a number or a bracket");
        }
        String name = word();
        return takeAny("(") == null ? variable(name, place) : call(name, place);
    }

    private Term variable(String name, Place place) {
        boolean qualified = next < text.length() && text.charAt(next) == ':';
        if (name.equals("pi") && !qualified) {
            return Term.constant(Math.PI);
        }
        if (AtomFunction.named(name) != null || MathFunction.named(name) != null || name.equals("rg")) {
            throw place.error(name + " is a function; expected '(' after it");
        }
        return vocabulary.variable(name, residue(), place);
    }

    private Term call(String name, Place place) {
        AtomFunction ofAtoms = AtomFunction.named(name);
        if (ofAtoms != null) {
            return ofAtoms.of(atoms(ofAtoms, place));
        }
        if (name.equals("rg")) {
            expect(')');
            return vocabulary.radiusOfGyration(place);
        }
        MathFunction ofNumber = MathFunction.named(name);
        if (ofNumber == null) {
            List<String> known = new ArrayList<>(AtomFunction.names());
            known.addAll(MathFunction.names());
            known.add("rg");
            throw place.unknown("function", name, known, "there are " + String.join(", ", known));
        }
        enter(place);
        Term argument = or();
        depth--;
        expect(')');
        return ofNumber.of(argument, place);
    }

    private List<Integer> atoms(AtomFunction function, Place place) {
        List<Integer> atoms = new ArrayList<>();
        do {
            skipSpace();
            Place atomPlace = here();
            if (takeAny("@") == null) {
                throw atomPlace.error(
                        function.id() + " takes " + function.atoms() + " atoms, written @NAME:RESIDUE, such as @CA:2");
            }
            int start = next;
            while (next < text.length() && isOfAtomName(text.charAt(next))) {
                next++;
            }
            String name = text.substring(start, next);
            int atom = vocabulary.atom(name, residue(), atomPlace);
            if (atoms.contains(atom)) {
                throw atomPlace.error("the same atom stands twice in " + function.id());
            }
            atoms.add(atom);
        } while (takeAny(",") != null);
        expect(')');
        if (atoms.size() != function.atoms()) {
            throw place.error(function.id() + " takes " + function.atoms() + " atoms, not " + atoms.size());
        }
        return atoms;
    }

    /** Reads {@code :RESIDUE} and {@code :CHAIN}, or nothing. */
    private @Nullable ResidueName residue() {
        if (next == text.length() || text.charAt(next) != ':') {
            return null;
        }
        next++;
        Place place = here();
        int start = next;
        if (next < text.length() && text.charAt(next) == '-') {
            next++;
        }
        while (next < text.length() && Character.isLetterOrDigit(text.charAt(next))) {
            next++;
        }
        String id = text.substring(start, next);
        if (!id.matches("-?[0-9]+[A-Za-z]?")) {
            throw place.error("expected the number of a residue after ':'");
        }
        if (next == text.length() || text.charAt(next) != ':') {
            return new ResidueName(id, null);
        }
        next++;
        start = next;
        while (next < text.length() && Character.isLetterOrDigit(text.charAt(next))) {
            next++;
        }
        if (start == next) {
            throw here().error("expected the name of a chain after ':'");
        }
        return new ResidueName(id, text.substring(start, next));
    }

    private Term number(Place place) {
        int start = next;
        skipDigits();
        if (next < text.length() && text.charAt(next) == '.') {
            next++;
            skipDigits();
        }
        if (next < text.length() && (text.charAt(next) == 'e' || text.charAt(next) == 'E')) {
            int mark = next++;
            if (next < text.length() && (text.charAt(next) == '-' || text.charAt(next) == '+')) {
                next++;
            }
            int digits = next;
            skipDigits();
            next = digits == next ? mark : next;
        }
        double value;
        try {
            value = Double.parseDouble(text.substring(start, next));
        } catch (NumberFormatException e) {
            throw place.error("'" + text.substring(start, next) + "' is not a number");
        }
        if (!Double.isFinite(value)) {
            throw place.error("'" + text.substring(start, next) + "' is too large");
        }
        skipSpace();
        if (next == text.length() || !isLetter(text.charAt(next))) {
            return Term.constant(value);
        }
        Place unitPlace = here();
        String unit = word();
        return switch (unit) {
            case "nm" -> quantity(Quantity.LENGTH, value);
            case "A" -> quantity(Quantity.LENGTH, 0.1 * value);
            case "rad" -> quantity(Quantity.ANGLE, value);
            case "deg" -> quantity(Quantity.ANGLE, Math.toRadians(value));
            default ->
                throw unitPlace.unknown("unit", unit, List.of("nm", "A", "rad", "deg"), "there are nm, A, rad, deg");
        };
    }

    private static Term quantity(Quantity unit, double value) {
        return new Term(unit, (x, offset) -> value);
    }

    private void skipDigits() {
        while (next < text.length() && text.charAt(next) >= '0' && text.charAt(next) <= '9') {
            next++;
        }
    }

    private String word() {
        int start = next;
        while (next < text.length() && (isLetter(text.charAt(next)) || Character.isDigit(text.charAt(next)))) {
            next++;
        }
        return text.substring(start, next);
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
    }

    /** Atoms of nucleic acids and ions have primes, stars and signs in their names. */
    private static boolean isOfAtomName(char c) {
        return isLetter(c) || Character.isDigit(c) || c == '\'' || c == '"' || c == '*' || c == '+' || c == '-';
    }

    private static Term condition(Term term, Place place) {
        if (!term.quantity().isCondition()) {
            throw place.error("&, | and ! join conditions such as phi:2 > 0; here is a number");
        }
        return term;
    }

    private static void requireNumber(Term term, Place place) {
        if (term.quantity().isCondition()) {
            throw place.error("expected a number; here is a condition, which is true or false");
        }
    }

    private static Term join(Term left, Term right, Place place, DoubleBinaryOperator operation) {
        condition(left, place);
        condition(right, place);
        return combine(left, right, Quantity.CONDITION, operation);
    }

    private static Term combine(Term left, Term right, Quantity quantity, DoubleBinaryOperator operation) {
        Term.Function a = left.function();
        Term.Function b = right.function();
        Double leftPlain = left.plain();
        Double rightPlain = right.plain();
        Double plain = leftPlain == null || rightPlain == null
                ? null
                : Double.valueOf(operation.applyAsDouble(leftPlain, rightPlain));
        return new Term(quantity, (x, offset) -> operation.applyAsDouble(a.at(x, offset), b.at(x, offset)), plain);
    }

    /** Returns the unit of two values that must have the same; a constant without a unit takes the other's. */
    private static Quantity sharedUnit(Term left, Term right, Place place, String what) {
        requireNumber(left, place);
        requireNumber(right, place);
        Quantity a = left.quantity();
        Quantity b = right.quantity();
        if (a.hasUnitOf(b)) {
            return a;
        }
        Double plain = left.plain() == null ? right.plain() : left.plain();
        Quantity other = left.plain() == null ? a : b;
        if (plain == null) {
            throw place.error("a value in " + unit(a) + " and one in " + unit(b) + " cannot be " + what);
        }
        if (other.isAngle() && Math.abs(plain) > Math.PI) {
            String number = String.valueOf(plain).replaceAll("\\.0$", "");
            throw place.error("numbers beside angles are in radians, and " + number + " is beyond pi; write " + number
                    + "deg or " + number + "rad");
        }
        return other;
    }

    private static String unit(Quantity quantity) {
        return quantity.unit().isEmpty() ? "no unit" : quantity.unit();
    }

    private @Nullable String takeAny(String... symbols) {
        skipSpace();
        String found = null;
        for (String symbol : symbols) {
            if (text.startsWith(symbol, next) && (found == null || symbol.length() > found.length())) {
                found = symbol;
            }
        }
        next += found == null ? 0 : found.length();
        return found;
    }

    private void expect(char symbol) {
        skipSpace();
        if (next == text.length() || text.charAt(next) != symbol) {
            throw here().error("expected '" + symbol + "'");
        }
        next++;
    }

    private void skipSpace() {
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
    }

    private Place here() {
        return new Place(text, Math.min(next, text.length()) + 1);
    }

    private void enter(Place place) {
        if (++depth > DEEPEST) {
            throw place.error("more than " + DEEPEST + " brackets or signs one within the other");
        }
    }
}
