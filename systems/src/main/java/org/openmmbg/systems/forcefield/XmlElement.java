package org.openmmbg.systems.forcefield;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;

/**
 * An element of a force-field file.
 *
 * @param name its tag
 * @param attributes its attributes, in order
 * @param children the elements inside, in order
 * @param text the text directly inside
 * @param file the file, for messages
 * @param line the line that its first tag ends in, from 1
 */
record XmlElement(
        String name, Map<String, String> attributes, List<XmlElement> children, String text, Path file, int line) {
    private static final String NUMBER_CHARACTERS = "0123456789+-.eE";
    private static final int LONGEST_SHOWN = 40;

    /** Returns the children of that tag. */
    List<XmlElement> children(String tag) {
        return children.stream().filter(child -> child.name.equals(tag)).toList();
    }

    boolean has(String attribute) {
        return attributes.containsKey(attribute);
    }

    @Nullable
    String find(String attribute) {
        return attributes.get(attribute);
    }

    String attribute(String attribute) {
        String value = attributes.get(attribute);
        if (value == null) {
            throw error("<" + name + "> lacks the attribute \"" + attribute + "\"");
        }
        return value;
    }

    double number(String attribute) {
        return number(attribute, attribute(attribute));
    }

    int integer(String attribute) {
        String value = attribute(attribute);
        try {
            return Integer.parseInt(value.strip());
        } catch (NumberFormatException e) {
            throw bad(attribute, value, "a whole number");
        }
    }

    int integer(String attribute, int absent) {
        return has(attribute) ? integer(attribute) : absent;
    }

    /** A flag: true or false, yes or no, 1 or 0, in any case. */
    boolean flag(String attribute, boolean absent) {
        if (!has(attribute)) {
            return absent;
        }
        return switch (attribute(attribute).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw bad(attribute, attribute(attribute), "true or false");
        };
    }

    /** The numbers that are the text of the element. */
    List<Double> numbers() {
        return text.isBlank()
                ? List.of()
                : List.of(text.strip().split("\\s+")).stream()
                        .map(word -> number("text", word))
                        .toList();
    }

    private double number(String attribute, String value) {
        String stripped = value.strip();
        double number = Double.NaN;
        if (!stripped.isEmpty() && stripped.chars().allMatch(c -> NUMBER_CHARACTERS.indexOf(c) >= 0)) {
            try {
                number = Double.parseDouble(stripped);
            } catch (NumberFormatException e) {
                number = Double.NaN;
            }
        }
        if (!Double.isFinite(number)) {
            throw bad(attribute, value, "a finite number");
        }
        return number;
    }

    InputFileException bad(String attribute, String value, String expected) {
        return error("<" + name + "> has " + attribute + "=\"" + shorten(value) + "\"; " + expected + " is needed");
    }

    InputFileException error(String message) {
        return new InputFileException(file, line, message);
    }

    static String shorten(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= LONGEST_SHOWN ? printable : printable.substring(0, LONGEST_SHOWN) + "...";
    }
}
