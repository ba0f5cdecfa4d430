package org.openmmbg.plugin.report;

import java.util.Locale;

/** Writes one SVG drawing; text and attribute values are escaped here and nowhere else. */
final class Svg {
    static final String INK = "#1d2433";
    static final String FAINT = "#667085";
    static final String GRID = "#e4e7ec";

    private final StringBuilder out = new StringBuilder(8192);

    Svg(double width, double height, String title) {
        out.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\" role=\"img\""
                        + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\"><title>%s</title>%n",
                Numbers.pixel(width),
                Numbers.pixel(height),
                Numbers.pixel(width),
                Numbers.pixel(height),
                Markup.escape(title)));
    }

    /**
     * Adds an element.
     *
     * @param name the element's name
     * @param attributes names and values in turn; numbers are pixels
     */
    Svg element(String name, Object... attributes) {
        open(name, attributes);
        out.setLength(out.length() - 2);
        out.append("/>\n");
        return this;
    }

    /** Adds a line of text. */
    Svg text(String content, Object... attributes) {
        open("text", attributes);
        out.setLength(out.length() - 1);
        out.append(Markup.escape(content)).append("</text>\n");
        return this;
    }

    /** Begins an element that holds others, to be ended by {@link #close}. */
    Svg open(String name, Object... attributes) {
        out.append('<').append(name);
        for (int i = 0; i < attributes.length; i += 2) {
            Object value = attributes[i + 1];
            String shown = value instanceof Number number ? Numbers.pixel(number.doubleValue()) : value.toString();
            out.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(Markup.escape(shown))
                    .append('"');
        }
        out.append(">\n");
        return this;
    }

    Svg close(String name) {
        out.append("</").append(name).append(">\n");
        return this;
    }

    /** Ends the drawing and returns it. */
    String end() {
        return out.append("</svg>\n").toString();
    }
}
