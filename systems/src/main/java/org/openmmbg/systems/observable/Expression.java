package org.openmmbg.systems.observable;

/**
 * A function of a configuration, written as text.
 *
 * <p>Of a molecule: {@code phi:3}, {@code psi:3}, {@code omega:3} (about the bond from residue 3 to the next), {@code
 * chi1:3} to {@code chi5:3}, {@code distance(a,b)}, {@code angle(a,b,c)}, {@code dihedral(a,b,c,d)} and {@code rg()}, the
 * radius of gyration by standard masses. An atom is {@code @NAME:RESIDUE} or {@code @NAME:RESIDUE:CHAIN}; residues have
 * the numbers of the file, chains too ({@code phi:3:B}). A torsion that is the only one of its kind needs no residue, and
 * the names of the default observables ({@code phi1}, …) count along the chain. Of a system without molecules: the
 * coordinate of its states, {@code x} and {@code y} in the plane, and its states.
 *
 * <p>{@code + - * / ^}, {@code abs sqrt exp log sin cos} and {@code pi} calculate; {@code < <= > >=} compare, also in
 * chains as {@code -90deg < phi:2 < 0}; {@code & | !} join conditions. Positions are in nm, angles in radians: a number
 * may carry {@code nm}, {@code A}, {@code rad} or {@code deg}, and one without takes the unit of what it is compared
 * with or added to. Beside an angle a number beyond ±π must carry its unit, for it is likely to be meant in degrees.
 *
 * <p>Torsions lie in (−π, π]. They and sums of them are circular, all else is linear. May be used by several threads.
 */
public final class Expression {
    private final String text;
    private final Term term;

    private Expression(String text, Term term) {
        this.text = text;
        this.term = term;
    }

    /**
     * Reads an expression.
     *
     * @param vocabulary the names it may use
     * @throws ExpressionException if it cannot be read
     */
    public static Expression parse(String text, Vocabulary vocabulary) {
        return new Expression(text.strip(), new ExpressionParser(text, vocabulary).parse());
    }

    /**
     * Reads a condition.
     *
     * @param vocabulary the names it may use
     * @throws ExpressionException if it cannot be read, or is a number
     */
    public static Expression parseCondition(String text, Vocabulary vocabulary) {
        Expression expression = parse(text, vocabulary);
        if (!expression.quantity().isCondition()) {
            throw new ExpressionException(
                    text, 1, "expected a condition that is true or false, such as " + expression.text + " > 0");
        }
        return expression;
    }

    /** Returns the text, without spaces around it. */
    public String text() {
        return text;
    }

    /** Returns what kind of value it has. */
    public Quantity quantity() {
        return term.quantity();
    }

    /** Returns the text with the unit that results are told in, such as {@code phi:2 (degrees)}. */
    public String title() {
        String unit = quantity().unit();
        return unit.isEmpty() ? text : text + " (" + unit + ")";
    }

    /**
     * Returns the value for one configuration, in nm and radians; 1 or 0 of a condition; NaN where it is not
     * defined.
     *
     * @param positions row-major. Not modified.
     * @param offset index in {@code positions} of the configuration's first coordinate
     */
    public double value(double[] positions, int offset) {
        return term.function().at(positions, offset);
    }

    /**
     * Returns the values of configurations, [count].
     *
     * @param positions row-major, [count, width]. Not modified.
     * @param width coordinates of a configuration
     */
    public double[] values(int count, double[] positions, int width) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(positions, i * width);
        }
        return values;
    }

    /**
     * Returns for which configurations a condition holds, [count]; it does not hold where it is not defined.
     *
     * @param positions row-major, [count, width]. Not modified.
     * @param width coordinates of a configuration
     * @throws IllegalStateException if this is no condition
     */
    public boolean[] members(int count, double[] positions, int width) {
        if (!quantity().isCondition()) {
            throw new IllegalStateException("'" + text + "' is a number, not a condition");
        }
        boolean[] members = new boolean[count];
        for (int i = 0; i < count; i++) {
            members[i] = value(positions, i * width) == 1;
        }
        return members;
    }

    @Override
    public String toString() {
        return text;
    }
}
