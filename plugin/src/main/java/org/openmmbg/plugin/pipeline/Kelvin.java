package org.openmmbg.plugin.pipeline;

import java.math.BigDecimal;

/** Temperatures as text. */
public final class Kelvin {
    private Kelvin() {}

    /** Returns a number without trailing zeros. */
    static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** Returns for example "300 K" or "298.15 K". */
    public static String text(double temperature) {
        return number(temperature) + " K";
    }
}
