package org.openmmbg.openmm.xml;

import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openmmbg.openmm.system.CutoffMethod;

/**
 * Walks through the elements of an XML document, forward only. Document types and external entities are off; every
 * error names file and line.
 */
final class XmlCursor {
    private static final String NUMBER_CHARACTERS = "0123456789+-.eE";
    private static final int MAX_DEPTH = 64;

    private final Path file;
    private final XMLStreamReader reader;

    XmlCursor(Path file, Reader in) {
        this.file = file;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            reader = factory.createXMLStreamReader(in);
        } catch (XMLStreamException e) {
            throw new SystemXmlException(file + ": not XML: " + firstLine(e), e);
        }
    }

    /** Moves to the root element and checks its name, which is its type as well, and its version. */
    void root(String name, int newestVersion) {
        if (!advance()) {
            throw error("no element <" + name + ">");
        }
        if (!reader.getLocalName().equals(name)) {
            throw error("the root element is <" + shorten(reader.getLocalName()) + ">, but <" + name + "> is needed");
        }
        if (!text("type").equals(name)) {
            throw bad("type", text("type"), "\"" + name + "\"");
        }
        version(name, newestVersion);
    }

    /** Checks and returns the version of the format of the current element. */
    int version(String what, int newest) {
        int version = integer("version");
        if (version < 1 || version > newest) {
            throw error("the format of " + shorten(what) + " has version " + version + "; versions 1 to " + newest
                    + " are understood");
        }
        return version;
    }

    /** Moves to the next child of the element it is in, or returns false at that element's end. */
    boolean child() {
        return advance();
    }

    /** Checks that the current element has no children, and moves to its end. */
    void leaf() {
        if (child()) {
            throw unknown();
        }
    }

    /** Checks that the current element has no children, and moves to its end; gives back what was read of it. */
    <T> T leaf(T value) {
        leaf();
        return value;
    }

    /** Reads the children of the current element, all of one name, and moves to its end. */
    void each(String itemName, Runnable item) {
        while (child()) {
            if (!name().equals(itemName)) {
                throw unknown();
            }
            item.run();
        }
    }

    /** Moves to the end of the current element, whatever is in it. */
    void skip() {
        int depth = 1;
        while (depth > 0) {
            depth += child() ? 1 : -1;
            if (depth > MAX_DEPTH) {
                throw error("elements nested deeper than " + MAX_DEPTH);
            }
        }
    }

    /** Checks that nothing but white space and comments follows the root element. */
    void end() {
        if (advance()) {
            throw unknown();
        }
    }

    String name() {
        return reader.getLocalName();
    }

    boolean has(String attribute) {
        return reader.getAttributeValue(null, attribute) != null;
    }

    String text(String attribute) {
        String value = reader.getAttributeValue(null, attribute);
        if (value == null) {
            throw error("<" + name() + "> lacks the attribute \"" + attribute + "\"");
        }
        return value;
    }

    double number(String attribute) {
        String value = text(attribute);
        double number = Double.NaN;
        if (!value.isEmpty() && value.chars().allMatch(c -> NUMBER_CHARACTERS.indexOf(c) >= 0)) {
            try {
                number = Double.parseDouble(value);
            } catch (NumberFormatException e) {
                number = Double.NaN;
            }
        }
        if (!Double.isFinite(number)) {
            throw bad(attribute, value, "a finite number");
        }
        return number;
    }

    double number(String attribute, double absent) {
        return has(attribute) ? number(attribute) : absent;
    }

    int integer(String attribute) {
        String value = text(attribute);
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw bad(attribute, value, "a whole number");
        }
    }

    int integer(String attribute, int absent) {
        return has(attribute) ? integer(attribute) : absent;
    }

    long longInteger(String attribute, long absent) {
        if (!has(attribute)) {
            return absent;
        }
        String value = text(attribute);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw bad(attribute, value, "a whole number");
        }
    }

    /** A whole number that OpenMM writes as it does floating-point numbers. */
    int size(String attribute) {
        double value = number(attribute);
        if (value != (int) value) {
            throw bad(attribute, text(attribute), "a whole number");
        }
        return (int) value;
    }

    /** Reads the attributes prefix1, prefix2, ... */
    List<Integer> integers(String prefix, int count) {
        List<Integer> values = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            values.add(integer(prefix + i));
        }
        return values;
    }

    /** Reads the attributes prefix1, prefix2, ... */
    List<Double> numbers(String prefix, int count) {
        List<Double> values = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            values.add(number(prefix + i));
        }
        return values;
    }

    /** Reads all attributes, each a number. */
    Map<String, Double> numbers() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            String attribute = reader.getAttributeLocalName(i);
            values.put(attribute, number(attribute));
        }
        return values;
    }

    /** A flag that OpenMM writes as 0 or 1. */
    boolean flag(String attribute) {
        return switch (text(attribute)) {
            case "0" -> false;
            case "1" -> true;
            default -> throw bad(attribute, text(attribute), "0 or 1");
        };
    }

    /** The cutoff method that some forces have. */
    CutoffMethod method() {
        int number = integer("method");
        for (CutoffMethod method : CutoffMethod.values()) {
            if (method.number() == number) {
                return method;
            }
        }
        throw bad("method", Integer.toString(number), "0, 1 or 2");
    }

    /** The distance at which a switching function sets in, or -1 if there is none. */
    double switchingDistance() {
        boolean switching = has("useSwitchingFunction") && flag("useSwitchingFunction");
        if (!switching) {
            return -1;
        }
        if (number("switchingDistance") < 0) {
            throw bad("switchingDistance", text("switchingDistance"), "0 or more");
        }
        return number("switchingDistance");
    }

    SystemXmlException bad(String attribute, String value, String expected) {
        return error("<" + name() + " " + attribute + "=\"" + shorten(value) + "\">: " + expected + " is needed");
    }

    SystemXmlException unknown() {
        return error("unknown element <" + shorten(name()) + ">");
    }

    SystemXmlException error(String message) {
        return new SystemXmlException(file + ", line " + reader.getLocation().getLineNumber() + ": " + message);
    }

    /** Moves to the next start (true) or end (false) of an element, or to the end of the document (false). */
    private boolean advance() {
        try {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT, XMLStreamConstants.END_DOCUMENT -> {
                        return false;
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw error("document types and entities are not allowed here");
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (!reader.isWhiteSpace()) {
                            throw error("text where only elements are allowed");
                        }
                    }
                    default -> {
                        // comments, white space and processing instructions mean nothing here
                    }
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw new SystemXmlException(
                    file + ", line " + reader.getLocation().getLineNumber() + ": not well-formed XML: " + firstLine(e),
                    e);
        }
    }

    static String shorten(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "...";
    }

    /** The parser's own message without its location, which ours already gives. */
    private static String firstLine(XMLStreamException e) {
        if (e.getNestedException() instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        String message = e.getMessage();
        if (message == null) {
            return "unreadable";
        }
        int detail = message.indexOf("Message: ");
        String text = detail >= 0 ? message.substring(detail + "Message: ".length()) : message;
        return text.lines().findFirst().orElse("unreadable");
    }
}
