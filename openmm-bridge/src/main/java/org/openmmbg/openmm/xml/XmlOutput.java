package org.openmmbg.openmm.xml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Writes elements and attributes, one element a line. Failures to write come as {@link UncheckedIOException}s, so that
 * visitors can write.
 */
final class XmlOutput {
    private final Writer out;
    private final Deque<String> open = new ArrayDeque<>();

    /** Whether the start tag of the innermost element still takes attributes. */
    private boolean inTag;

    XmlOutput(Writer out) {
        this.out = out;
        put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }

    XmlOutput open(String name) {
        endTag(">\n");
        put("\t".repeat(open.size()) + "<" + name);
        open.push(name);
        inTag = true;
        return this;
    }

    XmlOutput close() {
        String name = open.pop();
        if (inTag) {
            endTag("/>\n");
        } else {
            put("\t".repeat(open.size()) + "</" + name + ">\n");
        }
        return this;
    }

    XmlOutput attribute(String name, String value) {
        return plain(name, escape(value));
    }

    /** Writes a number in the shortest form that gives the same number again. */
    XmlOutput attribute(String name, double value) {
        return plain(name, Double.toString(value));
    }

    XmlOutput attribute(String name, long value) {
        return plain(name, Long.toString(value));
    }

    XmlOutput attribute(String name, boolean value) {
        return plain(name, value ? "1" : "0");
    }

    /** Writes one attribute for each value, named prefix1, prefix2, ... */
    XmlOutput integers(String prefix, List<Integer> values) {
        for (int i = 0; i < values.size(); i++) {
            attribute(prefix + (i + 1), values.get(i));
        }
        return this;
    }

    /** Writes one attribute for each value, named prefix1, prefix2, ... */
    XmlOutput numbers(String prefix, List<Double> values) {
        for (int i = 0; i < values.size(); i++) {
            attribute(prefix + (i + 1), values.get(i));
        }
        return this;
    }

    private XmlOutput plain(String name, String value) {
        put(" ");
        put(name);
        put("=\"");
        put(value);
        put("\"");
        return this;
    }

    /** OpenMM's readers know no character references for white space, which means nothing in expressions. */
    private static String escape(String text) {
        return text.replaceAll("[\\t\\n\\r]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void endTag(String end) {
        if (inTag) {
            put(end);
            inTag = false;
        }
    }

    private void put(String text) {
        try {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
