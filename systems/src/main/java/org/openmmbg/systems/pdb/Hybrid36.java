package org.openmmbg.systems.pdb;

import java.util.Locale;

/**
 * Numbers in columns that are too narrow for them: decimal as long as they fit, then base 36 beginning with a capital
 * letter, then with a small one (Grosse-Kunstleve, hybrid-36 counting, cctbx).
 */
final class Hybrid36 {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int BASE = 36;
    private static final int LETTERS = 26;
    private static final int FIRST_LETTER = 10;

    private Hybrid36() {}

    /**
     * Returns a number as text of at most that many characters.
     *
     * @throws IllegalArgumentException if it is negative or too large
     */
    static String encode(int width, long value) {
        long decimals = Math.round(Math.pow(10, width));
        long step = Math.round(Math.pow(BASE, width - 1));
        if (value < 0 || value >= decimals + 2 * LETTERS * step) {
            throw new IllegalArgumentException("the number " + value + " does not fit " + width + " columns");
        }
        if (value < decimals) {
            return Long.toString(value);
        }
        long beyond = value - decimals;
        boolean small = beyond >= LETTERS * step;
        StringBuilder text = new StringBuilder();
        for (long left = beyond % (LETTERS * step) + FIRST_LETTER * step; left > 0; left /= BASE) {
            text.append(DIGITS.charAt((int) (left % BASE)));
        }
        String digits = text.reverse().toString();
        return small ? digits.toLowerCase(Locale.ROOT) : digits;
    }
}
