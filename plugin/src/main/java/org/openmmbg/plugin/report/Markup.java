package org.openmmbg.plugin.report;

/** Text made safe inside HTML and SVG. */
final class Markup {
    private Markup() {}

    /** Returns the text with everything escaped that markup could take for its own; control characters are dropped. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.append(' ');
                default -> {
                    int type = Character.getType(c);
                    if (type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE) {
                        safe.appendCodePoint(c);
                    }
                }
            }
        });
        return safe.toString();
    }
}
