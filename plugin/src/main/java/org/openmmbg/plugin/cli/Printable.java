package org.openmmbg.plugin.cli;

/** Text from files and file names made safe for a terminal. */
final class Printable {
    private Printable() {}

    /** Returns the text on one line, with control characters replaced. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.strip().lines().map(String::strip).filter(part -> !part.isEmpty()).forEach(part -> {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            part.codePoints().forEach(c -> line.appendCodePoint(isControl(c) ? '\uFFFD' : c));
        });
        return line.toString();
    }

    private static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE;
    }
}
