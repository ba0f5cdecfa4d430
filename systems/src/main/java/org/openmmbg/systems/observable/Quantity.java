package org.openmmbg.systems.observable;

/**
 * What kind of value an expression has.
 *
 * @param form how values are averaged
 * @param length power of the unit of length
 * @param angle power of the unit of angle
 */
public record Quantity(Form form, int length, int angle) {

    static final Quantity CONDITION = new Quantity(Form.CONDITION, 0, 0);
    static final Quantity NUMBER = new Quantity(Form.LINEAR, 0, 0);
    static final Quantity LENGTH = new Quantity(Form.LINEAR, 1, 0);
    static final Quantity ANGLE = new Quantity(Form.LINEAR, 0, 1);
    static final Quantity TORSION = new Quantity(Form.CIRCULAR, 0, 1);

    /** How values are averaged. */
    public enum Form {
        /** True or false, 1 or 0: the mean is a probability. */
        CONDITION,
        /** A number on a line: the mean is the arithmetic one. */
        LINEAR,
        /** An angle without ends, radians: the mean is the direction of the mean of (cos, sin). */
        CIRCULAR
    }

    /** Returns whether this is true or false. */
    public boolean isCondition() {
        return form == Form.CONDITION;
    }

    /** Returns whether this is an angle, of either form. */
    boolean isAngle() {
        return length == 0 && angle == 1;
    }

    boolean hasUnitOf(Quantity other) {
        return length == other.length && angle == other.angle;
    }

    /** Returns this quantity on a line, where multiples of 2π are not the same. */
    Quantity linear() {
        return new Quantity(Form.LINEAR, length, angle);
    }

    /** Returns the unit that results are told in, such as nm or degrees; empty where there is none. */
    public String unit() {
        String lengths = power("nm", length);
        String angles = power("degrees", angle);
        return lengths.isEmpty() || angles.isEmpty() ? lengths + angles : lengths + " " + angles;
    }

    private static String power(String unit, int power) {
        return power == 0 ? "" : power == 1 ? unit : unit + "^" + power;
    }

    /** Returns what a value, of nm and radians, is multiplied with to be in {@link #unit}. */
    public double scale() {
        return Math.pow(180 / Math.PI, angle);
    }
}
