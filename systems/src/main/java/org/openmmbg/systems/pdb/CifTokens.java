package org.openmmbg.systems.pdb;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TextLines;

/**
 * The words of a CIF file (IUCr, CIF 1.1): bare words, quoted strings, and text fields between lines that begin with a
 * semicolon. Comments are left out.
 */
final class CifTokens {
    private static final int LONGEST_TEXT = 1 << 20;

    private final TextLines lines;
    private String line = "";
    private int at;
    private boolean quoted;
    private int tokenLine;

    CifTokens(TextLines lines) {
        this.lines = lines;
    }

    /** Returns the next word, or null at the end. */
    @Nullable
    String next() throws IOException {
        while (true) {
            while (at < line.length() && isBlank(line.charAt(at))) {
                at++;
            }
            if (at < line.length() && line.charAt(at) != '#') {
                tokenLine = lines.number();
                char c = line.charAt(at);
                quoted = c == '\'' || c == '"';
                return quoted ? string(c) : bare();
            }
            String next = lines.next();
            if (next == null) {
                return null;
            }
            line = next;
            at = 0;
            if (line.startsWith(";")) {
                tokenLine = lines.number();
                quoted = true;
                return text();
            }
        }
    }

    private String bare() {
        int start = at;
        while (at < line.length() && !isBlank(line.charAt(at))) {
            at++;
        }
        return line.substring(start, at);
    }

    /** A quote ends a string only before a blank, so that O5' may stand in single quotes. */
    private String string(char quote) {
        int end = at + 1;
        while (end < line.length()
                && !(line.charAt(end) == quote && (end + 1 == line.length() || isBlank(line.charAt(end + 1))))) {
            end++;
        }
        if (end == line.length()) {
            throw lines.fault("the string that begins in column " + (at + 1) + " does not end on its line");
        }
        String content = line.substring(at + 1, end);
        at = end + 1;
        return content;
    }

    private String text() throws IOException {
        int begun = lines.number();
        StringBuilder content = new StringBuilder(line.substring(1));
        for (String next = lines.next(); next != null; next = lines.next()) {
            if (next.startsWith(";")) {
                line = next;
                at = 1;
                return content.toString();
            }
            content.append('\n').append(next);
            if (content.length() > LONGEST_TEXT) {
                break;
            }
        }
        throw new InputFileException(
                lines.file(), begun, "the text that begins here does not end; expected a line that begins with ';'");
    }

    /** Returns whether the last word was in quotes, so that it is a value whatever it says. */
    boolean wasQuoted() {
        return quoted;
    }

    /** Returns the line of the last word. */
    int line() {
        return tokenLine;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
