package org.openmmbg.plugin.pipeline;

import java.math.BigDecimal;

/** Temperatures as text. */
public final class Kelvin {
    private Kelvin() {}

    /** Returns for example "300 K" or "298.15 K". */
    public static String text(double temperature) {
        return BigDecimal.valueOf(temperature).stripTrailingZeros().toPlainString() + " K";
    }
}
