package org.openmmbg.plugin.analysis;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openmmbg.systems.Topology;
import org.openmmbg.systems.TorsionObservable;
import org.openmmbg.systems.Torsions;
import org.openmmbg.systems.observable.Expression;
import org.openmmbg.systems.observable.Vocabulary;

/**
 * A state: where a condition holds.
 *
 * @param name what results call it
 * @param condition an expression that is true or false
 */
public record State(String name, Expression condition) {
    private static final Pattern NAMED = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_]*)\\s*=(?!=)(.*)", Pattern.DOTALL);

    /**
     * Reads a state.
     *
     * @param text a condition, or {@code NAME=CONDITION}
     * @throws org.openmmbg.systems.observable.ExpressionException if it cannot be read
     */
    public static State parse(String text, Vocabulary vocabulary) {
        Matcher named = NAMED.matcher(text);
        if (named.matches()) {
            return new State(named.group(1), Expression.parseCondition(named.group(2), vocabulary));
        }
        Expression condition = Expression.parseCondition(text, vocabulary);
        return new State(condition.text(), condition);
    }

    /** Returns the two states of a molecule's first φ, positive and negative; empty where it has none. */
    public static List<State> ofFirstPhi(Topology topology, Vocabulary vocabulary) {
        return Torsions.backbone(topology).stream()
                .map(TorsionObservable::name)
                .filter(name -> name.startsWith("phi"))
                .findFirst()
                .map(phi -> List.of(parse(phi + ">0", vocabulary), parse(phi + "<0", vocabulary)))
                .orElse(List.of());
    }
}
