package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.systems.Elements;

/** The atom types of a force field, by name and by class. */
final class AtomTypes {
    private final List<AtomType> types = new ArrayList<>();
    private final Map<String, AtomType> byName = new HashMap<>();
    private final Map<String, BitSet> byClass = new HashMap<>();
    private final BitSet all = new BitSet();

    /** Adds the type of a {@code Type} element. */
    void add(XmlElement element) {
        String name = element.attribute("name");
        String symbol = "";
        String given = element.find("element");
        if (given != null) {
            symbol = Elements.symbol(given);
            if (symbol.isEmpty()) {
                throw element.bad("element", given, "an element's symbol");
            }
        }
        double mass = element.number("mass");
        if (mass < 0) {
            throw element.bad("mass", element.attribute("mass"), "0 or more");
        }
        AtomType type = new AtomType(types.size(), name, element.attribute("class"), symbol, mass);
        if (byName.putIfAbsent(name, type) != null) {
            throw element.error("atom type \"" + XmlElement.shorten(name)
                    + "\" is defined twice; do two of the files describe the same molecules?");
        }
        types.add(type);
        byClass.computeIfAbsent(type.atomClass(), c -> new BitSet()).set(type.index());
        all.set(type.index());
    }

    AtomType get(int index) {
        return types.get(index);
    }

    @Nullable
    AtomType find(String name) {
        return byName.get(name);
    }

    /**
     * Reads the attributes {@code class1} or {@code type1} and so on (without a number if there is but one).
     *
     * @return the pattern, or null if a type or class is not known: such a definition can fit nothing
     */
    @Nullable
    TypePattern find(XmlElement element, int count) {
        List<TypeSet> sets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String suffix = count == 1 ? "" : String.valueOf(i + 1);
            TypeSet set = find(element, suffix);
            if (set == null) {
                return null;
            }
            sets.add(set);
        }
        return new TypePattern(sets);
    }

    private @Nullable TypeSet find(XmlElement element, String suffix) {
        String className = element.find("class" + suffix);
        String typeName = element.find("type" + suffix);
        if (className != null && typeName != null) {
            throw element.error("<" + element.name() + "> gives both class" + suffix + " and type" + suffix);
        }
        if (className == null && typeName == null) {
            return null;
        }
        if ("".equals(className) || "".equals(typeName)) {
            return new TypeSet(all, true);
        }
        BitSet found = null;
        if (className != null) {
            found = byClass.get(className);
        } else {
            AtomType type = byName.get(typeName);
            if (type != null) {
                found = new BitSet();
                found.set(type.index());
            }
        }
        return found == null ? null : new TypeSet(found, false);
    }
}
