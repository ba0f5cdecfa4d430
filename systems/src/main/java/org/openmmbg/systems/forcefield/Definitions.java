package org.openmmbg.systems.forcefield;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parameters by atom types, such as those of bonds: the first whose types fit, in either direction, counts.
 *
 * @param <T> the parameters
 */
final class Definitions<T> {
    private record Definition<T>(TypePattern pattern, T parameters) {}

    private final int atoms;
    private final List<Definition<T>> list = new ArrayList<>();

    /** Makes an empty list for terms of that many atoms. */
    Definitions(int atoms) {
        this.atoms = atoms;
    }

    /** Adds those of an element, unless it names types that are not there. */
    void read(XmlElement element, AtomTypes types, Function<XmlElement, T> parameters) {
        TypePattern pattern = types.find(element, atoms);
        if (pattern != null) {
            list.add(new Definition<>(pattern, parameters.apply(element)));
        }
    }

    @Nullable
    T find(List<AtomType> types) {
        for (Definition<T> definition : list) {
            if (definition.pattern().fitsEitherWay(types)) {
                return definition.parameters();
            }
        }
        return null;
    }

    /** As {@link #find}, but the first without wildcards goes before those with them. */
    @Nullable
    T findSpecificFirst(List<AtomType> types) {
        T general = null;
        for (Definition<T> definition : list) {
            if (definition.pattern().fitsEitherWay(types)) {
                if (!definition.pattern().hasWildcard()) {
                    return definition.parameters();
                }
                if (general == null) {
                    general = definition.parameters();
                }
            }
        }
        return general;
    }
}
