package org.openmmbg.systems.observable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openmmbg.potential.StatePair;
import org.openmmbg.potential.TwoStateSystem;

/** The names of a system without molecules. */
final class AnalyticVocabulary extends Vocabulary {
    private final int width;
    private final Map<String, Term> terms = new LinkedHashMap<>();

    AnalyticVocabulary(TwoStateSystem system) {
        width = system.dimension();
        if (width == 2) {
            terms.put("x", new Term(Quantity.NUMBER, (positions, offset) -> positions[offset]));
            terms.put("y", new Term(Quantity.NUMBER, (positions, offset) -> positions[offset + 1]));
        }
        StatePair states = system.states();
        double boundary = states.boundary();
        terms.put(states.coordinate(), new Term(Quantity.NUMBER, system::coordinate));
        putState(states.below(), (x, offset) -> system.coordinate(x, offset) < boundary ? 1 : 0);
        putState(states.above(), (x, offset) -> system.coordinate(x, offset) > boundary ? 1 : 0);
    }

    private void putState(String name, Term.Function function) {
        if (name.matches("[A-Za-z]+")) {
            terms.put(name, new Term(Quantity.CONDITION, function));
        }
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    List<String> names() {
        return List.copyOf(terms.keySet());
    }

    @Override
    Term variable(String name, @Nullable ResidueName residue, Place place) {
        Term term = terms.get(name);
        if (term == null) {
            throw place.unknown("name", name, terms.keySet(), "expected one of " + String.join(", ", terms.keySet()));
        }
        if (residue != null) {
            throw place.error(name + " belongs to no residue; this system has none");
        }
        return term;
    }

    @Override
    int atom(String name, @Nullable ResidueName residue, Place place) {
        throw place.error("this system has no atoms; expected one of " + String.join(", ", terms.keySet()));
    }

    @Override
    Term radiusOfGyration(Place place) {
        throw place.error("this system has no masses; expected one of " + String.join(", ", terms.keySet()));
    }
}
