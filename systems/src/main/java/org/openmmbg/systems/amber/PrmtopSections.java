package org.openmmbg.systems.amber;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.InputFileException;
import org.openmmbg.systems.TextLines;

/**
 * The sections of a prmtop file: for each %FLAG its items, cut from the columns that its %FORMAT states. Every item knows
 * its line, so that a message can name it.
 */
final class PrmtopSections {
    private static final Pattern FORMAT =
            Pattern.compile("\\(\\s*([0-9]{0,4})\\s*\\(?\\s*[aAiIeEfF]\\s*([0-9]{1,3})(?:\\.[0-9]{1,3})?\\s*\\)");

    private final TextLines lines;
    private final Map<String, Section> sections = new HashMap<>();

    /** A flag with its items in order and the line of each. */
    private record Section(int line, List<String> items, List<Integer> itemLines) {}

    private PrmtopSections(TextLines lines) {
        this.lines = lines;
    }

    static PrmtopSections read(TextLines lines) throws IOException {
        PrmtopSections result = new PrmtopSections(lines);
        result.parse();
        return result;
    }

    private void parse() throws IOException {
        Section section = null;
        int perLine = 0;
        int width = 0;
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (line.startsWith("%FLAG")) {
                String flag = line.substring(5).strip();
                section = new Section(lines.number(), new ArrayList<>(), new ArrayList<>());
                width = 0;
                if (sections.put(flag, section) != null) {
                    throw lines.fault("%FLAG " + flag + " is there twice; expected each once");
                }
            } else if (line.startsWith("%FORMAT")) {
                Matcher format = FORMAT.matcher(line);
                if (section == null || !format.find() || format.group(2).equals("0")) {
                    throw lines.fault("'" + line.strip() + "' is no format, such as %FORMAT(5E16.8), of a %FLAG");
                }
                perLine = format.group(1).isEmpty() ? 1 : Integer.parseInt(format.group(1));
                width = Integer.parseInt(format.group(2));
            } else if (!line.startsWith("%") && !line.isBlank()) {
                if (section == null || width == 0) {
                    throw lines.fault("text outside of any %FLAG with a %FORMAT; expected an Amber prmtop file of the"
                            + " format of Amber 7 and later");
                }
                // A title may be of any length; nothing reads it.
                if (!section.equals(sections.get("TITLE"))) {
                    cut(line, perLine, width, section);
                }
            }
        }
        if (!sections.containsKey("POINTERS")) {
            throw new InputFileException(lines.file(), "has no %FLAG POINTERS; expected an Amber prmtop file");
        }
    }

    private void cut(String line, int perLine, int width, Section section) {
        String text = line.stripTrailing();
        if (text.length() > (long) perLine * width) {
            throw lines.fault("the line has " + text.length() + " columns; its format has " + perLine + " of " + width);
        }
        for (int start = 0; start < text.length(); start += width) {
            section.items()
                    .add(text.substring(start, Math.min(start + width, text.length()))
                            .strip());
            section.itemLines().add(lines.number());
        }
    }

    boolean has(String flag) {
        return sections.containsKey(flag);
    }

    /** Returns the first flag that begins so, or null. */
    @Nullable
    String flagBeginning(String start) {
        return sections.keySet().stream()
                .filter(flag -> flag.startsWith(start))
                .sorted()
                .findFirst()
                .orElse(null);
    }

    /** Returns the items of a flag, as many as expected. */
    List<String> names(String flag, int count) {
        return section(flag, count).items();
    }

    /** Returns the integers of a flag, as many as expected, each within bounds. */
    int[] integers(String flag, int count, int least, int most) {
        Section section = section(flag, count);
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            String text = section.items().get(i);
            long value;
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw fault(flag, i, "is '" + text + "', not an integer");
            }
            if (value < least || value > most) {
                throw fault(flag, i, "is " + value + "; expected " + least + " to " + most);
            }
            values[i] = (int) value;
        }
        return values;
    }

    /** Returns the numbers of a flag, as many as expected. */
    double[] numbers(String flag, int count) {
        Section section = section(flag, count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            String text = section.items().get(i);
            try {
                values[i] = Double.parseDouble(text.replace('D', 'E'));
            } catch (NumberFormatException e) {
                throw fault(flag, i, "is '" + text + "', not a number");
            }
            if (!Double.isFinite(values[i])) {
                throw fault(flag, i, "is " + text + "; expected a finite number");
            }
        }
        return values;
    }

    /** Returns the number of items of a flag; 0 if there is none. */
    int size(String flag) {
        Section section = sections.get(flag);
        return section == null ? 0 : section.items().size();
    }

    /** Returns an exception about one item. */
    InputFileException fault(String flag, int item, String message) {
        Section section = sections.get(flag);
        int line = section == null || item >= section.items().size()
                ? 1
                : section.itemLines().get(item);
        return new InputFileException(lines.file(), line, flag + " item " + (item + 1) + " " + message);
    }

    /** Returns an exception about the file. */
    InputFileException fault(String message) {
        return new InputFileException(lines.file(), message);
    }

    private Section section(String flag, int count) {
        Section section = sections.get(flag);
        if (section == null) {
            if (count == 0) {
                return new Section(1, List.of(), List.of());
            }
            throw fault("has no %FLAG " + flag);
        }
        if (section.items().size() != count) {
            throw new InputFileException(
                    lines.file(),
                    section.line(),
                    "%FLAG " + flag + " has " + section.items().size() + " items; POINTERS and format tell of "
                            + count);
        }
        return section;
    }
}
