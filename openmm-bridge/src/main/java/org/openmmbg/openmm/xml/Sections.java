package org.openmmbg.openmm.xml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The children an element may have, each at most once, in any order: first they are said, then read. */
final class Sections {
    private record Section(boolean required, Runnable reader) {}

    private final XmlCursor xml;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    Sections(XmlCursor xml) {
        this.xml = xml;
    }

    /** Says that there is a child, and how to read from its start to its end. */
    void add(String name, boolean required, Runnable reader) {
        sections.put(name, new Section(required, reader));
    }

    /** Says that there is a child that holds items of one name; returns the list they will be in. */
    <T> List<T> list(String name, String itemName, boolean required, Supplier<T> item) {
        List<T> items = new ArrayList<>();
        add(name, required, () -> xml.each(itemName, () -> items.add(item.get())));
        return items;
    }

    /** Says that there must be a child that holds items of one name; returns the list they will be in. */
    <T> List<T> list(String name, String itemName, Supplier<T> item) {
        return list(name, itemName, true, item);
    }

    /** Reads the children, to the end of the element the cursor is at. */
    void read() {
        String element = xml.name();
        Set<String> seen = new HashSet<>();
        while (xml.child()) {
            String name = xml.name();
            Section section = sections.get(name);
            if (section == null) {
                throw xml.unknown();
            }
            if (!seen.add(name)) {
                throw xml.error("a second <" + name + "> in <" + element + ">");
            }
            section.reader.run();
        }
        sections.forEach((name, section) -> {
            if (section.required && !seen.contains(name)) {
                throw xml.error("<" + element + "> lacks the element <" + name + ">");
            }
        });
    }
}
