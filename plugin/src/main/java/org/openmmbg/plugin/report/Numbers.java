package org.openmmbg.plugin.report;

import java.util.Locale;

/** Numbers as shown in a report. */
final class Numbers {
    private Numbers() {}

    /** Returns a coordinate of a drawing, to a hundredth of a pixel. */
    static String pixel(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }

    /** Returns a number to a few digits, or a dash where there is none. */
    static String shown(double value) {
        if (!Double.isFinite(value)) {
            return "–";
        }
        double size = Math.abs(value);
        String pattern = size != 0 && (size < 1e-3 || size >= 1e6) ? "%.3e" : size < 10 ? "%.3f" : "%.2f";
        return minus(String.format(Locale.ROOT, pattern, value));
    }

    /** Returns the label of a tick, given the distance between ticks. */
    static String tick(double value, double step) {
        if (Math.abs(value) < step * 1e-9) {
            return "0";
        }
        double size = Math.abs(value);
        if (size >= 1e5 || size < 1e-4) {
            return minus(String.format(Locale.ROOT, "%.3g", value).replaceAll("\\.?0+e", "e"));
        }
        int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        return minus(String.format(Locale.ROOT, "%." + Math.min(decimals, 6) + "f", value));
    }

    private static String minus(String text) {
        return text.replace('-', '\u2212');
    }
}
